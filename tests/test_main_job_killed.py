"""The command itself, killed: no Prefect server of its own stays behind, and the next sync makes everything whole."""

import os
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.homes import ask, home_at, life_of, serving
from tests.killed import FETCHED_TWICE
from tests.stage import stage

pytestmark = pytest.mark.slow

GONE_WITHIN_S = 60


def children_of(pid: int) -> list[int]:
    """The processes that a process has begun."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if not listed.exists():
        pytest.skip("this system does not list the children of a process")
    return [int(child) for child in listed.read_text().split()]


def is_alive(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return False


def test_a_killed_command_leaves_no_server_and_is_finished_by_the_next(tmp_path):
    whole = life_of(5, 0.3)
    life = replace(whole, activities=whole.activities[-8:])
    with serving(life, latency_ms=20) as server, stage() as next_run:
        home = home_at(tmp_path / "home", server)
        with home.start("sync", PREFECT_HOME=str(tmp_path / "prefect")) as sync:
            while server.emulator.traffic.by_kind.total() < 5 and sync.poll() is None:
                time.sleep(0.01)
            children = children_of(sync.pid)
            sync.kill()
            _, err = sync.communicate()
        assert sync.returncode == -9, err
        assert children
        deadline = time.monotonic() + GONE_WITHIN_S
        while any(map(is_alive, children)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(map(is_alive, children))
        done = next_run.play("sync", home.environment)
    assert done.code == 0, done
    assert ask(home.published, "SELECT count(*) FROM core.activities").item() == len(life.activities)
    assert ask(home.warehouse, FETCHED_TWICE).is_empty()
    runs = ask(home.published, "SELECT outcome, message FROM ops.sync_runs ORDER BY started_at").rows()
    assert [outcome for outcome, _ in runs] == ["failed", "ok"]
    assert "killed" in runs[0][1]
