import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.efforts import Efforts
from schemas.laps import Laps
from schemas.streams import Streams
from tests.hill_simulator import Stretch, Watch, easy, hill_sprint_run, record
from tests.hill_verdicts import easy_of, efforts_of, pressed_laps
from tests.laws import examples
from transforms.efforts import efforts

WALK = Stretch(100, 1.3)
SPRINT_UP = Stretch(9, 5.2, 0.1, is_rep=True)


def kinds(*stretches, watch=None, laps=None):
    found = efforts_of(record([*easy(15), *stretches, *easy(8)], 3, watch=watch).streams, laps)
    return [kind for kind in found["effort_kind"] if kind != "other"]


def test_a_sprint_up_a_hill_with_walking_beside_is_a_hill_sprint():
    assert kinds(WALK, SPRINT_UP, WALK) == ["hill_sprint"]


def test_a_sprint_out_of_an_easy_run_is_one_when_walked_after():
    assert kinds(SPRINT_UP, WALK) == ["hill_sprint"]


def test_the_same_sprint_without_rest_is_a_stride():
    assert kinds(SPRINT_UP) == ["stride"]


def test_up_the_steepest_hills_a_sprint_may_be_slower_than_easy_running():
    assert kinds(WALK, *[Stretch(9, 2.75, 0.22), WALK] * 3) == ["hill_sprint"] * 3


def test_running_up_a_wall_a_little_harder_is_no_hill_sprint():
    assert kinds(WALK, *[Stretch(9, 2.1, 0.16), WALK] * 3) == []


def test_beside_clear_ones_a_sprint_counts_though_a_pause_took_its_beginning():
    cut = [Stretch(30, 0.0, is_paused=True), Stretch(4, 5.0, 0.1, is_paused=True), Stretch(5, 5.2, 0.1)]
    found = kinds(WALK, *[SPRINT_UP, WALK] * 3, *cut, WALK, watch=Watch(has_position=False))
    assert found == ["hill_sprint"] * 4


def test_a_cadence_of_one_leg_makes_no_difference():
    streams = record([*easy(15), WALK, SPRINT_UP, WALK, *easy(8)], 3).streams
    halved = streams.with_columns(pl.col("cadence_spm") / 2)
    assert efforts_of(halved).equals(efforts_of(streams))


def test_the_same_sprint_on_the_flat_is_a_sprint():
    assert kinds(WALK, Stretch(9, 5.8), WALK) == ["sprint"]


def test_the_same_sprint_down_hill_is_no_hill_sprint():
    assert "hill_sprint" not in kinds(WALK, Stretch(9, 6.5, -0.1), WALK)


def test_a_long_one_up_the_hill_is_a_hill_repeat():
    assert kinds(WALK, Stretch(40, 4.0, 0.08), WALK) == ["hill_repeat"]


def test_a_minute_and_more_on_the_flat_is_an_interval():
    assert kinds(WALK, Stretch(120, 4.8), WALK) == ["interval"]


def test_jogging_up_the_hill_is_no_effort():
    assert kinds(WALK, Stretch(9, 2.3, 0.1), WALK) == []


def test_hiking_up_a_steep_hill_is_no_effort():
    assert kinds(Stretch(120, 1.5, 0.25), Stretch(120, 1.4, -0.25)) == []


@pytest.mark.parametrize("has_cadence", [True, False])
def test_a_leap_of_a_lost_position_is_no_effort(has_cadence):
    lost = [Stretch(25, 2.9, 0.05, is_frozen=True), Stretch(60, 2.9, 0.05)]
    assert "hill_sprint" not in kinds(*lost, *lost, *lost, watch=Watch(has_cadence=has_cadence))


def test_a_rep_a_little_below_the_thresholds_counts_beside_clear_ones_only():
    weak = Stretch(9, 3.75, 0.06)
    assert kinds(WALK, weak, WALK) == []
    assert kinds(*[WALK, Stretch(9, 4.4, 0.06)] * 2, WALK, weak, WALK) == ["hill_sprint"] * 3


def test_a_pause_of_the_recording_is_rest():
    paused = Stretch(90, 0.0, is_paused=True)
    assert kinds(paused, SPRINT_UP, paused) == ["hill_sprint"]


def test_a_square_glitch_of_the_altimeter_makes_no_hill():
    streams = record([*easy(15), WALK, Stretch(9, 5.8), WALK, *easy(5)], 3).streams
    is_glitch = pl.col("time_s").is_between(1003, 1018)
    lifted = streams.with_columns(altitude_m=pl.col("altitude_m") + pl.when(is_glitch).then(6.0).otherwise(0.0))
    assert "hill_sprint" not in efforts_of(lifted)["effort_kind"].to_list()


def test_the_altimeters_lag_does_not_flatten_the_hill():
    grades = [
        efforts_of(record([*easy(15), WALK, SPRINT_UP, WALK], 3, watch=Watch(lag_s=lag)).streams)
        .filter(pl.col("effort_kind") == "hill_sprint")["mean_grade_pct"]
        .item()
        for lag in (1, 2, 3)
    ]
    assert grades == pytest.approx([10, 10, 10], abs=2)


