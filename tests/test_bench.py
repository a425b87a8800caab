"""The benchmark runs; what it finds is for `make bench`, where nothing else disturbs the machine."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import derive, detect, sync, transform
from tests.bench.figures import Cost, Figure, table, typical
from tests.bench.runs import HOUR, batches, write_templates
from tests.laws import IS_LONG

ROOT = Path(__file__).parents[1]


def test_the_typical_cost_is_the_median_time_and_the_highest_peak():
    assert typical([Cost(1.0, 10.0), Cost(9.0, 30.0), Cost(2.0, 20.0)]) == Cost(2.0, 30.0)


def test_a_missed_goal_is_said():
    shown = table([Figure("a thing", Cost(2.0), Cost(1.0), 2.0, "≤ 1 ×", False)])
    assert list(shown.columns[-1].cells) == ["NO"]


def test_runs_told_again_are_hours_under_ids_and_dates_of_their_own(tmp_path):
    write_templates(tmp_path, years=0.1)
    known, samples = next(batches(tmp_path, 9))
    assert known["activity_id"].to_list() == list(range(1, 10))
    assert known["local_date"].n_unique() == 9
    assert samples.group_by("activity_id").len()["len"].to_list() == [HOUR] * 9


@pytest.mark.skipif(not IS_LONG, reason="takes seconds; FIVEFOLD_LONG=1 turns it on")
@pytest.mark.slow
def test_the_transform_is_measured_beside_the_load():
    speed, _, memory = transform.measure((20, 40), repetitions=1)
    assert speed.ours.seconds
    assert speed.yardstick
    assert speed.yardstick.seconds
    assert speed.ratio == speed.ours.seconds / speed.yardstick.seconds
    assert memory.ours.peak_mb


@pytest.mark.skipif(not IS_LONG, reason="takes seconds; FIVEFOLD_LONG=1 turns it on")
@pytest.mark.slow
def test_detection_is_measured_beside_a_profile_of_the_samples():
    wall, processor, reading = detect.measure(40, repetitions=1)
    assert wall.ratio == wall.ours.seconds / wall.yardstick.seconds
    assert processor.ratio > 0
    assert reading.ours.seconds > 0


@pytest.mark.slow
def test_both_sides_of_the_sync_pull_the_same():
    figure = sync.measure(years=0.05, repetitions=1)
    assert figure.ratio
    assert figure.ratio > 1  # many calls at a time


@pytest.mark.skipif(not IS_LONG, reason="takes seconds; FIVEFOLD_LONG=1 turns it on")
@pytest.mark.slow
def test_every_step_of_a_derivation_is_measured():
    figures = derive.measure(years=0.05)
    assert [figure.ours.seconds is not None for figure in figures] == [True] * 6


@pytest.mark.slow
def test_an_unknown_part_is_refused():
    command = [sys.executable, "-m", "tests.bench", "moon"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert "no such part: moon" in said.stderr


@pytest.mark.skipif(not IS_LONG, reason="takes many flows; FIVEFOLD_LONG=1 turns it on")
@pytest.mark.prefect
@pytest.mark.slow
def test_quiet_nights_are_measured_beside_empty_flows(prefect):
    from tests.bench import night  # noqa: PLC0415 - it imports Prefect, which the other tests do without

    quiet, next_day = night.compare(years=0.05, repetitions=1)
    assert quiet.ratio
    assert next_day.ours.seconds
