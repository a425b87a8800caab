"""Every day of an athlete's record, training or not."""

from datetime import date, timedelta

import polars as pl

from transforms.history import IS_RECORDED


def every_day(activities: pl.DataFrame, today: date) -> pl.DataFrame:
    """`athlete_id`, `local_date`: each day from the first activity to `today`, sorted.

    Where an activity lies ahead of `today`, as in a time zone further east, tomorrow is the last day instead. What
    lies later still was begun by a wrong clock: the calendar does not wait for it. Nor does it begin with what was
    logged by hand before anything was recorded: of the days between nothing is known.
    """
    last = pl.max_horizontal("last", pl.lit(today)).clip(upper_bound=pl.lit(today + timedelta(days=1)))
    return (
        activities.filter(IS_RECORDED)
        .group_by("athlete_id")
        .agg(first=pl.col("local_date").min(), last=pl.col("local_date").max())
        .select("athlete_id", local_date=pl.date_ranges("first", last, interval="1d"))
        .explode("local_date")
        .drop_nulls("local_date")
        .sort("athlete_id", "local_date")
    )