def test_metre_steps_of_altitude_are_pooled_over_reps():
    recording = record([*easy(15), *[SPRINT_UP, WALK] * 6], 3, watch=Watch(altitude_step_m=1.0, has_position=False))
    sprints = efforts_of(recording.streams).filter(pl.col("effort_kind") == "hill_sprint")
    assert sprints["mean_grade_pct"].to_list() == pytest.approx([10] * 6, abs=1.5)
    assert sprints["mean_grade_pct"].n_unique() == 1


def test_a_lap_pressed_around_an_effort_beats_the_detected_borders():
    recording = record([*easy(15), WALK, SPRINT_UP, WALK, *easy(5)], 3)
    pressed = pressed_laps(recording.reps.with_columns(start_time_s=pl.col("start_time_s") - 1, duration_s=pl.lit(11)))
    sprint = efforts_of(recording.streams, pressed).filter(pl.col("effort_kind") == "hill_sprint")
    assert sprint.select("start_time_s", "duration_s", "is_lap").row(0) == (999.0, 11.0, True)


def test_a_lap_of_nothing_makes_no_effort():
    recording = record([*easy(15), WALK, *easy(5)], 3)
    idle = pl.DataFrame({"activity_id": [1], "start_time_s": [950.0], "duration_s": [10.0]})
    assert set(efforts_of(recording.streams, pressed_laps(idle))["effort_kind"]) <= {"other"}


def test_a_lap_outside_of_the_recording_does_no_harm():
    recording = record(easy(15), 3)
    beyond = pl.DataFrame({"activity_id": [1, 1], "start_time_s": [0.0, 5000.0], "duration_s": [10.0, 10.0]})
    assert set(efforts_of(recording.streams, pressed_laps(beyond))["effort_kind"]) <= {"other"}


def test_no_samples_make_no_efforts():
    assert Efforts.validate(efforts(Streams.none(), Laps.none(), easy_of(Streams.none()))).is_empty()


def test_one_sample_makes_no_efforts():
    runs = easy_of(record(easy(3), 1).streams)
    assert efforts(record(easy(3), 1).streams[:1], Laps.none(), runs).is_empty()


def test_distance_that_falls_back_does_no_harm():
    streams = record([*easy(10), WALK, SPRINT_UP, WALK], 3).streams
    broken = streams.with_columns(distance_m=pl.when(pl.col("time_s") > 705).then(5.0).otherwise(pl.col("distance_m")))
    efforts_of(broken)  # validates


def runs_of(seeds):
    return pl.concat(
        [record(hill_sprint_run(seed)[0], seed, 10 + seed, hill_sprint_run(seed)[1]).streams for seed in seeds]
    )


@examples(8, 3)
@given(st.lists(st.integers(0, 40), min_size=2, max_size=4, unique=True), st.integers(0, 999))
def test_efforts_depend_on_neither_batch_nor_order(seeds, shuffle):
    streams = runs_of(seeds)
    runs = easy_of(streams)
    alone = [
        efforts(streams.filter(activity_id=10 + seed), Laps.none(), runs.filter(activity_id=10 + seed))
        for seed in seeds
    ]
    assert efforts(streams.sample(fraction=1, shuffle=True, seed=shuffle), Laps.none(), runs).equals(
        pl.concat(alone).sort(Efforts.key())
    )


def test_the_only_effort_of_a_batch_is_the_same_to_the_last_bit_among_others():
    # A column of one row divides differently in polars: its last bit would tell a sync from a rebuild.
    seeds = range(12)
    streams = pl.concat([record([*easy(8), WALK, SPRINT_UP, WALK], seed, 10 + seed).streams for seed in seeds])
    runs = easy_of(streams)
    together = efforts(streams, Laps.none(), runs)
    alone = [efforts(streams, Laps.none(), runs.filter(activity_id=10 + seed)) for seed in seeds]
    assert [one.height for one in alone] == [1] * len(seeds)
    assert together.equals(pl.concat(alone))


@examples(10, 3)
@given(st.integers(0, 60), st.integers(1, 5000))
def test_a_later_start_of_the_clock_only_shifts_the_times(seed, later_s):
    streams = runs_of([seed])
    runs = easy_of(streams)
    straight = efforts(streams, Laps.none(), runs)
    shifted = efforts(streams.with_columns(pl.col("time_s") + later_s), Laps.none(), runs)
    assert np.allclose(shifted["start_time_s"] - later_s, straight["start_time_s"])
    assert shifted.drop("start_time_s", "duration_s").equals(straight.drop("start_time_s", "duration_s"))


@examples(20, 6)
@given(st.integers(0, 2**20), st.integers(0, 3))
def test_efforts_never_overlap(seed, pace):
    rng = np.random.default_rng(seed)
    parts = [
        Stretch(int(rng.integers(1, 40)), float(rng.uniform(0, 4 + pace)), float(rng.uniform(-0.15, 0.2)))
        for _ in range(60)
    ]
    found = efforts_of(record([*easy(5), *parts], seed, watch=Watch(noise_m=0.5)).streams)
    assert (found["start_time_s"].diff().drop_nulls() > 0).all()
