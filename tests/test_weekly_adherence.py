from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.history import History
from schemas.plan import INTERVENTIONS, Plan
from schemas.sessions import Sessions
from schemas.weekly_adherence import WeeklyAdherence
from tests.frames import rows
from tests.laws import law
from transforms.weekly_adherence import weekly_adherence

MONDAY = date(2026, 3, 2)
TODAY = date(2026, 3, 25)  # a Wednesday: three whole weeks and the fourth begun
WEEKS = [MONDAY + timedelta(weeks=n) for n in range(4)]

UNITS = {
    "hill_sprints": ("sessions", 1),
    "heat": ("sessions", 2),
    "cross_training": ("hours", 2),
    "strength": ("sessions", 2),
}


def planned(intervention="heat", valid_from=MONDAY, valid_until=None, **other):
    unit, least = UNITS[intervention]
    return {
        "intervention": intervention,
        "valid_from": valid_from,
        "valid_until": valid_until,
        "unit": unit,
        "target_min": least,
        "target_max": least + 1,
        "is_break": False,
    } | other


def session(activity_id, day=0, intervention="heat", dose=25.0, **other):
    unit = {"cross_training": "hours", "hill_sprints": "reps"}.get(intervention, "minutes")
    plain = {"intervention": intervention, "dose": dose, "dose_unit": unit, "counts": True, "decided_by": "rule"}
    return plain | {"activity_id": activity_id, "local_date": MONDAY + timedelta(days=day)} | other


def adherence(
    *sessions,
    plan=None,
    activities=None,
    first=MONDAY,
    until=TODAY - timedelta(days=1),
    pending=(),
    erased=(),
    today=TODAY,
):
    """Weekly adherence; by default an activity stands in every week, so that nothing is unknown."""
    if activities is None:
        activities = [{"activity_id": 900 + n, "local_date": week} for n, week in enumerate(WEEKS)]
    known = {"first_date": first, "complete_until": until, "pending_dates": list(pending)}
    known |= dict(zip(("unknown_from", "unknown_until"), erased, strict=False))
    table = weekly_adherence(
        rows(Sessions, *sessions) if sessions else Sessions.none(),
        rows(Activities, *activities) if activities else Activities.none(),
        rows(Plan, *(plan or [planned()])),
        rows(History, known),
        today,
    )
    return WeeklyAdherence.validate(table)


def statuses(*sessions, **other):
    return adherence(*sessions, **other)["status"].to_list()


def test_a_week_with_the_minimum_is_met():
    assert statuses(session(1, 0), session(2, 3))[0] == "met"


def test_a_week_with_half_the_minimum_is_partial():
    assert statuses(session(1))[0] == "partial"


def test_a_week_of_training_without_a_session_is_missed():
    assert statuses()[:3] == ["missed"] * 3


def test_more_than_the_maximum_is_still_met():
    table = adherence(*(session(n, n) for n in range(1, 6)))
    assert table.row(0, named=True)["status"] == "met"
    assert table["actual"][0] == 5


def test_a_session_on_sunday_is_in_the_week_and_one_on_monday_in_the_next():
    assert adherence(session(1, 6), session(2, 7))["actual"].to_list() == [1, 1, 0, 0]


def test_sessions_that_do_not_count_are_not_counted():
    assert adherence(session(1, counts=False))["actual"][0] == 0


def test_hours_add_up_exactly():
    rides = [session(n, n, "cross_training", dose=40 / 60) for n in range(1, 4)]
    table = adherence(*rides, plan=[planned("cross_training")])
    assert table.select("actual", "status").row(0) == (2.0, "met")


def test_six_times_twenty_minutes_are_two_hours():
    rides = [session(n, n, "cross_training", dose=20 / 60) for n in range(1, 7)]
    assert statuses(*rides, plan=[planned("cross_training")])[0] == "met"


def test_the_evidence_is_named_in_order():
    table = adherence(session(9, 0), session(2, 3), session(5, 8))
    assert table["evidence_ids"].to_list() == [[2, 9], [5], [], []]


def test_the_current_week_is_in_progress_until_it_is_met():
    assert statuses()[3] == "in_progress"
    assert statuses(session(1, 21), session(2, 22))[3] == "met"


def test_a_week_is_in_progress_to_the_end_of_its_sunday():
    assert statuses(today=date(2026, 3, 22))[2] == "in_progress"
    assert statuses(today=date(2026, 3, 23), until=date(2026, 3, 22))[2] == "missed"


def test_a_week_without_any_activity_is_unknown():
    assert statuses(activities=[{"activity_id": 1, "local_date": WEEKS[0]}])[:3] == ["missed", "unknown", "unknown"]


