"""Verdicts on weeks become counts by month."""

from datetime import timedelta

import polars as pl

from schemas.monthly_adherence import MonthlyAdherence

JUDGED = ["met", "partial", "missed", "unknown"]


def monthly_adherence(weekly_adherence: pl.DataFrame) -> pl.DataFrame:
    """mart.monthly_adherence from mart.weekly_adherence: the weeks of each month, counted by status.

    A week belongs to the month that holds its Thursday. Weeks not due and weeks in progress are in no count.
    The percentage leaves out unknown weeks: they are neither kept nor broken.
    """
    thursday = pl.col("week_start") + timedelta(days=3)
    known = pl.col("weeks_due") - pl.col("weeks_unknown")
    return (
        weekly_adherence.group_by("athlete_id", "intervention", month=thursday.dt.truncate("1mo"))
        .agg(
            pl.col("status").is_in(JUDGED).sum().cast(pl.Int64).alias("weeks_due"),
            *((pl.col("status") == status).sum().cast(pl.Int64).alias(f"weeks_{status}") for status in JUDGED),
        )
        .with_columns(adherence_pct=pl.when(known > 0).then(100 * pl.col("weeks_met") / known))
        .select(MonthlyAdherence.columns())
        .sort("athlete_id", "month", "intervention")
    )
