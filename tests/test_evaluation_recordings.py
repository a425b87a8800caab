"""Recordings with known truth: the same every time, valid, and physically possible."""

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.evaluation.intervals import bootstrap, wilson
from flows.evaluation.recordings.athlete import athlete, cost
from flows.evaluation.recordings.labelled import Labelled, labelled_recordings
from flows.evaluation.recordings.motion import HERTZ, Segment, moved
from flows.evaluation.recordings.noise import coloured, delayed
from flows.evaluation.recordings.scenarios import NEVER_HILL_SPRINTS, ORDER, planned
from flows.evaluation.recordings.truth import reps_of, verdict
from flows.evaluation.recordings.watch import recorded
from flows.evaluation.recordings.watch_conditions import Watch
from schemas.activities import Activities
from schemas.laps import Laps
from schemas.streams import Streams

PARTS = ("activities", "streams", "laps", "reps", "recordings")
#: A watch with nothing wrong with it.
FLAWLESS = Watch(
    sampling="1_hz",
    altimeter="barometer_0.2",
    lag_s=1.0,
    has_glitches=False,
    cadence="both_legs",
    position="footpod",
    distance_step_m=0.01,
    has_coordinates=True,
    pause="none",
    laps="pressed",
    has_heartrate=True,
)


@pytest.fixture(scope="module")
def labelled() -> Labelled:
    """Every scenario twice."""
    return labelled_recordings(2 * len(ORDER), seed=11)


@pytest.fixture(scope="module")
def runs():
    """What a body truly did in every scenario, with the plan behind it."""
    made = []
    for number in range(len(ORDER)):
        rng = np.random.default_rng([5, number])
        who = athlete(rng)
        plan = planned(number, who, rng)
        made.append((plan, moved(plan.segments, plan.hills, who, plan.rolling_pct, rng)))
    return made


def test_a_seed_makes_the_same_recordings_every_time(labelled):
    again = labelled_recordings(2 * len(ORDER), seed=11)
    for part in PARTS:
        assert_frame_equal(getattr(labelled, part), getattr(again, part))


def test_the_first_recordings_of_a_seed_do_not_depend_on_how_many_are_made(labelled):
    few = labelled_recordings(7, seed=11)
    for part in PARTS:
        first = getattr(labelled, part).filter(pl.col("activity_id").is_in(few.recordings["activity_id"].to_list()))
        assert_frame_equal(getattr(few, part), first)


def test_another_seed_makes_other_recordings(labelled):
    other = labelled_recordings(3, seed=12)
    assert set(other.recordings["activity_id"]).isdisjoint(labelled.recordings["activity_id"])
    assert other.streams["distance_m"].head(500).to_list() != labelled.streams["distance_m"].head(500).to_list()


def test_the_frames_are_those_of_the_warehouse(labelled):
    Activities.validate(labelled.activities)
    Streams.validate(labelled.streams)
    Laps.validate(labelled.laps)


def test_no_athlete_has_two_recordings(labelled):
    assert labelled.activities["athlete_id"].is_unique().all()


def test_every_scenario_is_there(labelled):
    scenarios = set(labelled.recordings["scenario"])
    assert scenarios == {one.__name__ for one in ORDER}
    assert set().union(*NEVER_HILL_SPRINTS.values()) <= scenarios


def test_recordings_last_at_most_about_an_hour(labelled):
    assert labelled.activities["elapsed_time_s"].is_between(300, 4200).all()
    assert labelled.activities["elapsed_time_s"].is_between(1200, 2700).mean() > 0.6


def test_nobody_runs_faster_than_ten_metres_a_second(runs):
    assert max(np.abs(motion.velocity_mps).max() for _, motion in runs) < 10


def test_altitude_is_the_integral_of_a_ground_that_exists(runs):
    for plan, motion in runs:
        climb, step = np.diff(motion.altitude_m), np.abs(np.diff(motion.odometer_m))
        steepest = 0.75 if "stair" in plan.scenario else 0.36
        assert (np.abs(climb) <= steepest * step + 1e-9).all(), plan.scenario


def test_a_hill_is_as_high_going_down_as_going_up(runs):
    for plan, motion in runs:
        if plan.scenario != "hill_sprints" or len(plan.hills) > 1 or plan.recovery != "walk_back":
            continue
        feet = [motion.altitude_m[motion.edges[number]] for number, one in enumerate(plan.segments) if one.is_rep]
        climbed = max(plan.hills[0].grade_pct, 4) / 100 * 10 * len(feet)
        assert np.ptp(feet) < 5 + climbed


