"""Efforts are looked for again only where samples, or what is easy, became others."""

from datetime import timedelta

import pytest

from flows.derive.ahead import WORKERS, ahead
from flows.derive.core import derive_core, derive_efforts
from schemas.activities import Activities
from schemas.hill_sprint_reps import HillSprintReps
from schemas.running_effort import RunningEffort
from tests.landed import AT, derive, land
from tests.strava_shapes import START, activity, streams
from tests.sync_world import made
from warehouse.database import open_warehouse

SPEEDS = (3.0, 3.1, 2.9)


def run(number, speed_mps, day):
    return activity(number, START + timedelta(days=day), streams_of=streams(600, speed_mps))


def easy_of(warehouse):
    return dict(warehouse.read(RunningEffort).select("activity_id", "easy_effort_mps").iter_rows())


@pytest.fixture
def warehouse(tmp_path):
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        land(warehouse, [run(number, speed, number) for number, speed in enumerate(SPEEDS, start=1)])
        derive_core(warehouse, AT, "test")
        assert derive_efforts(warehouse) == 3
        yield warehouse


def test_one_new_run_is_the_only_one_looked_at(warehouse):
    land(warehouse, [run(4, 3.0, 4)])
    derive_core(warehouse, AT, "test")
    assert derive_efforts(warehouse) == 1
    assert derive_efforts(warehouse) == 0


def test_an_older_run_that_comes_late_opens_only_those_whose_easy_effort_it_changes(warehouse):
    before = easy_of(warehouse)
    land(warehouse, [run(4, 2.0, 0), run(5, 2.1, 0)])
    derive_core(warehouse, AT, "test")
    looked_at = derive_efforts(warehouse)
    changed = [number for number, easy in before.items() if easy_of(warehouse)[number] != easy]
    assert looked_at == 2 + len(changed)
    assert 0 < len(changed) < 3


@pytest.mark.parametrize("count", [0, 1, WORKERS, 3 * WORKERS + 1])
def test_batches_worked_on_side_by_side_come_back_in_order(count):
    made = list(ahead(range(count), lambda batch: batch + 1, lambda read, batch: (read, batch)))
    assert made == [(batch, (batch + 1, batch)) for batch in range(count)]


def test_a_batch_that_fails_fails_the_whole():
    with pytest.raises(ZeroDivisionError):
        list(ahead(range(9), lambda batch: batch, lambda read, _: 1 / (read - 4)))


def test_a_second_recording_of_hill_sprints_leaves_no_reps_without_a_verdict(tmp_path):
    with open_warehouse(tmp_path / "twice.duckdb") as warehouse:
        land(warehouse, [made("hill sprints", number, START, seed=number) for number in (1, 2)])
        derive(warehouse, tmp_path / "plan.toml")
        assert warehouse.read(Activities)["duplicate_of"].drop_nulls().len() == 1
        assert warehouse.read(HillSprintReps)["activity_id"].n_unique() == 1
