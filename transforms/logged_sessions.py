"""What the athlete logged by hand becomes typed rows."""

import polars as pl

from schemas.logged_sessions import LoggedSessions
from transforms.json_records import JsonField, read_fields
from transforms.rejects import keep_valid, well_typed

FIELDS = {
    "intervention": JsonField("$.fivefold.intervention", pl.String),
    "kind": JsonField("$.fivefold.kind", pl.String),
    "minutes": JsonField("$.fivefold.minutes", pl.Float64),
    "is_easy": JsonField("$.fivefold.is_easy", pl.Boolean),
    "note": JsonField("$.fivefold.note", pl.String),
}


def logged_sessions(records: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """core.logged_sessions from the newest payload of each log, and rejects.

    `records` has athlete_id, activity_id, payload_id, http_status and body. A log that was removed makes no row.
    """
    typed, mistyped = well_typed(read_fields(records.filter(pl.col("http_status") == 200), FIELDS), LoggedSessions)
    good, broken = keep_valid(LoggedSessions, typed)
    return good, pl.concat([mistyped, broken])


def with_source(activities: pl.DataFrame, logged: pl.DataFrame) -> pl.DataFrame:
    """core.activities with the source 'manual_log' where `logged` (core.logged_sessions) has them."""
    ids = logged.select("athlete_id", "activity_id", is_logged=True)
    return (
        activities.join(ids, on=["athlete_id", "activity_id"], how="left", maintain_order="left")
        .with_columns(source=pl.when("is_logged").then(pl.lit("manual_log")).otherwise("source"))
        .drop("is_logged")
    )
