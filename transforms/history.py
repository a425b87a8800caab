"""What was listed and what is still waiting become the days for which the data can tell something."""

from datetime import date, datetime, timedelta

import polars as pl

from schemas.history import History

#: Not typed in with `fivefold log`, whose clock is that of the machine.
IS_RECORDED = pl.col("source") != "manual_log"


def history(activities: pl.DataFrame, coverage: pl.DataFrame, waiting: pl.DataFrame) -> pl.DataFrame:
    """core.history from core.activities, ops.coverage and the activities still to be fetched.

    `waiting` has athlete_id and activity_id. The last day known to be complete is the day before the listing was read,
    on the athlete's wall clock at the newest activity. An athlete without activities has no history. What was logged by
    hand moves neither end: it says nothing about what else was recorded.
    """
    recorded = activities.filter(IS_RECORDED)
    newest = recorded.group_by("athlete_id").agg(
        first_date=pl.col("local_date").min(),
        utc_offset_s=newest_offset_s(),
    )
    pending = (
        activities.join(waiting, on=["athlete_id", "activity_id"], how="semi")
        .group_by("athlete_id")
        .agg(pending_dates=pl.col("local_date").unique().sort())
    )
    listed = coverage.group_by("athlete_id").agg(pl.col("listed_until").max())
    local_listed_at = pl.col("listed_until") + pl.duration(seconds="utc_offset_s")
    return (
        newest.join(listed, on="athlete_id", how="left")
        .join(pending, on="athlete_id", how="left")
        .with_columns(
            # Without a completed listing nothing is known to be complete.
            complete_until=(local_listed_at.dt.date() - timedelta(days=1)).fill_null(
                pl.col("first_date") - timedelta(days=1)
            ),
            pending_dates=pl.col("pending_dates").fill_null(pl.lit([], dtype=pl.List(pl.Date))),
        )
        .select(History.columns())
        .sort("athlete_id")
    )


def local_day(activities: pl.DataFrame, now: datetime) -> date:
    """The calendar day of `now` (UTC) where the newest of core.activities was; without any, that of Greenwich."""
    offset_s = activities.filter(IS_RECORDED).select(newest_offset_s()).item()
    return (now + timedelta(seconds=offset_s or 0)).date()


def newest_offset_s() -> pl.Expr:
    """Local time minus UTC at the newest activity, s; of several that began at once, at the one with the highest id."""
    return pl.col("utc_offset_s").sort_by("start_at", "activity_id", "athlete_id").last()
