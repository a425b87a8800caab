from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from schemas.activities import Activities
from schemas.recorded_sets import RecordedSets
from schemas.sessions import Sessions
from schemas.strength_sets import StrengthSets
from tests.frames import rows
from transforms.strength import strength_sessions
from transforms.strength_lifts import best_lifts, main_lift
from transforms.strength_sets import strength_sets

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HEAVY = "Squat 5x5 @ 100kg"


def lift(text: str | None = None, after_min: float = 0, minutes: float = 45, **more: Any) -> dict[str, Any]:
    return {
        "sport_type": "WeightTraining",
        "sport_group": "strength",
        "name": "Gym",
        "description": text,
        "start_at": NOON + timedelta(minutes=after_min),
        "elapsed_time_s": int(60 * minutes),
        "moving_time_s": 300,
    } | more


def judge(*activities: dict[str, Any], recorded: pl.DataFrame | None = None) -> list[dict[str, Any]]:
    told = rows(Activities, *({"activity_id": n} | row for n, row in enumerate(activities, start=1)))
    sets = strength_sets(told, RecordedSets.none() if recorded is None else recorded)
    return Sessions.validate(strength_sessions(told, sets)).rows(named=True)


def counted(*reps: int, activity_id: int = 1) -> pl.DataFrame:
    """Squats that a watch counted."""
    one = {"activity_id": activity_id, "exercise": "barbell_back_squat", "weight_kg": 100.0}
    return rows(RecordedSets, *(one | {"set_number": n, "reps": r} for n, r in enumerate(reps, start=1)))


def kind_of(text: str) -> str:
    return str(judge(lift(text))[0]["kind"])


def evidence(session: dict[str, Any]) -> dict[str, Any]:
    return dict(pl.Series([session["evidence"]]).str.json_decode(infer_schema_length=None)[0])


def test_mostly_six_reps_or_fewer_is_heavy_and_counts_its_elapsed_minutes():
    session = judge(lift("Squat 3x6 @ 100kg\nRow 2x10 @ 60kg"))[0]
    assert (session["kind"], session["counts"], session["dose"], session["dose_unit"]) == ("heavy", True, 45, "minutes")
    assert session["reason"] == "3 of 5 working sets had at most 6 reps, over 45 min: heavy."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Squat 3x6 @ 100kg", "heavy"),
        ("Squat 3x7 @ 100kg", "hypertrophy"),
        ("Squat 3x12 @ 60kg", "hypertrophy"),
        ("Squat 3x13 @ 60kg", "endurance"),
        ("Squat 2x5 @ 100kg\nRow 2x10 @ 60kg", "mixed"),
    ],
)
def test_the_reps_decide_the_kind(text, kind):
    assert kind_of(text) == kind


@pytest.mark.parametrize("text", ["Squat 2x5 @ 100kg\nRow 2x10 @ 60kg", "Squat 3x10 @ 60kg", "Squat 3x20 @ 40kg"])
def test_what_is_not_heavy_does_not_count(text):
    assert not judge(lift(text))[0]["counts"]


def test_without_sets_a_session_counts_flagged():
    session = judge(lift("Felt strong."))[0]
    assert (session["kind"], session["counts"]) == ("unknown", True)
    assert session["confidence"] <= 0.5


def test_warm_ups_and_light_sets_are_not_working_sets():
    text = (
        "Squat\nSet 1: 40 kg x 10 (warmup)\nSet 2: 59 kg x 10\nSet 3: 60 kg x 8\nSet 4: 100 kg x 5\nSet 5: 100 kg x 5"
    )
    found = evidence(judge(lift(text))[0])
    assert (found["sets"], found["working_sets"], found["share_up_to_6_reps"]) == (5, 3, 0.667)


def test_a_light_exercise_is_measured_against_its_own_top_weight():
    assert evidence(judge(lift("Deadlift 3x5 @ 160kg\nPress 3x5 @ 50kg"))[0])["working_sets"] == 6


def test_lines_that_were_not_understood_are_kept_and_lower_the_confidence():
    sure, unsure = judge(lift(HEAVY)), judge(lift(f"{HEAVY}\nCurls 12.5kg dropset galore\nLunges 20 kg many"))
    found = evidence(unsure[0])
    assert (found["parsed_lines"], found["candidate_lines"]) == (1, 3)
    assert found["unparsed"] == ["Curls 12.5kg dropset galore", "Lunges 20 kg many"]
    assert unsure[0]["confidence"] < sure[0]["confidence"]