def test_a_sprint_rises_to_its_speed_and_a_slope_costs_some_of_it():
    who = athlete(np.random.default_rng(1))
    assert who.top_on(20) < who.top_on(5) < who.top_mps
    sprint = Segment(8, who.top_on(10), who.rise_s, is_sprint=True, wobble=0.0, grade_pct=10)
    motion = moved([Segment(5, 0.0), sprint], [], who, 0.0, np.random.default_rng(2))
    speed = motion.velocity_mps[5 * HERTZ :]
    assert (np.diff(speed) >= -1e-9).all()
    assert speed[round(who.rise_s * HERTZ)] == pytest.approx(0.632 * who.top_on(10), rel=0.05)


def test_minettis_slope_costs_are_those_published():
    assert cost(np.array([0.0, 0.1, 0.2])) == pytest.approx([1.0, 1.659, 2.484], rel=0.01)


def test_reps_are_seen_in_a_flawless_recording(runs):
    seen = 0
    for plan, motion in runs:
        if plan.scenario != "hill_sprints":
            continue
        record = recorded(plan, motion, FLAWLESS, np.random.default_rng(3))
        for rep in reps_of(plan, motion):
            begin, end = round(rep.start_time_s), round(rep.start_time_s + rep.duration_s)
            seen += 1
            shown_m = record.distance_m[end + 1] - record.distance_m[begin]
            assert shown_m == pytest.approx(rep.distance_m, rel=0.2, abs=4)
            shown_gain = (
                record.altitude_m[begin : end + 6].max() - record.altitude_m[max(begin - 2, 0) : begin + 3].min()
            )
            # Up to fifteen metres of rollout belong to the climb but not to the rep.
            assert -0.8 <= shown_gain - rep.elevation_gain_m <= 0.8 + rep.grade_pct / 100 * 15
    assert seen > 50


def test_reps_keep_to_the_definition(labelled):
    clear = labelled.reps.filter(~pl.col("is_ambiguous"))
    assert clear["duration_s"].is_between(5, 14).all()
    assert (clear["grade_pct"] >= 4).all()
    assert (clear["distance_m"] / clear["duration_s"]).is_between(1.5, 8.5).all()
    apart = labelled.reps.select(pl.col("start_time_s").diff().over("activity_id")).drop_nulls()
    assert (apart.to_series() > 20).all()


def test_only_reps_lie_in_hill_sprint_scenarios(labelled):
    scenarios = labelled.reps.join(labelled.recordings, on="activity_id")["scenario"].unique()
    assert set(scenarios) <= {"hill_sprints", "few_hill_sprints", "stair_sprints"}


def test_most_hill_sprint_recordings_have_a_settled_truth(labelled):
    sprints = labelled.recordings.filter(pl.col("scenario") == "hill_sprints")
    assert sprints["is_ambiguous"].mean() < 0.35


def test_a_flawless_recording_of_everyday_running_expects_nothing(runs):
    everyday = set(NEVER_HILL_SPRINTS["ordinary"] + NEVER_HILL_SPRINTS["trail"])
    kinds = {verdict(plan, reps_of(plan, motion), FLAWLESS) for plan, motion in runs if plan.scenario in everyday}
    assert kinds == {(None, False)}


def test_noise_has_the_spread_and_memory_asked_for():
    series = coloured(np.random.default_rng(4), 200_000, sd=2.0, memory=10)
    assert series.std() == pytest.approx(2.0, rel=0.05)
    assert np.corrcoef(series[10:], series[:-10])[0, 1] == pytest.approx(np.exp(-1), abs=0.05)


def test_a_delayed_ramp_runs_behind_by_its_memory():
    ramp = np.arange(200.0)
    assert (ramp - delayed(ramp, 3.0))[100:] == pytest.approx(2.5, abs=0.6)


def test_wilson_gives_the_textbook_interval_and_nothing_for_nothing():
    assert wilson(9, 10) == pytest.approx((0.596, 0.982), abs=0.001)
    assert wilson(10, 10)[1] == 1.0
    assert wilson(0, 0) == (None, None)


def test_the_bootstrap_holds_the_ratio_and_says_nothing_about_nothing():
    low, high = bootstrap(np.array([1.0, 2.0, 3.0, 2.0]), np.array([2.0, 2.0, 2.0, 2.0]))
    assert low < 1.0 < high
    assert bootstrap(np.array([0.0]), np.array([0.0])) == (None, None)
