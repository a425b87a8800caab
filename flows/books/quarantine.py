"""Rejected records go to `ops.quarantine`."""

from datetime import datetime

import polars as pl

from schemas.quarantine import Quarantine
from warehouse.database import Warehouse


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