def test_a_watch_and_an_app_of_the_same_hour_are_one_session_where_the_sets_are():
    watch, app = judge(lift(None, minutes=50), lift(HEAVY, after_min=2, minutes=45))
    assert (watch["counts"], app["counts"], app["kind"]) == (False, True, "heavy")
    assert "activity 2" in watch["reason"]


def test_a_log_written_right_after_the_recording_is_the_same_session():
    assert [session["counts"] for session in judge(lift(None), lift(HEAVY, after_min=50, minutes=1))] == [False, True]


def test_a_second_session_of_the_day_counts():
    assert [session["counts"] for session in judge(lift(HEAVY), lift(HEAVY, after_min=300))] == [True, True]


def test_sessions_of_two_athletes_stay_apart():
    assert [s["counts"] for s in judge(lift(HEAVY, athlete_id=1), lift(HEAVY, athlete_id=2))] == [True, True]


def test_a_duplicate_that_holds_the_sets_stands_for_the_session():
    watch, app = judge(lift(None), lift(HEAVY, duplicate_of=1))
    assert (watch["counts"], app["counts"]) == (False, True)


def test_a_duplicate_without_sets_of_another_sport_is_no_session():
    assert len(judge(lift(None, sport_group="other"), lift(None, duplicate_of=1))) == 0


def test_the_reason_says_that_the_watch_counted():
    session = judge(lift(), recorded=counted(5, 5, 8))[0]
    assert session["reason"] == "2 of 3 working sets that the watch counted had at most 6 reps, over 45 min: heavy."
    assert evidence(session)["is_by_watch"]


def test_what_a_watch_counted_is_less_sure_than_words():
    assert judge(lift(), recorded=counted(5, 5))[0]["confidence"] < judge(lift(HEAVY))[0]["confidence"]


def test_words_of_an_app_stand_before_what_the_watch_counted_in_the_same_hour():
    watch, app = judge(lift(minutes=60), lift(HEAVY, after_min=2, minutes=45), recorded=counted(12, 12))
    assert (watch["counts"], app["counts"], app["kind"]) == (False, True, "heavy")


def test_a_session_that_only_the_watch_counted_stands_before_one_without_sets():
    watch, log = judge(lift(), lift(source="manual_log"), recorded=counted(5, 5))
    assert (watch["counts"], log["counts"]) == (True, False)


def test_the_estimated_maximum_of_each_main_lift_is_epleys():
    sets = rows(
        StrengthSets,
        {"set_number": 1, "exercise": "Back Squat (Barbell)", "reps": 6, "weight_kg": 100.0},
        {"set_number": 2, "exercise": "squat", "reps": 3, "weight_kg": 105.0},
        {"set_number": 3, "exercise": "squat", "reps": 3, "weight_kg": 150.0, "is_warmup": True},
        {"set_number": 4, "exercise": "Leg Press", "reps": 6, "weight_kg": 200.0},
    )
    assert best_lifts(sets)["e1rm"].to_list() == [[{"lift": "squat", "kg": 120.0}]]


@pytest.mark.parametrize(
    ("exercise", "lift"),
    [
        ("Squat (Barbell)", "squat"),
        ("Kniebeugen", "squat"),
        ("DEADLIFT", "deadlift"),
        ("Soulevé de terre", "deadlift"),
        ("Bench Press (Barbell)", "bench press"),
        ("Bankdrücken", "bench press"),
        ("OHP", "overhead press"),
        ("Romanian Deadlift (Barbell)", None),
        ("Bulgarian Split Squat", None),
        ("Bench Press (Dumbbell)", None),
        ("Leg Press", None),
        ("barbell back squat", "squat"),
        ("overhead barbell press", "overhead press"),
        ("barbell straight leg deadlift", None),
    ],
)
def test_main_lifts_are_known_by_their_names(exercise, lift):
    assert pl.DataFrame({"e": [exercise]}).select(main_lift(pl.col("e"))).item() == lift


def test_no_activities_make_no_sessions():
    assert Sessions.validate(strength_sessions(Activities.none(), StrengthSets.none())).is_empty()
