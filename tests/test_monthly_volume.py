from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.history import History
from schemas.monthly_volume import MonthlyVolume
from tests.frames import rows
from tests.laws import law
from transforms.monthly_volume import monthly_volume

TODAY = date(2026, 6, 15)


def run(activity_id, day, distance_m=10_000.0, **other):
    return {"activity_id": activity_id, "local_date": day, "distance_m": distance_m} | other


def history(first=date(2026, 1, 1), until=TODAY - timedelta(days=1)):
    return rows(History, {"first_date": first, "complete_until": until})


def volume(*activities, known=None, today=TODAY):
    table = rows(Activities, *activities)
    return MonthlyVolume.validate(monthly_volume(table, history() if known is None else known, today))


def test_an_empty_month_between_two_runs_is_a_zero_row():
    got = volume(run(1, date(2026, 1, 31)), run(2, date(2026, 3, 1), 8_000.0), today=date(2026, 3, 2))
    assert got["month"].to_list() == [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    assert got["distance_m"].to_list() == [10_000.0, 0.0, 8_000.0]


def test_months_go_on_to_the_current_one():
    got = volume(run(1, date(2026, 4, 2)))
    assert got["month"].to_list() == [date(2026, month, 1) for month in (4, 5, 6)]
    assert got["activities"].to_list() == [1, 0, 0]


def test_a_duplicate_counts_once():
    got = volume(run(1, date(2026, 6, 5)), run(2, date(2026, 6, 5), 10_040.0, duplicate_of=1))
    assert got.select("activities", "distance_m").rows() == [(1, 10_000.0)]


def test_each_sport_group_has_its_own_rows_from_its_own_first_month():
    got = volume(run(1, date(2026, 5, 5)), run(2, date(2026, 6, 5), 30_000.0, sport_group="cross_training"))
    assert got.select("month", "sport_group", "distance_m").rows() == [
        (date(2026, 5, 1), "run", 10_000.0),
        (date(2026, 6, 1), "cross_training", 30_000.0),
        (date(2026, 6, 1), "run", 0.0),
    ]


def test_two_runs_of_one_day_are_one_active_day():
    got = volume(run(1, date(2026, 6, 5)), run(2, date(2026, 6, 5)), run(3, date(2026, 6, 6)))
    assert got.select("activities", "active_days").rows() == [(3, 2)]


def test_totals_and_the_longest_are_summed_and_kept():
    got = volume(
        run(1, date(2026, 6, 5), 10_000.0, moving_time_s=3000, elapsed_time_s=3100, elevation_gain_m=50.5),
        run(2, date(2026, 6, 6), 5_000.0, moving_time_s=1500, elapsed_time_s=1500),
    )
    assert got.select("moving_time_s", "elapsed_time_s", "elevation_gain_m", "longest_m").rows() == [
        (4500, 4600, 50.5, 10_000.0)
    ]


def test_an_activity_without_distance_counts_with_none():
    assert volume(run(1, date(2026, 6, 5), None)).select("activities", "distance_m", "longest_m").rows() == [
        (1, 0.0, 0.0)
    ]


@pytest.mark.parametrize(
    ("first", "until", "expected"),
    [
        (date(2026, 1, 1), date(2026, 6, 14), [True, True, False]),
        (date(2026, 4, 3), date(2026, 6, 14), [True, True, False]),
        (date(2026, 4, 4), date(2026, 6, 14), [False, True, False]),
        (date(2026, 5, 2), date(2026, 6, 14), [False, True, False]),
        (date(2026, 1, 1), date(2026, 5, 31), [True, True, False]),
        (date(2026, 1, 1), date(2026, 5, 30), [True, False, False]),
    ],
)
def test_a_month_is_complete_when_it_is_over_and_wholly_known(first, until, expected):
    got = volume(run(1, date(2026, 4, 10)), known=history(first, until))
    assert got["is_complete"].to_list() == expected


def test_a_month_is_not_complete_on_its_last_day():
    last = date(2026, 5, 31)
    assert volume(run(1, date(2026, 5, 10)), known=history(until=last), today=last)["is_complete"].to_list() == [False]


def test_a_month_with_days_whose_activities_were_erased_is_not_complete():
    erased = {"unknown_from": date(2026, 3, 20), "unknown_until": date(2026, 4, 1)}
    known = rows(History, {"first_date": date(2026, 1, 1), "complete_until": TODAY - timedelta(days=1)} | erased)
    got = volume(run(1, date(2026, 2, 10)), run(2, date(2026, 5, 10)), known=known)
    told = dict(got.select("month", "is_complete").rows())
    assert [told[date(2026, month, 1)] for month in (2, 3, 4, 5)] == [True, False, False, True]


def test_without_a_known_history_no_month_is_complete():
    assert not volume(run(1, date(2026, 4, 10)), known=History.none())["is_complete"].any()


def test_nothing_gives_an_empty_table():
    assert MonthlyVolume.validate(monthly_volume(Activities.none(), History.none(), TODAY)).is_empty()


drawn = st.lists(
    st.builds(
        run,
        st.integers(1, 10**9),
        st.dates(date(2025, 1, 1), TODAY),
        distance_m=st.one_of(st.none(), st.integers(0, 500_000).map(lambda dm: dm / 10)),
        sport_group=st.sampled_from(["run", "cross_training", "other"]),
        duplicate_of=st.sampled_from([None, None, None, 1]),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda row: row["activity_id"],
)


@law
@given(drawn)
def test_the_months_add_up_to_the_runs_that_are_no_duplicates(activities):
    table = rows(Activities, *activities)
    counted = table.filter(pl.col("duplicate_of").is_null(), pl.col("sport_group") == "run")["distance_m"].sum()
    months = monthly_volume(table, history(), TODAY).filter(pl.col("sport_group") == "run")["distance_m"].sum()
    assert months == pytest.approx(counted)


@law
@given(drawn, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(activities, random):
    shuffled = random.sample(activities, len(activities))
    assert volume(*activities).equals(volume(*shuffled))


@law
@given(drawn)
def test_no_month_is_skipped(activities):
    for _, group in volume(*activities).group_by("sport_group"):
        months = group["month"]
        assert months.to_list() == pl.date_range(months.min(), TODAY, "1mo", eager=True).to_list()
