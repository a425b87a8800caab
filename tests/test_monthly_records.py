from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from schemas.monthly_records import MonthlyRecords
from schemas.monthly_volume import MonthlyVolume
from tests.frames import rows
from tests.laws import law
from transforms.monthly_records import monthly_records

FIRST = date(2024, 1, 1)
BASELINE = [100.0, 120.0, 90.0, 110.0, 80.0, 100.0]


def month_after(months):
    return date(FIRST.year + months // 12, 1 + months % 12, 1)


def records(*kilometres, today=None, incomplete=(), other=None):
    """Records of months of running from January 2024 on, the last one over unless `today` lies in it."""
    today = today or month_after(len(kilometres))
    months = [
        {
            "month": month_after(number),
            "sport_group": "run",
            "distance_m": 1000 * km,
            "is_complete": month_after(number + 1) <= today and number not in incomplete,
        }
        for number, km in enumerate(kilometres)
    ]
    return MonthlyRecords.validate(monthly_records(rows(MonthlyVolume, *months), today))


def set_in(table):
    return table["month"].to_list()


def test_the_first_six_months_set_no_record():
    assert records(*BASELINE).is_empty()


def test_the_seventh_month_can():
    got = records(*BASELINE, 121.0)
    assert got.rows(named=True) == [
        {
            "athlete_id": 1,
            "month": date(2024, 7, 1),
            "distance_m": 121_000.0,
            "previous_record_m": 120_000.0,
            "previous_record_month": date(2024, 2, 1),
            "improvement_m": 1_000.0,
            "months_stood": 5,
            "is_provisional": False,
            "projected_distance_m": None,
            "needed_m_per_day": None,
            "records_last_12_months": 1,
        }
    ]


def test_a_record_is_at_least_a_hundred_metres_above():
    assert records(*BASELINE, 120.0999).is_empty()
    assert set_in(records(*BASELINE, 120.1)) == [date(2024, 7, 1)]


def test_a_month_slightly_above_is_no_record_but_has_to_be_beaten():
    got = records(*BASELINE, 120.05, 120.12, 120.22)
    assert set_in(got) == [date(2024, 9, 1)]
    assert got["previous_record_m"].to_list() == [120_120.0]


def test_each_record_beats_the_one_before():
    got = records(*BASELINE, 130.0, 125.0, 140.0)
    assert set_in(got) == [date(2024, 7, 1), date(2024, 9, 1)]
    assert got["previous_record_month"].to_list() == [date(2024, 2, 1), date(2024, 7, 1)]
    assert got["records_last_12_months"].to_list() == [1, 2]


def test_an_incomplete_month_sets_no_record():
    assert records(*BASELINE, 150.0, incomplete=[6]).is_empty()


def test_an_incomplete_month_has_not_to_be_beaten():
    assert set_in(records(200.0, *BASELINE[1:], 121.0, incomplete=[0])) == [date(2024, 7, 1)]


def test_records_older_than_twelve_months_are_not_in_the_count():
    got = records(*BASELINE, 130.0, *[0.0] * 11, 140.0)
    assert got["records_last_12_months"].to_list() == [1, 1]


def test_months_of_cycling_are_nothing():
    riding = rows(
        MonthlyVolume,
        *(
            {"month": month_after(n), "sport_group": "cross_training", "distance_m": 1000.0 * n, "is_complete": True}
            for n in range(9)
        ),
    )
    assert monthly_records(riding, date(2024, 12, 1)).is_empty()


def test_a_first_run_after_months_of_nothing_is_no_record():
    assert records(*[0.0] * 8, 50.0).is_empty()


def test_the_current_month_stands_there_once_its_projection_is_a_record():
    # 15 days of July and 30 of June: (90 + 100) km / 45 days × 16 days left, on top of 90 km; 30.1 km on 17 days.
    got = records(*BASELINE, 90.0, today=date(2024, 7, 15))
    assert got.select("is_provisional", "projected_distance_m", "needed_m_per_day", "improvement_m").rows() == [
        (True, 157_555.56, 1_770.59, -30_000.0)
    ]
    assert got["records_last_12_months"].to_list() == [0]


def test_the_current_month_is_absent_while_its_projection_is_no_record():
    assert records(*BASELINE, 40.0, today=date(2024, 7, 15)).is_empty()


def test_an_ordinary_run_on_the_first_day_is_not_about_to_be_a_record():
    assert records(*BASELINE, 10.0, today=date(2024, 7, 1)).is_empty()


def test_a_current_month_that_is_already_above_needs_nothing_more():
    got = records(*BASELINE, 130.0, today=date(2024, 7, 31))
    assert got.select("needed_m_per_day", "improvement_m").rows() == [(0.0, 10_000.0)]


def test_nothing_gives_an_empty_table():
    assert MonthlyRecords.validate(monthly_records(MonthlyVolume.none(), date(2026, 1, 1))).is_empty()


@law
@given(st.lists(st.integers(0, 400).map(float), min_size=1, max_size=40))
def test_records_are_those_found_by_looking_back_at_every_month(kilometres):
    expected = [
        month_after(n)
        for n, km in enumerate(kilometres)
        if n >= 6 and max(kilometres[:n]) > 0 and km >= max(kilometres[:n]) + 0.1
    ]
    got = records(*kilometres)
    assert set_in(got) == expected
    assert got["distance_m"].is_sorted()


@law
@given(st.lists(st.integers(0, 400).map(float), min_size=8, max_size=30))
def test_two_athletes_do_not_meet(kilometres):
    months = [
        {"month": month_after(n), "sport_group": "run", "distance_m": 1000 * km, "is_complete": True}
        for n, km in enumerate(kilometres)
    ]
    today = month_after(len(kilometres))
    alone = monthly_records(rows(MonthlyVolume, *months), today)
    other = [month | {"athlete_id": 2, "distance_m": 500_000.0} for month in months]
    both = monthly_records(rows(MonthlyVolume, *other, *months), today)
    assert both.filter(pl.col("athlete_id") == 1).equals(alone)
