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
    hand moves neither end: it says nothing about what else was recorded. Days whose activities were erased, and that no
    export tells of, are unknown.
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
    is_of_files = pl.col("source") != "strava_api"
    listed = coverage.group_by("athlete_id").agg(
        pl.col("listed_until").max(),
        pl.col("listed_from").max(),
        files_until=pl.col("listed_until").filter(is_of_files).max(),
    )

    def local_date(instant: str) -> pl.Expr:
        return (pl.col(instant) + pl.duration(seconds="utc_offset_s")).dt.date()

    return (
        newest.join(listed, on="athlete_id", how="left")
        .join(pending, on="athlete_id", how="left")
        .with_columns(
            # Without a completed listing nothing is known to be complete.
            complete_until=(local_date("listed_until") - timedelta(days=1)).fill_null(
                pl.col("first_date") - timedelta(days=1)
            ),
            pending_dates=pl.col("pending_dates").fill_null(pl.lit([], dtype=pl.List(pl.Date))),
            # Of the days on which an export was made, and a listing begins, some hours are not in it.
            unknown_from=local_date("files_until").fill_null(
                pl.min_horizontal("first_date", local_date("listed_from"))
            ),
            unknown_until=local_date("listed_from"),
        )
        .with_columns(
            pl.when(pl.col("unknown_from") <= pl.col("unknown_until")).then(pl.col(name))
            for name in ("unknown_from", "unknown_until")
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


def overlaps_unknown(first_day: str, last_day: pl.Expr) -> pl.Expr:
    """Whether days of which nothing is known any more (core.history) lie between a column's day and `last_day`."""
    is_after, is_before = pl.col("unknown_until") >= pl.col(first_day), pl.col("unknown_from") <= last_day
    return (is_after & is_before).fill_null(value=False)
