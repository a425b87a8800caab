"""Which verdict a labelled recording should get."""

from dataclasses import replace

import numpy as np
import pytest

from flows.evaluation.recordings.athlete import athlete
from flows.evaluation.recordings.hill_scenarios import hill_repeats, recover, rollout
from flows.evaluation.recordings.motion import Motion, moved
from flows.evaluation.recordings.script import Plan, Script
from flows.evaluation.recordings.truth import Rep, kind_of, reps_of, verdict
from tests.test_evaluation_recordings import FLAWLESS


def sprinted(count: int, grade_pct: float = 12, seconds: float = 9, recovery: str = "walk_back", rest_s: float = 90):
    """A plan of sprints up one hill and its motion."""
    rng = np.random.default_rng(8)
    script = Script(athlete(rng), rng)
    script.warm_up()
    hill = script.hill(grade_pct)
    for number in range(count):
        start_m = script.along_m
        script.stand(2, hill)
        script.sprint(seconds, grade_pct, hill=hill, is_rep=True)
        rollout(script, hill)
        if number < count - 1:
            recover(script, recovery, rest_s, start_m, hill)
    script.stand(60 if recovery != "jog_only" else 0.0, hill)
    script.cool_down()
    return with_motion(script.done("hill_sprints", None))


def with_motion(plan: Plan) -> tuple[Plan, Motion]:
    """A plan and its motion on level ground."""
    rng = np.random.default_rng(9)
    return plan, moved(plan.segments, plan.hills, athlete(rng), 0.5, rng)


def told(plan: Plan, motion: Motion, **conditions: object) -> tuple[str | None, bool]:
    """The verdict under conditions other than the flawless watch's."""
    return verdict(plan, reps_of(plan, motion), replace(FLAWLESS, **conditions))


def reps_at(*starts_s: float) -> list[Rep]:
    """Nine-second reps at given times."""
    return [Rep(start_s, 9.0, 10.0, 45.0, 4.5, 60.0, "walk", is_ambiguous=False) for start_s in starts_s]


@pytest.mark.parametrize(
    ("count", "kind"), [(1, "possible_hill_sprints"), (2, "possible_hill_sprints"), (3, "hill_sprints")]
)
def test_three_sprints_make_a_session(count, kind):
    assert told(*sprinted(count)) == (kind, False)


def test_a_rep_lasts_from_the_first_hard_step_to_the_end_of_the_drive():
    plan, motion = sprinted(4)
    reps = reps_of(plan, motion)
    assert [rep.duration_s for rep in reps] == [9.0] * 4
    assert all(10 < rep.grade_pct < 14 for rep in reps)
    assert {rep.recovery_kind for rep in reps[:-1]} <= {"walk", "stand"}
    for rep in reps:
        begin = round(rep.start_time_s * 10)
        assert abs(motion.velocity_mps[begin]) < 1.0 < motion.velocity_mps[begin + 10]


def test_jogged_recoveries_leave_the_kind_open():
    plan, motion = sprinted(4, recovery="jog_only", rest_s=60)
    assert told(plan, motion)[1]


def test_a_grade_of_four_per_cent_leaves_the_rep_open_and_two_make_none():
    assert all(rep.is_ambiguous for rep in reps_of(*sprinted(3, grade_pct=4.2)))
    assert reps_of(*sprinted(3, grade_pct=2)) == []


def test_twenty_seconds_are_no_hill_sprint():
    assert reps_of(*sprinted(3, seconds=20)) == []


def test_starts_too_close_or_too_far_apart_do_not_make_a_session():
    assert kind_of(reps_at(0, 100, 200)) == "hill_sprints"
    assert kind_of(reps_at(0, 20, 40)) == "possible_hill_sprints"
    assert kind_of(reps_at(0, 100, 600)) == "possible_hill_sprints"
    assert kind_of(reps_at(0, 600, 700, 800)) == "hill_sprints"
    assert kind_of([]) is None


def test_smart_recording_answers_nothing_without_pressed_laps():
    plan, motion = sprinted(4)
    assert told(plan, motion, sampling="smart", laps="kilometres") == ("insufficient_resolution", False)
    assert told(plan, motion, sampling="smart", laps="pressed") == ("hill_sprints", False)


def test_without_altitude_a_claim_cannot_be_verified():
    plan, motion = sprinted(4)
    assert told(replace(plan, is_telling=True), motion, altimeter="none") == ("unverifiable", False)
    assert told(plan, motion, altimeter="none") == ("unverifiable", True)


def test_hill_repeats_are_not_hill_sprints():
    rng = np.random.default_rng(10)
    plan, motion = with_motion(hill_repeats(Script(athlete(rng), rng)))
    assert reps_of(plan, motion) == []
    assert told(plan, motion) == ("hill_repeats", False)
