"""Which details are worth reading again, and whether an answer says anything new.

An edit of the description shows in no listing. Most come within hours of an activity, hardly any after weeks.
"""

from datetime import datetime, timedelta

import polars as pl

from transforms.activities import FIELDS
from transforms.json_records import JsonField

#: Activities that started longer ago than this are not read again.
RECENT = timedelta(days=30)
#: Not twice in one day, though one night's run may be a little earlier than the last.
LEAST = timedelta(hours=20)
#: How much older an activity must be than when it was last read: of nightly runs in 30 days that makes seven, three of
#: them in the first four days.
GROWTH = 1.5
#: What a detail says that anything here is made from. Kudos and the like change every day.
SAID = {**FIELDS, "laps": JsonField("$.laps", pl.String)}


def due(read: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """The activities (athlete_id, activity_id) whose detail is to be read again, those that started last first.

    `read` has athlete_id, activity_id, start_at and read_at, when the detail was last read.
    """
    at = pl.lit(now, dtype=pl.Datetime("us", "UTC"))
    age_s, age_then_s = (
        (instant - pl.col("start_at")).dt.total_seconds().cast(pl.Float64) for instant in (at, pl.col("read_at"))
    )
    return (
        read.filter(
            pl.col("start_at").is_between(at - RECENT, at),
            at - pl.col("read_at") >= LEAST,
            age_s >= GROWTH * age_then_s,
        )
        .sort("start_at", "activity_id", descending=True)
        .select("athlete_id", "activity_id")
    )


def due_again(rejected: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """Those of `rejected` (with noticed_at and read_at) that are to be asked for again: ever more rarely.

    What Strava garbled once comes right the next day; what stays as it is costs a call a week, then one a month.
    """
    since_noticed, since_read = (
        pl.lit(now, dtype=pl.Datetime("us", "UTC")) - pl.col(name) for name in ("noticed_at", "read_at")
    )
    waited = (pl.col("read_at") - pl.col("noticed_at")).dt.total_seconds()
    return rejected.filter(since_read >= LEAST, since_noticed.dt.total_seconds() >= GROWTH * waited)


def says_the_same() -> pl.Expr:
    """Whether the detail `body` says the same as the detail `known_body`, in everything that is used here."""
    return pl.all_horizontal(
        pl.col("body").str.json_path_match(field.path).eq_missing(pl.col("known_body").str.json_path_match(field.path))
        for field in SAID.values()
    )
