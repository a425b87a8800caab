"""Every day of an athlete's record, training or not."""

from datetime import date

import polars as pl


def every_day(activities: pl.DataFrame, today: date) -> pl.DataFrame:
    """`athlete_id`, `local_date`: each day from the first activity to `today`, sorted.

    The day of an activity ahead of `today` (a time zone further east, a wrong clock) is the last one instead.
    """
    return (
        activities.group_by("athlete_id")
        .agg(first=pl.col("local_date").min(), last=pl.col("local_date").max())
        .select(
            "athlete_id", local_date=pl.date_ranges("first", pl.max_horizontal("last", pl.lit(today)), interval="1d")
        )
        .explode("local_date")
        .sort("athlete_id", "local_date")
    )