def test_a_week_after_the_listing_ends_is_unknown_unless_it_is_met():
    assert statuses(until=date(2026, 3, 14))[:3] == ["missed", "unknown", "unknown"]
    assert statuses(session(1, 14), session(2, 16), until=date(2026, 3, 14))[2] == "met"


def test_the_week_in_which_the_history_begins_is_unknown_unless_it_is_met():
    assert statuses(first=date(2026, 3, 3))[0] == "unknown"
    assert statuses(session(1, 2), session(2, 3), first=date(2026, 3, 3))[0] == "met"


def test_a_week_with_something_to_be_fetched_is_unknown_unless_it_is_met():
    assert statuses(pending=[date(2026, 3, 8)])[:2] == ["unknown", "missed"]
    assert statuses(session(1), session(2, 1), pending=[date(2026, 3, 8)])[0] == "met"


def test_a_week_with_days_whose_activities_were_erased_is_unknown_unless_it_is_met():
    erased = (date(2026, 1, 1), date(2026, 3, 8))
    assert statuses(erased=erased)[:2] == ["unknown", "missed"]
    assert statuses(session(1), session(2, 1), erased=erased)[0] == "met"


@pytest.mark.parametrize("kind", ["insufficient_resolution", "unverifiable"])
def test_a_run_that_could_not_be_judged_makes_the_week_unknown(kind):
    undecided = session(1, 1, "hill_sprints", None, kind=kind, counts=False)
    assert statuses(undecided, plan=[planned("hill_sprints")])[:2] == ["unknown", "missed"]


def test_a_met_week_stays_met_beside_a_run_that_could_not_be_judged():
    undecided = session(1, 1, "hill_sprints", None, kind="unverifiable", counts=False)
    assert statuses(undecided, session(2, 2, "hill_sprints", 6.0), plan=[planned("hill_sprints")])[0] == "met"


def test_a_run_that_could_not_have_changed_the_verdict_leaves_it_alone():
    undecided = session(1, 1, "hill_sprints", None, kind="unverifiable", counts=False)
    assert statuses(undecided, plan=[planned("hill_sprints", target_min=4, target_max=4)])[0] == "missed"


def test_the_athletes_word_is_no_doubt():
    denied = session(1, 1, "hill_sprints", None, kind="unverifiable", counts=False, decided_by="label")
    assert statuses(denied, plan=[planned("hill_sprints")])[0] == "missed"


def test_a_copy_that_could_not_be_judged_is_no_doubt():
    undecided = session(1, 1, "hill_sprints", None, kind="insufficient_resolution", counts=False)
    activities = [
        {"activity_id": 1, "local_date": WEEKS[0], "duplicate_of": 2},
        {"activity_id": 2, "local_date": WEEKS[0]},
    ]
    assert statuses(undecided, plan=[planned("hill_sprints")], activities=activities)[0] == "missed"


def test_weeks_before_the_plan_are_not_due():
    assert statuses(plan=[planned(valid_from=WEEKS[2])])[:3] == ["not_due", "not_due", "missed"]


def test_the_week_in_which_the_plan_begins_is_due_only_from_its_monday():
    assert statuses(plan=[planned(valid_from=WEEKS[1] + timedelta(days=1))])[:3] == ["not_due", "not_due", "missed"]


def test_a_week_that_a_break_touches_is_not_due():
    friday = WEEKS[1] + timedelta(days=4)
    parts = [
        planned(valid_until=friday - timedelta(days=1)),
        planned(valid_from=friday, valid_until=friday + timedelta(days=3), is_break=True),
        planned(valid_from=friday + timedelta(days=4)),
    ]
    assert statuses(plan=parts) == ["missed", "not_due", "not_due", "in_progress"]


def test_a_change_of_target_does_not_rewrite_the_weeks_before():
    parts = [
        planned(valid_until=WEEKS[1] + timedelta(days=2)),
        planned(valid_from=WEEKS[1] + timedelta(days=3), target_min=1),
    ]
    table = adherence(session(1, 0), session(2, 7), session(3, 14), plan=parts)
    assert table["target_min"].to_list() == [2, 2, 1, 1]
    assert table["status"].to_list()[:3] == ["partial", "partial", "met"]


def test_a_target_of_nothing_is_not_due():
    assert statuses(plan=[planned(target_min=0)]) == ["not_due"] * 4


@pytest.mark.parametrize(("intervention", "most"), [("heat", 4), ("strength", 3)])
def test_too_many_sessions_are_flagged(intervention, most):
    def flag(count):
        return adherence(*(session(n, 0, intervention) for n in range(1, count + 1)), plan=[planned(intervention)])[
            "is_over_limit"
        ][0]

    assert not flag(most)
    assert flag(most + 1)


def test_cross_training_has_no_limit():
    rides = [session(n, 0, "cross_training", 9.0) for n in range(1, 9)]
    assert not adherence(*rides, plan=[planned("cross_training")])["is_over_limit"].any()


