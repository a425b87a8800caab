"""What the athlete says of sessions, in the place of what rules say."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from schemas.activities import Activities
from schemas.hill_sprint_reps import HillSprintReps
from schemas.labels import Labels
from schemas.logged_sessions import LoggedSessions
from schemas.plan import Plan
from schemas.recorded_sets import RecordedSets
from schemas.sessions import Sessions
from tests.frames import rows
from transforms.counted_sessions import counted_sessions
from transforms.strength import strength_sessions
from transforms.strength_sets import strength_sets
from transforms.word_sessions import as_labelled, with_labels, with_logs

EVENING = datetime(2026, 5, 6, 18, tzinfo=UTC)
NO_REPS = HillSprintReps.none()


def activity(activity_id=1, **other):
    return {"activity_id": activity_id, "sport_type": "Workout", "sport_group": "other", "elapsed_time_s": 1800} | other


def session(activity_id=1, intervention="heat", **other):
    return {"activity_id": activity_id, "intervention": intervention, "counts": True, "confidence": 0.9} | other


def label(activity_id=1, interventions=(), **other):
    words = None if interventions is None else list(interventions)
    return {"activity_id": activity_id, "interventions": words} | other


def labelled(activities, sessions, labels, reps=NO_REPS):
    known = rows(Activities, *activities)
    judged = rows(Sessions, *sessions) if sessions else Sessions.none()
    return Sessions.validate(with_labels(judged, known, rows(Labels, *labels), reps))


def logged(activity_id=-1, intervention="heat", kind="sauna", minutes=25.0, **other):
    return {
        "activity_id": activity_id, "intervention": intervention, "kind": kind, "minutes": minutes, "is_easy": None,
    } | other  # fmt: skip


def with_log(*logs, sessions=(), **of_activity):
    known = rows(Activities, *(activity(one["activity_id"], source="manual_log", **of_activity) for one in logs))
    judged = rows(Sessions, *sessions) if sessions else Sessions.none()
    return Sessions.validate(with_logs(judged, known, rows(LoggedSessions, *logs)))


def test_a_logged_hour_of_a_sport_that_weighs_nothing_does_not_count():
    told = logged(intervention="cross_training", kind="ride", minutes=90.0, is_easy=True)
    known = rows(Activities, activity(-1, source="manual_log", sport_type="Ride"))
    row = with_logs(Sessions.none(), known, rows(LoggedSessions, told), {"Ride": 0.0}).row(0, named=True)
    assert (row["dose"], row["counts"]) == (0.0, False)
    assert row["reason"].endswith("so it does not count.")


def test_a_label_outranks_the_rule_and_keeps_its_words():
    table = labelled([activity()], [session(reason="A sauna of 25 min.", dose=25.0, evidence='{"a":1}')], [label()])
    assert table.select("counts", "decided_by", "confidence", "dose", "evidence").rows() == [
        (False, "label", 1.0, 25.0, '{"a":1}')
    ]
    assert table["reason"][0] == "Labelled by the athlete as nothing that counts (the rule said: A sauna of 25 min)."


def test_a_label_says_completely_what_an_activity_counts_for():
    judged = [session(reason="x."), session(intervention="cross_training", dose_unit="hours", reason="y.")]
    table = labelled([activity()], judged, [label(interventions=["cross_training"])])
    assert table.select("intervention", "counts", "reason").rows() == [
        ("cross_training", True, "Labelled by the athlete as cross training (the rule said: y)."),
        ("heat", False, "Labelled by the athlete as cross training only (the rule said: x)."),
    ]


def test_what_could_not_count_by_its_rule_counts_by_a_label():
    table = labelled([activity()], [session(kind="active_heat", counts=False)], [label(interventions=["heat"])])
    assert table.select("kind", "counts").rows() == [("passive_other", True)]


@pytest.mark.parametrize(
    ("intervention", "of", "kind", "dose", "unit"),
    [
        ("heat", {}, "passive_other", 30.0, "minutes"),
        ("heat", {"name": "Löyly"}, "sauna", 30.0, "minutes"),
        ("heat", {"description": "no sauna, but it was hot"}, "sauna", 30.0, "minutes"),
        ("strength", {}, "unknown", 30.0, "minutes"),
        ("cross_training", {"sport_type": "Hike", "moving_time_s": 1440}, "hike", 0.4, "hours"),
        ("cross_training", {"sport_type": "Soccer", "moving_time_s": 1440}, "other", 0.4, "hours"),
        ("cross_training", {"sport_type": "Swim", "moving_time_s": 60}, "swim", 0.5, "hours"),
        ("hill_sprints", {}, "hill_sprints", None, "reps"),
    ],
)
def test_what_no_rule_saw_gets_a_row(intervention, of, kind, dose, unit):
    table = labelled([activity(**of)], [], [label(interventions=[intervention])])
    assert table.select("intervention", "kind", "dose", "dose_unit", "counts", "decided_by").rows() == [
        (intervention, kind, dose, unit, True, "label")
    ]
    assert table["reason"][0].endswith("(no rule had seen it).")


def test_the_reps_that_were_found_are_the_dose_of_hill_sprints():
    reps = rows(HillSprintReps, {"rep_number": 1}, {"rep_number": 2})
    table = labelled([activity()], [], [label(interventions=["hill_sprints"])], reps)
    assert table["dose"].to_list() == [2.0]


def test_a_label_about_duplicates_leaves_sessions_alone():
    judged = rows(Sessions, session())
    told = rows(Labels, label(interventions=None, is_duplicate=False))
    assert with_labels(judged, rows(Activities, activity()), told, NO_REPS).equals(judged)


def test_what_is_labelled_as_strength_is_read_for_sets():
    known = rows(Activities, activity(description="Squat 5x5 @ 100 kg"))
    told = rows(Labels, label(interventions=["strength"]))
    lifted = as_labelled(known, told)
    sets = strength_sets(lifted, RecordedSets.none())
    table = with_labels(strength_sessions(lifted, sets), known, told, NO_REPS)
    assert sets.height == 5
    assert table.select("kind", "counts", "reason").rows() == [("heavy", True, "Labelled by the athlete as strength.")]


def test_what_a_watch_counted_is_read_of_what_is_labelled_as_strength():
    told = rows(Labels, label(interventions=["strength"]))
    lifted = as_labelled(rows(Activities, activity(description=None)), told)
    sets = strength_sets(lifted, rows(RecordedSets, {"reps": 5, "weight_kg": 80.0}))
    assert strength_sessions(lifted, sets)["kind"].to_list() == ["heavy"]


def test_a_logged_sauna_counts_and_no_rule_judges_it():
    table = with_log(logged(), sessions=[session(-1, reason="By a rule."), session(-1, "strength")])
    assert table.select("intervention", "kind", "dose", "dose_unit", "counts", "confidence", "decided_by").rows() == [
        ("heat", "sauna", 25.0, "minutes", True, 1.0, "log")
    ]
    assert table["reason"][0] == "Logged by the athlete: 25 min of sauna."


def test_a_logged_visit_of_five_minutes_is_no_session():
    table = with_log(logged(minutes=5.0))
    assert table.select("counts", "reason").rows() == [
        (False, "Logged by the athlete: 5 min of sauna. Between 8 and 75 min make a session.")
    ]


@pytest.mark.parametrize(
    ("is_easy", "counts", "confidence", "words"),
    [(True, True, 1.0, "easy."), (False, False, 1.0, "hard: too hard"), (None, True, 0.5, "was not said")],
)
def test_logged_cross_training_counts_unless_it_was_hard(is_easy, counts, confidence, words):
    table = with_log(logged(intervention="cross_training", kind="ride", minutes=90.0, is_easy=is_easy))
    assert table.select("dose", "dose_unit", "counts", "confidence").rows() == [(1.5, "hours", counts, confidence)]
    assert words in table["reason"][0]


def test_a_motor_does_half_of_what_is_logged():
    assert with_log(logged(intervention="cross_training", kind="e_bike", minutes=60.0), sport_type="EBikeRide")[
        "dose"
    ].to_list() == [0.5]


def test_logged_strength_is_of_the_kind_that_its_sets_say():
    judged = session(-1, "strength", kind="endurance", counts=False, reason="20 reps.", evidence='{"kept_id":-1}')
    table = with_log(logged(intervention="strength", kind=None, minutes=45.0), sessions=[judged])
    assert table.select("kind", "counts", "decided_by", "evidence").rows() == [
        ("endurance", False, "log", '{"kept_id":-1}')
    ]
    assert table["reason"][0] == "Logged by the athlete: 45 min of strength. 20 reps."


def counted(activities, sessions, labels=()):
    known = rows(Activities, *activities)
    told = rows(Labels, *labels) if labels else Labels.none()
    plan = rows(Plan, {"intervention": "hill_sprints", "session_min_reps": 5}, {"intervention": "strength"})
    table = with_labels(rows(Sessions, *sessions), known, told, NO_REPS)
    return dict(counted_sessions(table, known, plan).select("activity_id", "counts").rows())


def test_the_plan_does_not_overrule_a_label():
    few = session(1, "hill_sprints", dose=2.0, dose_unit="reps")
    assert counted([activity()], [few], [label(interventions=["hill_sprints"])]) == {1: True}
    assert counted([activity()], [few]) == {1: False}


def test_of_a_workout_recorded_twice_the_labelled_recording_counts():
    twice = [activity(1), activity(2, duplicate_of=1)]
    both = [session(1), session(2)]
    assert counted(twice, both) == {1: True, 2: False}
    assert counted(twice, both, [label(2, ["heat"])]) == {1: False, 2: True}


def test_a_workout_whose_two_recordings_are_labelled_counts_once():
    twice = [activity(1), activity(2, duplicate_of=1)]
    assert counted(twice, [session(1), session(2)], [label(1, ["heat"]), label(2, ["heat"])]) == {1: True, 2: False}


def test_a_copy_labelled_as_none_leaves_the_other_recording_to_its_rule():
    twice = [activity(1), activity(2, duplicate_of=1)]
    assert counted(twice, [session(1), session(2)], [label(2)]) == {1: True, 2: False}


def test_the_strength_recording_that_is_labelled_counts_in_the_place_of_the_one_of_the_same_hour():
    kept = session(1, "strength", evidence='{"kept_id":1}')
    other = session(2, "strength", evidence='{"kept_id":1}', counts=False)
    assert counted([activity(1), activity(2)], [kept, other], [label(2, ["strength"])]) == {1: False, 2: True}


def test_two_strength_sessions_of_one_hour_that_are_both_labelled_both_count():
    kept = session(1, "strength", evidence='{"kept_id":1}')
    other = session(2, "strength", evidence='{"kept_id":1}', counts=False)
    told = [label(1, ["strength"]), label(2, ["strength"])]
    assert counted([activity(1), activity(2)], [kept, other], told) == {1: True, 2: True}


@pytest.mark.parametrize(("minutes_later", "counts"), [(-20, False), (0, False), (20, False), (40, True), (-40, True)])
def test_a_sauna_that_was_logged_and_recorded_counts_once(minutes_later, counts):
    log = activity(-1, source="manual_log", start_at=EVENING)
    watch = activity(1, start_at=EVENING + timedelta(minutes=minutes_later))
    table = counted([log, watch], [session(-1, decided_by="log"), session(1)])
    assert table == {-1: True, 1: counts}


def test_a_logged_sauna_that_is_a_duplicate_of_the_one_recorded_counts_once():
    log = activity(-1, source="manual_log", start_at=EVENING, duplicate_of=1)
    watch = activity(1, start_at=EVENING)
    assert counted([log, watch], [session(-1, decided_by="log"), session(1)]) == {-1: True, 1: False}


def test_two_logged_saunas_are_two_sessions():
    logs = [activity(number, source="manual_log", start_at=EVENING) for number in (-1, -2)]
    assert counted(logs, [session(-1, decided_by="log"), session(-2, decided_by="log")]) == {-1: True, -2: True}


def test_a_logged_sauna_says_nothing_of_another_athletes():
    log = activity(-1, source="manual_log", start_at=EVENING)
    watch = activity(1, athlete_id=2, start_at=EVENING)
    assert counted([log, watch], [session(-1, decided_by="log"), session(1, athlete_id=2)]) == {-1: True, 1: True}


def test_what_is_logged_does_not_change_what_others_are():
    judged = rows(Sessions, session(5), session(6, "strength"))
    assert with_logs(judged, Activities.none(), LoggedSessions.none()).equals(judged)
    table = with_log(logged(), sessions=[session(5), session(6, "strength")])
    assert table.filter(pl.col("activity_id") > 0).equals(judged)
