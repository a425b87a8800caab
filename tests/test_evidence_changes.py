from datetime import UTC, date, datetime

import polars as pl
import pytest

from schemas.changes import Changes
from schemas.history import History
from schemas.monthly_records import MonthlyRecords
from schemas.weekly_adherence import WeeklyAdherence
from tests.frames import rows
from transforms.evidence_changes import Past, dated, evidence_changes

AT = datetime(2026, 5, 20, tzinfo=UTC)
MARCH, MAY = date(2026, 3, 1), date(2026, 5, 1)
MONDAY = date(2026, 3, 9)


def past(records=(), weeks=(), complete_until=date(2026, 5, 19)):
    return Past(
        rows(MonthlyRecords, *records), rows(WeeklyAdherence, *weeks), rows(History, {"complete_until": complete_until})
    )


def record(**fields):
    return {"month": MARCH, "distance_m": 212_345.0, "is_provisional": False} | fields


def week(status, evidence, **fields):
    return {"week_start": MONDAY, "intervention": "strength", "status": status, "evidence_ids": evidence} | fields


def told(before, after, *changed):
    schema = {"athlete_id": pl.Int64, "activity_id": pl.Int64, "local_date": pl.Date}
    activities = pl.DataFrame([(1, *one) for one in changed], schema=schema, orient="row")
    found = Changes.validate(evidence_changes(before, after, activities, AT, "run"))
    return found.select("activity_id", "field", "old_value", "new_value").rows()


def test_a_record_that_is_withdrawn_is_told_with_the_activity_that_changed():
    lost = told(past([record()]), past(), (7, date(2026, 3, 12)))
    assert lost == [(7, "record:2026-03", "212.3 km", None)]


def test_a_month_that_becomes_a_record_late_is_told():
    late = told(past(), past([record()]), (7, date(2026, 1, 12)))
    assert late == [(7, "record:2026-03", None, "212.3 km")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (past([record()]), past([record(distance_m=1.0)])),
        (past([record(month=MAY, is_provisional=True)]), past()),
        (past(complete_until=date(2026, 3, 30)), past([record()])),
    ],
    ids=["another distance", "a month that is not over", "a month that was not complete"],
)
def test_what_is_no_withdrawal_is_not_told(before, after):
    assert told(before, after, (7, date(2026, 3, 12))) == []


def test_an_activity_after_the_month_has_no_part_in_it():
    assert told(past([record()]), past(), (7, date(2026, 4, 1))) == []


def test_a_week_that_loses_its_evidence_is_told_with_the_activity_that_counted():
    found = told(past(weeks=[week("met", [7, 8])]), past(weeks=[week("partial", [8])]), (7, MONDAY), (9, MONDAY))
    assert found == [(7, "adherence:2026-03-09:strength", "met", "partial")]


@pytest.mark.parametrize("status", ["unknown", "not_due", "in_progress"])
def test_a_week_about_which_nothing_was_or_is_said_is_not_told(status):
    assert told(past(weeks=[week("met", [7])]), past(weeks=[week(status, [7])]), (7, MONDAY)) == []
    assert told(past(weeks=[week(status, [7])]), past(weeks=[week("met", [7])]), (7, MONDAY)) == []


def test_another_plan_is_not_the_activitys_doing():
    before, after = week("met", [7], plan_version="a"), week("missed", [7], plan_version="b")
    assert told(past(weeks=[before]), past(weeks=[after]), (7, MONDAY)) == []


def test_the_day_is_that_of_the_listing():
    listed = pl.DataFrame(
        {"athlete_id": [1], "activity_id": [7], "body": ['{"start_date_local": "2026-03-09T23:50:00Z"}']}
    )
    assert dated(listed)["local_date"].to_list() == [MONDAY]
