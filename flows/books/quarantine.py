"""Rejected records go to `ops.quarantine`."""

from datetime import datetime

import polars as pl

from schemas.payloads import Payloads
from schemas.quarantine import Quarantine
from warehouse.database import Warehouse
from warehouse.ops import release_named

#: What a reject is the same by when its record comes again in another payload.
NAME = ["athlete_id", "table_name", "record_id", "rule"]


def known_as(warehouse: Warehouse, rejects: pl.DataFrame) -> pl.DataFrame:
    """The entries of quarantine that are these rejects, from whatever payload."""
    return warehouse.read(Quarantine).join(rejects, on=NAME, how="semi")


def seen_again(warehouse: Warehouse, rejects: pl.DataFrame, seen_at: datetime) -> pl.DataFrame:
    """Renew `last_seen_at` of rejects that are known, from whatever payload; return the others.

    For records that come in many payloads with the same content, as the entries of a listing do.
    """
    if rejects.is_empty():
        return rejects
    known = known_as(warehouse, rejects)
    warehouse.upsert(Quarantine, known.with_columns(last_seen_at=pl.lit(seen_at, dtype=pl.Datetime("us", "UTC"))))
    return rejects.join(known, on=NAME, how="anti")


def keep_rejects(warehouse: Warehouse, rejects: pl.DataFrame, seen_at: datetime) -> None:
    """Enter rejects; of one that is known already, `first_seen_at` stays."""
    if rejects.is_empty():
        return
    known = warehouse.read(Quarantine).select(*Quarantine.key(), "first_seen_at")
    at = pl.lit(seen_at, dtype=pl.Datetime("us", "UTC"))
    warehouse.upsert(
        Quarantine,
        rejects.unique(Quarantine.key(), keep="first", maintain_order=True)
        .join(known, on=Quarantine.key(), how="left")
        .with_columns(first_seen_at=pl.coalesce("first_seen_at", at), last_seen_at=at)
        .select(Quarantine.columns()),
    )


def release_served(warehouse: Warehouse, waiting: pl.DataFrame) -> None:
    """Drop the entries of activities that Strava could not serve, and that wait (athlete_id, activity_id) no longer.

    One that is gone from Strava is asked for no more.
    """
    failed = warehouse.read(Quarantine, "table_name = $name", {"name": Payloads.full_name()})
    if failed.is_empty():
        return
    still = waiting.select("athlete_id", record_id=pl.col("activity_id").cast(pl.String))
    release_named(warehouse, failed.select(NAME), failed.join(still, on=["athlete_id", "record_id"], how="semi"))
