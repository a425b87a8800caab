"""Monthly running volume becomes records."""

from datetime import date

import polars as pl

from schemas.monthly_records import MonthlyRecords

#: A record is at least this much above every month before: less is within the error of a month of GPS tracks.
LEAST_IMPROVEMENT_M = 100.0
#: The first months of a history are the baseline: nearly each of them beats the one before, which says nothing.
BASELINE_MONTHS = 6


def monthly_records(monthly_volume: pl.DataFrame, today: date) -> pl.DataFrame:
    """mart.monthly_records from mart.monthly_volume: complete months that beat every complete month before.

    The current month appears, provisional, once its projection would be a record. The projection gives every day
    after today the mean distance of the days of this month and the last: the last month steadies the first days, and
    hardly matters near the end. What is still needed for a record is spread over the days left, today included.
    """
    is_current = pl.col("month") == today.replace(day=1)
    reached_m = pl.when(is_current).then("projected_distance_m").when("is_complete").then("distance_m")
    # Centimetres: a difference of two sums of metres may be 99.99999999.
    improvement_m = (reached_m - pl.col("previous_record_m")).round(2)
    days_left = pl.col("month").dt.days_in_month() - today.day + 1
    still_m = pl.col("previous_record_m") + LEAST_IMPROVEMENT_M - pl.col("distance_m")
    return (
        _months(monthly_volume.filter(pl.col("sport_group") == "run", pl.col("month") <= today))
        .with_columns(projected_distance_m=pl.when(is_current).then(_projection(today)))
        .filter(
            pl.col("number") >= BASELINE_MONTHS,
            pl.col("previous_record_m") > 0,
            improvement_m >= LEAST_IMPROVEMENT_M,
        )
        .with_columns(
            is_provisional=is_current,
            improvement_m=(pl.col("distance_m") - pl.col("previous_record_m")).round(2),
            months_stood=_months_between("previous_record_month", "month"),
            needed_m_per_day=pl.when(is_current).then((still_m.clip(0.0) / days_left).round(2)),
        )
        .sort("athlete_id", "month")
        .with_columns(
            records_last_12_months=(~pl.col("is_provisional"))
            .cast(pl.Int64)
            .rolling_sum_by("month", window_size="12mo")
            .over("athlete_id")
        )
        .select(MonthlyRecords.columns())
    )


def _months(runs: pl.DataFrame) -> pl.DataFrame:
    """Running months in order, each with its number in the history, the month before and the record before it."""
    is_best = pl.col("is_complete") & (pl.col("distance_m") > pl.col("best_before_m").fill_null(-1.0))
    best_so_far = pl.when("is_complete").then("distance_m").cum_max().forward_fill()
    return (
        runs.sort("athlete_id", "month")
        .with_columns(
            number=pl.int_range(pl.len()).over("athlete_id"),
            last_month_m=pl.col("distance_m").shift().over("athlete_id"),
            best_before_m=best_so_far.shift().over("athlete_id"),
        )
        .with_columns(
            previous_record_m="best_before_m",
            previous_record_month=pl.when(is_best).then("month").forward_fill().shift().over("athlete_id"),
        )
    )


def _projection(today: date) -> pl.Expr:
    """Distance of the whole current month, if it goes on as it did this month and the last, m."""
    days_left = pl.col("month").dt.days_in_month() - today.day
    days_seen = today.day + pl.col("month").dt.offset_by("-1mo").dt.days_in_month()
    daily_m = (pl.col("distance_m") + pl.col("last_month_m")) / days_seen
    return (pl.col("distance_m") + days_left * daily_m).round(2)


def _months_between(first: str, last: str) -> pl.Expr:
    years = pl.col(last).dt.year() - pl.col(first).dt.year()
    return (years * 12 + pl.col(last).dt.month() - pl.col(first).dt.month()).cast(pl.Int64)
