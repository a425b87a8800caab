from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.plan import Plan
from schemas.sessions import Sessions
from tests.frames import rows
from tests.laws import law
from transforms.counted_sessions import counted_sessions

PLAN = rows(
    Plan,
    {"intervention": "hill_sprints", "session_min_reps": 5},
    {"intervention": "hill_sprints", "session_min_reps": 5, "valid_from": date(2026, 5, 1), "is_break": True},
    {"intervention": "strength", "is_unknown_counted": False},
    {"intervention": "heat"},
)


def session(activity_id, intervention, **other):
    return {"activity_id": activity_id, "intervention": intervention, "counts": True, "decided_by": "rule"} | other


def counted(*sessions, copies=None, plan=PLAN):
    ids = {one["activity_id"] for one in sessions} | set(copies or {})
    activities = [{"activity_id": one, "duplicate_of": (copies or {}).get(one)} for one in ids]
    return Sessions.validate(counted_sessions(rows(Sessions, *sessions), rows(Activities, *activities), plan))


def test_hill_sprints_with_fewer_reps_than_planned_do_not_count():
    table = counted(session(1, "hill_sprints", dose=4.0, reason="4 reps."), session(2, "hill_sprints", dose=5.0))
    assert table["counts"].to_list() == [False, True]
    assert table["reason"][0] == "4 reps. The plan asks for 5 reps or more."


def test_strength_of_unknown_heaviness_counts_only_where_the_plan_says_so():
    unknown = session(1, "strength", kind="unknown", reason="No sets.")
    table = counted(unknown, session(2, "strength", kind="heavy"))
    assert table["counts"].to_list() == [False, True]
    assert table["reason"][0] == "No sets. The plan does not count strength of unknown heaviness."
    generous = rows(Plan, {"intervention": "strength", "is_unknown_counted": True})
    assert counted(unknown, plan=generous)["counts"].to_list() == [True]


def test_without_a_plan_the_rules_decide():
    assert counted(session(1, "hill_sprints", dose=3.0), plan=Plan.none())["counts"].to_list() == [True]


def test_a_workout_counts_once_however_many_recordings_it_has():
    table = counted(session(1, "heat", reason="Noted."), session(2, "heat"), session(3, "heat"), copies={1: 2, 3: 2})
    assert table["counts"].to_list() == [False, True, False]
    assert table["reason"][0] == "Noted. Activity 2 recorded the same workout and counts."


def test_a_note_on_the_copy_counts_when_the_original_has_none():
    assert counted(session(1, "heat"), copies={1: 2, 2: None})["counts"].to_list() == [True]


def test_the_copy_counts_when_the_original_does_not():
    table = counted(session(2, "heat", counts=False), session(1, "heat"), copies={1: 2})
    assert table["counts"].to_list() == [True, False]


def test_of_two_copies_that_count_the_first_does():
    table = counted(session(1, "heat"), session(3, "heat", reason="x."), copies={1: 2, 3: 2, 2: None})
    assert table["counts"].to_list() == [True, False]
    assert table["reason"][1] == "x. Activity 1 recorded the same workout and counts."


def test_two_interventions_of_one_activity_both_count():
    assert counted(session(1, "heat"), session(1, "strength", kind="heavy"))["counts"].to_list() == [True, True]


def test_the_athletes_word_stands():
    labelled = session(1, "hill_sprints", dose=3.0, decided_by="label", reason="You said so.")
    table = counted(labelled)
    assert table.select("counts", "reason").rows() == [(True, "You said so.")]


def test_what_did_not_count_keeps_its_reason():
    table = counted(session(1, "hill_sprints", dose=1.0, counts=False, reason="One rep."))
    assert table.select("counts", "reason").rows() == [(False, "One rep.")]


def test_nothing_gives_an_empty_table():
    assert Sessions.validate(counted_sessions(Sessions.none(), Activities.none(), PLAN)).is_empty()


drawn = st.lists(
    st.builds(
        session,
        st.integers(1, 6),
        st.sampled_from(["hill_sprints", "heat", "strength"]),
        dose=st.floats(0, 10),
        kind=st.sampled_from(["unknown", "other"]),
        counts=st.booleans(),
        decided_by=st.sampled_from(["rule", "rule", "label"]),
    ),
    min_size=1,
    unique_by=lambda row: (row["activity_id"], row["intervention"]),
)


@law
@given(drawn, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter_and_nothing_begins_to_count(sessions, random):
    table = counted(*sessions, copies={1: 2, 3: 2, 5: 6})
    assert table.equals(counted(*random.sample(sessions, len(sessions)), copies={5: 6, 3: 2, 1: 2}))
    assert table.height == len(sessions)
    assert table["counts"].sum() <= sum(one["counts"] for one in sessions)
