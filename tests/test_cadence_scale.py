import numpy as np
import pytest

from tests.test_stream_grid import samples
from transforms.stream_grid import stream_grid


def run(cadence_spm, speed_mps=3.0, seconds=120, activity_id=1):
    stream = samples(range(seconds), [speed_mps * t for t in range(seconds)], activity_id=activity_id)
    return stream.with_columns(cadence_spm=np.full(seconds, float(cadence_spm)))


@pytest.mark.parametrize("recorded", [82, 164, 328], ids=["of one leg", "of both legs", "doubled twice"])
def test_a_runners_cadence_is_that_of_both_legs(recorded):
    assert set(stream_grid(run(recorded)).cadence_spm) == {164}


def test_a_slow_jogger_at_the_pace_of_a_walk_is_left_alone():
    assert set(stream_grid(run(150, speed_mps=2.25)).cadence_spm) == {150}


@pytest.mark.parametrize("recorded", [56, 110], ids=["of one leg", "of both legs"])
def test_a_walkers_cadence_says_nothing_about_its_legs(recorded):
    assert set(stream_grid(run(recorded, speed_mps=1.4)).cadence_spm) == {recorded}


def test_a_sprinters_quick_legs_are_two():
    assert set(stream_grid(run(236, speed_mps=6.0)).cadence_spm) == {236}


def test_a_pod_that_dropped_out_for_most_of_the_run_decides_by_what_it_did_record():
    stream = run(82).with_columns(cadence_spm=np.where(np.arange(120) < 40, 0.0, 82.0))
    assert stream_grid(stream).cadence_spm.max() == 164


def test_legs_are_counted_for_each_activity_by_itself():
    both = run(82, activity_id=1).vstack(run(164, activity_id=2))
    assert set(stream_grid(both).cadence_spm) == {164}