def test_each_intervention_of_the_plan_has_its_rows():
    table = adherence(session(1), plan=[planned("heat"), planned("strength")])
    assert table["intervention"].to_list() == ["heat", "strength"] * 4
    assert table["actual"].to_list()[:2] == [1, 0]


def test_the_yearly_target_is_not_in_it():
    mileage = planned("heat") | {"intervention": "monthly_mileage", "unit": "records"}
    assert adherence(plan=[planned("heat"), mileage])["intervention"].unique().to_list() == ["heat"]


def test_athletes_are_told_apart():
    table = weekly_adherence(
        rows(Sessions, session(1), session(2, 1), session(3, 1, athlete_id=2)),
        rows(
            Activities,
            {"activity_id": 1, "local_date": MONDAY},
            {"athlete_id": 2, "activity_id": 3, "local_date": MONDAY},
        ),
        rows(Plan, planned(), planned(athlete_id=2)),
        rows(History, *({"athlete_id": n, "first_date": MONDAY, "complete_until": TODAY} for n in (1, 2))),
        TODAY,
    )
    first = table.filter(pl.col("week_start") == MONDAY)
    assert first.select("athlete_id", "status").rows() == [(1, "met"), (2, "partial")]


def test_without_a_plan_or_a_history_there_is_nothing():
    empty = weekly_adherence(Sessions.none(), Activities.none(), Plan.none(), History.none(), TODAY)
    assert WeeklyAdherence.validate(empty).is_empty()


ALL = [planned(name) for name in INTERVENTIONS]
drawn = st.lists(
    st.builds(
        session,
        st.integers(1, 10**6),
        day=st.integers(0, 23),
        intervention=st.sampled_from(INTERVENTIONS),
        dose=st.integers(1, 300).map(lambda n: n / 60),
        counts=st.booleans(),
        kind=st.sampled_from(["a", "unverifiable"]),
    ),
    min_size=1,
    max_size=15,
    unique_by=lambda row: (row["activity_id"], row["intervention"]),
)


@law
@given(drawn, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(sessions, random):
    shuffled = random.sample(sessions, len(sessions))
    assert adherence(*sessions, plan=ALL).equals(adherence(*shuffled, plan=ALL[::-1]))


@law
@given(drawn, st.integers(0, 23), st.sampled_from(INTERVENTIONS))
def test_a_session_more_changes_its_own_week_and_intervention_only(sessions, day, intervention):
    before = adherence(*sessions, plan=ALL)
    after = adherence(*sessions, session(2_000_000, day, intervention, 1.0), plan=ALL)
    is_own = (pl.col("week_start") == MONDAY + timedelta(weeks=day // 7)) & (pl.col("intervention") == intervention)
    assert before.filter(~is_own).equals(after.filter(~is_own))
    assert before.filter(is_own)["actual"][0] < after.filter(is_own)["actual"][0]


@law
@given(drawn)
def test_every_week_holds_as_many_sessions_as_it_names(sessions):
    table = adherence(*sessions, plan=ALL).filter(pl.col("unit") == "sessions")
    assert (table["evidence_ids"].list.len() == table["actual"]).all()


@pytest.mark.parametrize(("kept_id", "status"), [(2, "partial"), (1, "unknown")])
def test_a_watch_beside_the_log_that_stands_for_the_session_is_not_a_second_one_undecided(kept_id, status):
    heavy = session(2, 1, "strength", kind="heavy")
    watch = session(1, 1, "strength", kind="unknown", counts=False, evidence=f'{{"kept_id":{kept_id}}}')
    assert statuses(heavy, watch, plan=[planned("strength")])[0] == status


@pytest.mark.parametrize(("decided_by", "status"), [("rule", "unknown"), ("log", "unknown"), ("label", "partial")])
def test_what_the_athlete_labelled_is_decided(decided_by, status):
    unknown = session(1, 1, "strength", kind="unknown", counts=False, decided_by=decided_by)
    assert statuses(unknown, session(2, 3, "strength"), plan=[planned("strength")])[0] == status


def test_the_recording_in_the_place_of_which_another_was_labelled_is_not_undecided():
    steps_back = session(1, 1, "strength", kind="unknown", counts=False, evidence='{"kept_id":1}')
    labelled = session(2, 1, "strength", decided_by="label", evidence='{"kept_id":1}')
    assert statuses(steps_back, labelled, plan=[planned("strength")])[0] == "partial"


def test_a_week_with_nothing_but_what_was_logged_by_hand_is_not_one_that_was_recorded():
    log = {"activity_id": -1, "source": "manual_log", "local_date": WEEKS[1]}
    activities = [{"activity_id": 1, "local_date": WEEKS[0]}, log]
    assert statuses(activities=activities)[:2] == ["missed", "unknown"]
