"""Monthly records and the plan become a verdict on each year."""

from datetime import date

import polars as pl

from schemas.yearly_adherence import YearlyAdherence
from transforms.history import overlaps_unknown
from transforms.targets import verdict, with_targets

#: A year with more days than this in declared breaks asks for no record.
MOST_BREAK_DAYS = 182


def yearly_adherence(
    monthly_records: pl.DataFrame,
    monthly_volume: pl.DataFrame,
    plan: pl.DataFrame,
    history: pl.DataFrame,
    today: date,
) -> pl.DataFrame:
    """mart.yearly_adherence from mart.monthly_records, mart.monthly_volume, core.plan and core.history.

    One row per year of the history. The target of a year is the one in force on 1 January. Statuses as in
    mart.weekly_adherence; a year is unknown when the history does not reach its end and another record would change
    the verdict, or when nothing at all was recorded in it; it is not due when breaks fill more than half of it.
    Provisional records do not count.
    """
    records = (
        monthly_records.filter(~pl.col("is_provisional"))
        .group_by("athlete_id", first_day=pl.col("month").dt.truncate("1y"))
        .agg(records=pl.len().cast(pl.Int64))
    )
    seen = (
        monthly_volume.filter(pl.col("activities") > 0)
        .select("athlete_id", first_day=pl.col("month").dt.truncate("1y"), is_seen=True)
        .unique()
    )
    is_known = (
        (pl.col("last_day") <= pl.col("complete_until"))
        & pl.col("is_seen").is_not_null()
        & ~overlaps_unknown("first_day", pl.col("last_day"))
    )
    most = pl.when(is_known).then(pl.col("records").cast(pl.Float64)).otherwise(pl.lit(float("inf")))
    status = verdict(pl.col("records"), most, pl.col("target_min"))
    return (
        with_targets(_years(history, today), plan.filter(pl.col("intervention") == "monthly_mileage"))
        .join(records, on=["athlete_id", "first_day"], how="left")
        .join(seen, on=["athlete_id", "first_day"], how="left")
        .with_columns(pl.col("records").fill_null(0), year=pl.col("first_day").dt.year().cast(pl.Int64))
        .with_columns(
            status=pl.when(~pl.col("is_asked") | (pl.col("break_days") > MOST_BREAK_DAYS))
            .then(pl.lit("not_due"))
            .when((status != "met") & (pl.col("last_day") >= today))
            .then(pl.lit("in_progress"))
            .otherwise(status)
        )
        .select(YearlyAdherence.columns())
        .sort("athlete_id", "year")
    )


def _years(history: pl.DataFrame, today: date) -> pl.DataFrame:
    return (
        history.select(
            "athlete_id",
            "complete_until",
            "unknown_from",
            "unknown_until",
            first_day=pl.date_ranges(pl.col("first_date").dt.truncate("1y"), pl.lit(today), interval="1y"),
        )
        .explode("first_day")
        .drop_nulls("first_day")
        .with_columns(last_day=pl.col("first_day").dt.offset_by("1y").dt.offset_by("-1d"))
    )
