import polars as pl
import pytest

from tests.hill_simulator import Stretch, Watch, easy, hill_sprint_run, record
from tests.hill_verdicts import pairs_of, pressed_laps, reps_of

WALK = Stretch(100, 1.3)
SPRINT_UP = Stretch(9, 5.2, 0.1, is_rep=True)


def first_8s(*stretches, seed=3, watch=None, laps=None):
    return reps_of(record([*easy(15), *stretches, *easy(8)], seed, watch=watch).streams, laps)["first_8s_distance_m"]


def test_the_first_eight_seconds_are_measured_from_the_start():
    assert first_8s(*[SPRINT_UP, WALK] * 3).to_list() == pytest.approx([38.5] * 3, abs=1.5)


def test_speed_is_the_distance_over_eight_seconds():
    found = reps_of(record([*easy(15), *[SPRINT_UP, WALK] * 3], 3).streams)
    assert found["first_8s_speed_mps"].to_list() == pytest.approx(
        (found["first_8s_distance_m"] / 8).to_list(), abs=0.01
    )


def test_a_longer_rep_has_the_same_first_eight_seconds():
    short = first_8s(*[SPRINT_UP, WALK] * 4).median()
    assert first_8s(*[Stretch(13, 5.2, 0.1), WALK] * 4).median() == pytest.approx(short, abs=0.7)


def test_a_rep_below_seven_seconds_has_none():
    assert first_8s(*[Stretch(6, 5.2, 0.1), WALK] * 3).to_list() == [None] * 3


def test_a_second_that_was_not_recorded_leaves_none():
    streams = record([*easy(15), *[SPRINT_UP, WALK] * 3], 3).streams
    broken = streams.filter(pl.col("time_s") != 904)
    assert [one is None for one in reps_of(broken)["first_8s_distance_m"]] == [True, False, False]


def test_a_sprint_straight_out_of_a_pause_is_measured():
    paused = [SPRINT_UP, Stretch(40, 1.3), Stretch(60, 0.0, is_paused=True)]
    assert first_8s(*paused * 3).null_count() == 0


def test_smart_recording_leaves_none_even_with_laps():
    recordings = [record(hill_sprint_run(seed)[0], seed, seed + 1, Watch(every_s=5)) for seed in range(6)]
    laps = pressed_laps(pl.concat(one.reps for one in recordings))
    found = reps_of(pl.concat(one.streams for one in recordings), laps)
    assert not found.is_empty()
    assert found["first_8s_distance_m"].null_count() == found.height


@pytest.mark.parametrize("early_s", [-1, 0, 1])
def test_a_thumb_on_the_lap_button_does_not_move_the_first_eight_seconds(early_s):
    stretches = [*[SPRINT_UP, WALK] * 5]
    reps = record([*easy(15), *stretches, *easy(8)], 3).reps
    laps = pressed_laps(reps.with_columns(start_time_s=pl.col("start_time_s") - early_s, duration_s=pl.lit(10)))
    with_laps = first_8s(*stretches, laps=laps)
    assert with_laps.to_list() == pytest.approx(first_8s(*stretches).to_list(), abs=0.05)


def test_the_error_is_a_metre_too_little_and_half_a_metre_from_rep_to_rep():
    # Early by a quarter of a second: the same on every day, so no progress is made of it.
    recordings = [record(*hill_sprint_run(seed)[:1], seed, seed + 1, hill_sprint_run(seed)[1]) for seed in range(40)]
    truth = pl.concat(one.reps for one in recordings)
    pairs = pairs_of(truth, reps_of(pl.concat(one.streams for one in recordings)))
    error_m = (pairs["first_8s_distance_m_found"] - pairs["first_8s_distance_m"]).drop_nulls()
    assert error_m.len() > 0.8 * truth.height
    assert error_m.mean() == pytest.approx(-0.9, abs=0.3)
    assert error_m.std() <= 0.6
