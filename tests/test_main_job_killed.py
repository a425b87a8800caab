"""Killed at any moment, the next sync makes everything whole: real processes, SIGKILL, moments by chance."""

import random
import subprocess
import time
from dataclasses import replace

import pytest

from tests.homes import ask, differing, home_at, layers, life_of, serving

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

SEED = 20251119
ROUNDS, KILLS_A_ROUND = 8, 3
#: So that fetching takes long enough to be killed in.
LATENCY_MS = 15

FETCHED_TWICE = """
SELECT kind, activity_id, count(*) FROM raw.payloads
WHERE kind IN ('activity', 'streams') GROUP BY ALL HAVING count(*) > 1
"""


@pytest.fixture(scope="module")
def life():
    """Two months of somebody."""
    whole = life_of(5, 0.3)
    return replace(whole, activities=whole.activities[-45:])


@pytest.fixture(scope="module")
def server(life):
    with serving(life, latency_ms=LATENCY_MS) as server:
        yield server


@pytest.fixture(scope="module")
def undisturbed(server, prefect, tmp_path_factory):
    """A home that was synced once, and how long that took after its first call."""
    home = home_at(tmp_path_factory.mktemp("undisturbed"), server, prefect)
    with home.start("sync") as process:
        began = first_call(process, server)
        assert process.wait(120) == 0
        return home, time.monotonic() - began


def first_call(process, server):
    """Wait until the process makes its first call; returns when that was."""
    before = server.admin.traffic()["calls"]
    while server.emulator.traffic.by_kind.total() == before and process.poll() is None:
        time.sleep(0.005)
    return time.monotonic()


def kill_at(home, server, moment_s):
    """`fivefold sync`, killed so long after its first call; says whether it was still running then."""
    with home.start("sync") as process:
        first_call(process, server)
        try:
            process.wait(moment_s)
        except subprocess.TimeoutExpired:
            process.kill()
        _, err = process.communicate()
    assert "Traceback" not in err
    return process.returncode != 0


def different(one, other):
    """Tables of core and mart that differ, in the private file or in the published copy, but for times of fetching."""
    return [
        name
        for file in ("warehouse", "published")
        for name in differing(
            layers(getattr(one, file), "core", "mart"), layers(getattr(other, file), "core", "mart"), "updated_at"
        )
    ]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_after_some_kills_a_sync_brings_what_an_undisturbed_one_brings(number, undisturbed, server, prefect, folder):
    reference, span_s = undisturbed
    dice = random.Random(SEED + number)  # noqa: S311 - moments by chance, the same in every test run
    home = home_at(folder, server, prefect)
    # A killed run leaves less to do for the next one, so half of the time reaches to the end.
    moments = [dice.uniform(0, 0.5 * span_s) for _ in range(KILLS_A_ROUND)]
    killed = [kill_at(home, server, moment) for moment in moments]
    print("killed after", [f"{at:.2f} s" for at, hit in zip(moments, killed, strict=True) if hit], f"of {span_s:.2f} s")
    # Both run now: the marts depend on the day, and midnight may have passed.
    assert home.run("sync").code == 0
    assert reference.run("sync").code == 0
    assert different(reference, home) == []
    assert ask(home.warehouse, FETCHED_TWICE).is_empty()
    assert "running" not in ask(home.published, "SELECT DISTINCT outcome FROM ops.sync_runs")["outcome"]
    assert not list(home.folder.rglob("*.new"))


def test_kills_in_a_night_with_news_lose_none(undisturbed, life, prefect, tmp_path):
    dice = random.Random(SEED)  # noqa: S311 - moments by chance, the same in every test run
    news, edited = life.activities[-8:], life.activities[3]
    with serving(replace(life, activities=life.activities[:-8]), latency_ms=LATENCY_MS) as server:
        home = home_at(tmp_path, server, prefect)
        assert home.run("sync").code == 0
        for one in news:
            server.emulator.store.put(one)
        server.admin.edit(edited.activity_id, name="Easy, then sauna", description="25 min sauna afterwards")
        for _ in range(KILLS_A_ROUND):
            kill_at(home, server, dice.uniform(0, 2))
        assert home.run("sync", "--full").code == 0
        fresh = home_at(tmp_path / "fresh", server, prefect)
        assert fresh.run("sync").code == 0
    assert different(fresh, home) == []
