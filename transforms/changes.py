"""Two versions of activities become the fields that changed."""

from datetime import datetime

import polars as pl

from schemas.activities import Activities
from schemas.changes import Changes

KEYS = ["athlete_id", "activity_id"]
#: Ours, not the source's: when it was fetched and what was derived from other rows.
NOT_THE_SOURCES = [
    *("source", "updated_at", "has_streams", "samples_source", "distance_source", "upload_id"),
    *("duplicate_of", "duplicate_reason"),
]
#: Not in the listing: of these, null is what was not known yet before the first detail, whose arrival is no change.
ONLY_IN_THE_DETAIL = ["description", "device_name", "perceived_exertion"]


def changes(
    before: pl.DataFrame,
    after: pl.DataFrame,
    told: pl.DataFrame,
    reread: pl.DataFrame,
    changed_at: datetime,
    run_id: str,
) -> pl.DataFrame:
    """ops.changes: each field that differs between two frames of core.activities, and what vanished or came back.

    `told` are the rows of ops.changes so far, `reread` names (athlete_id, activity_id) the activities whose detail has
    come more than once. A new activity is no change, nor is a value that came with its first detail. A vanished one is
    the field `activity` whose old value is its title; one that comes back after that is told by the same field, whose
    new value is its title.
    """
    fields = [name for name in Activities.columns() if name not in (*KEYS, *NOT_THE_SOURCES)]
    old, new = (
        frame.select(*KEYS, *(pl.col(name).cast(pl.String) for name in fields)).unpivot(
            fields, index=KEYS, variable_name="field", value_name=value
        )
        for frame, value in ((before, "old_value"), (after, "new_value"))
    )
    is_arrival = pl.col("field").is_in(ONLY_IN_THE_DETAIL) & pl.col("old_value").is_null()
    changed = (
        old.join(new, on=[*KEYS, "field"])
        .filter(pl.col("old_value").ne_missing(pl.col("new_value")))
        .join(reread.select(*KEYS, is_reread=True), on=KEYS, how="left")
        .filter(~is_arrival | pl.col("is_reread").fill_null(value=False))
        .drop("is_reread")
    )
    vanished = before.join(after, on=KEYS, how="anti").select(
        *KEYS, field=pl.lit("activity"), old_value="name", new_value=pl.lit(None, dtype=pl.String)
    )
    is_gone = pl.col("new_value").sort_by("changed_at").last().is_null()
    gone = told.filter(pl.col("field") == "activity").group_by(KEYS).agg(is_gone=is_gone).filter("is_gone")
    returned = (
        after.join(before, on=KEYS, how="anti")
        .join(gone, on=KEYS, how="semi")
        .select(*KEYS, field=pl.lit("activity"), old_value=pl.lit(None, dtype=pl.String), new_value="name")
    )
    return (
        pl.concat([changed, vanished, returned])
        .with_columns(changed_at=pl.lit(changed_at, dtype=pl.Datetime("us", "UTC")), run_id=pl.lit(run_id))
        .select(Changes.columns())
        .sort(Changes.key())
    )
