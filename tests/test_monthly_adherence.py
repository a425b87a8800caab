from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from schemas.monthly_adherence import MonthlyAdherence
from schemas.weekly_adherence import STATUSES, WeeklyAdherence
from tests.frames import rows
from tests.laws import law
from transforms.monthly_adherence import monthly_adherence


def months(*weeks):
    table = rows(WeeklyAdherence, *({"week_start": day, "intervention": "heat", "status": s} for day, s in weeks))
    return MonthlyAdherence.validate(monthly_adherence(table))


def test_a_week_belongs_to_the_month_that_holds_its_thursday():
    table = months((date(2026, 3, 30), "met"), (date(2026, 4, 27), "met"))  # Thursdays 2 and 30 April
    assert table.select("month", "weeks_met").rows() == [(date(2026, 4, 1), 2)]


def test_weeks_are_counted_by_status():
    weeks = [date(2026, 4, 6), date(2026, 4, 13), date(2026, 4, 20), date(2026, 4, 27)]
    table = months(*zip(weeks, ["met", "partial", "missed", "unknown"], strict=True))
    assert table.select("weeks_due", "weeks_met", "weeks_partial", "weeks_missed", "weeks_unknown").row(0) == (
        4,
        1,
        1,
        1,
        1,
    )


def test_unknown_weeks_neither_raise_nor_lower_the_share():
    table = months((date(2026, 4, 6), "met"), (date(2026, 4, 13), "missed"), (date(2026, 4, 20), "unknown"))
    assert table["adherence_pct"].to_list() == [50.0]


def test_a_month_of_unknown_weeks_has_no_share():
    assert months((date(2026, 4, 6), "unknown"))["adherence_pct"].to_list() == [None]


def test_weeks_not_due_and_in_progress_are_not_due():
    table = months((date(2026, 4, 6), "not_due"), (date(2026, 4, 13), "in_progress"))
    assert table.select("weeks_due", "adherence_pct").row(0) == (0, None)


def test_nothing_gives_an_empty_table():
    assert MonthlyAdherence.validate(monthly_adherence(WeeklyAdherence.none())).is_empty()


@law
@given(st.lists(st.sampled_from(STATUSES), min_size=1, max_size=60))
def test_the_counts_add_up_to_the_weeks_due(statuses):
    table = months(*((date(2025, 1, 6) + timedelta(weeks=n), status) for n, status in enumerate(statuses)))
    counts = table.select(pl.sum_horizontal("weeks_met", "weeks_partial", "weeks_missed", "weeks_unknown")).to_series()
    assert counts.to_list() == table["weeks_due"].to_list()
    assert table["weeks_due"].sum() == sum(s not in ("not_due", "in_progress") for s in statuses)
