"""Two syncs at once, and readers of the published files: nobody is in anybody's way."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from flows.passes import PLAIN, all_passes, open_night
from flows.settings import load_settings
from tests.homes import NOW, ask, environment, home_at, life_of, serving
from tests.killed import WITH_TRACKS, parquet_unlike_copy
from tests.stage import stage

pytestmark = pytest.mark.slow

OUTCOMES = "SELECT outcome FROM ops.sync_runs ORDER BY started_at"
#: Another program: asks the copy and a Parquet file, waits for a line, and asks both again.
READER = """
import duckdb, sys
copy, parquet = sys.argv[1:]
opened = duckdb.connect(copy, read_only=True)
samples = open(parquet, "rb")
def seen():
    samples.seek(0)
    return hash(samples.read()), opened.execute("SELECT sum(hash(s)) FROM core.streams s").fetchone()
before = seen()
print("reading", flush=True)
input()
print(seen() == before, flush=True)
"""


@pytest.fixture(scope="module")
def server():
    whole = life_of(5, 0.3)
    with serving(replace(whole, activities=whole.activities[-4:])) as server:
        yield server


@pytest.fixture(scope="module")
def other_process():
    with stage() as process:
        yield process


@pytest.fixture
def home(server, folder, other_process):
    home = home_at(folder, server)
    assert other_process.play("sync", home.environment).code == 0
    return home


def test_the_second_of_two_syncs_leaves_politely_and_the_first_is_not_disturbed(home, other_process):
    refusals, asked = [], []

    def meanwhile(night):
        """The first has the warehouse and has begun its books."""
        refusals.extend(other_process.play(work, home.environment) for work in ("sync", "rebuild", "publish"))
        for command in (["status"], ["sql", "SELECT count(*) FROM core.activities"], ["quarantine", "list"]):
            asked.append(home.run(*command).code)
        return PLAIN.transform(night)

    with environment(home.environment), open_night(load_settings(), fixed_now=NOW) as night:
        all_passes(night, replace(PLAIN, transform=meanwhile))
    assert [done.code for done in refusals] == [15, 15, 15]
    for done in refusals:
        assert f"in use by another process (number {os.getpid()}); wait for it to end. Next, run: " in done.said
    assert asked[1:] == [0, 0]
    assert asked[0] in (0, 16)
    assert ask(home.published, OUTCOMES)["outcome"].to_list() == ["ok", "nothing_new"]


@pytest.mark.prefect
def test_a_night_on_schedule_that_meets_another_sync_fails_with_a_sentence_and_books_nothing(home, prefect):
    """As `fivefold serve` runs it: a run of the flow that fails, and the next one finds the warehouse free."""
    hold = f"import duckdb; held = duckdb.connect({str(home.warehouse)!r}); print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline()
        ended = home.run("sync", PREFECT_API_URL=prefect.url)
        other.communicate("\n")
    assert ended.code == 15
    assert f"in use by another process (number {other.pid})" in ended.err
    assert len(ended.err.strip().split("\n")) == 1
    assert home.run("sync", PREFECT_API_URL=prefect.url).code == 0
    assert len(ask(home.published, OUTCOMES)) == 2


def test_readers_of_copy_and_parquet_keep_their_night_through_several_publishes(home, other_process):
    samples = home.published.parent / "parquet" / "core" / "streams.parquet"
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(home.published), str(samples)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout.readline() == "reading\n"
        before = samples.read_bytes()
        for changes in (WITH_TRACKS, {}, WITH_TRACKS):
            assert other_process.play("publish", home.environment | changes).code == 0
        out, _ = reader.communicate("\n")
    assert out == "True\n"
    assert samples.read_bytes() != before
    assert parquet_unlike_copy(home) == []
