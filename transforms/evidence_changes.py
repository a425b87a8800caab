"""What became of records and weeks of the past when activities changed at the source."""

from datetime import datetime
from typing import NamedTuple

import polars as pl

from schemas.changes import Changes
from transforms.json_records import JsonField

ACTIVITY = ["athlete_id", "activity_id"]
#: In ops.changes a record is the field `record:` and its month, a week `adherence:`, its Monday and the intervention.
RECORD, WEEK = "record:", "adherence:"
#: Statuses that are about what was done. The others say that it is too early, or that the data cannot tell.
FINAL = ["met", "partial", "missed"]


LOCAL_START = JsonField("$.start_date_local", pl.Datetime)


class Past(NamedTuple):
    """What was said of the past at one time."""

    records: pl.DataFrame
    """mart.monthly_records."""
    weeks: pl.DataFrame
    """mart.weekly_adherence."""
    history: pl.DataFrame
    """core.history."""


def evidence_changes(
    before: Past, after: Past, changed: pl.DataFrame, changed_at: datetime, run_id: str
) -> pl.DataFrame:
    """Rows of ops.changes for records that vanished or came late, and for weeks that are judged otherwise.

    `changed` are activities that changed, vanished or came back at the source (athlete_id, activity_id, local_date). A
    week is told with those of them that count toward it, before or after; a record with those of its month or of an
    earlier one, the only ones that bear on it. Nothing is told of what was not complete before.
    """
    told = pl.concat([records_told(before, after, changed), weeks_told(before, after, changed)])
    return (
        told.with_columns(changed_at=pl.lit(changed_at, dtype=pl.Datetime("us", "UTC")), run_id=pl.lit(run_id))
        .select(Changes.columns())
        .sort(Changes.key())
    )


def dated(listed: pl.DataFrame) -> pl.DataFrame:
    """The activities of listing entries (athlete_id, activity_id, body) with the day on which they began there."""
    return listed.select(*ACTIVITY, local_date=LOCAL_START.value().dt.date())


def records_told(before: Past, after: Past, changed: pl.DataFrame) -> pl.DataFrame:
    """Months of the past that are a record no longer, or are one now."""
    key = ["athlete_id", "month"]
    old, new = (
        past.records.filter(~pl.col("is_provisional")).select(*key, pl.format("{} km", km()).alias(value))
        for past, value in ((before, "old_value"), (after, "new_value"))
    )
    return (
        old.join(new, on=key, how="full", coalesce=True)
        .filter(pl.col("old_value").is_null() != pl.col("new_value").is_null())
        .join(before.history.select("athlete_id", "complete_until"), on="athlete_id")
        .filter(pl.col("month").dt.month_end() <= pl.col("complete_until"))
        .join(changed, on="athlete_id")
        .filter(pl.col("local_date") <= pl.col("month").dt.month_end())
        .select(*ACTIVITY, pl.format("{}{}", pl.lit(RECORD), month()).alias("field"), "old_value", "new_value")
    )


def weeks_told(before: Past, after: Past, changed: pl.DataFrame) -> pl.DataFrame:
    """Weeks whose status is another than it was."""
    key = ["athlete_id", "week_start", "intervention"]
    old, new = (
        past.weeks.filter(pl.col("status").is_in(FINAL)).select(*key, "plan_version", "status", "evidence_ids")
        for past in (before, after)
    )
    return (
        old.join(new, on=[*key, "plan_version"])
        .filter(pl.col("status") != pl.col("status_right"))
        .with_columns(activity_id=pl.concat_list("evidence_ids", "evidence_ids_right").list.unique())
        .explode("activity_id")
        .join(changed, on=ACTIVITY, how="semi")
        .select(
            *ACTIVITY,
            field=pl.format("{}{}:{}", pl.lit(WEEK), "week_start", "intervention"),
            old_value="status",
            new_value="status_right",
        )
    )


def km() -> pl.Expr:
    """The distance in kilometres, to 100 m."""
    return (pl.col("distance_m") / 1000).round(1)


def month() -> pl.Expr:
    """As 2025-09."""
    return pl.col("month").dt.strftime("%Y-%m")
