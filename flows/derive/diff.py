"""Which verdicts a rebuild would change, before it replaces anything."""

from datetime import UTC, datetime

import polars as pl

from flows.derive.core import derive_core, derive_efforts
from flows.derive.marts import derive_marts
from flows.errors import WarehouseUnavailable
from flows.home import has_warehouse, in_plain_words
from flows.settings import Settings
from schemas.activities import Activities
from schemas.sessions import Sessions
from transforms.verdict_changes import verdict_changes
from warehouse.scratch import kept_sessions, open_scratch

#: Nothing that a dry run would book is kept.
DRY_RUN = "dry run"


def rebuild_diff(settings: Settings, now: datetime | None = None) -> pl.DataFrame:
    """The rows of `verdict_changes` between the verdicts that stand and those that `rebuild` would make, with `title`.

    Everything is derived from raw, offline, in a warehouse that lives in memory: the private file is only read, and the
    published copy is not touched. Raises `WarehouseUnavailable` if there is nothing to derive from.
    """
    if not has_warehouse(settings):
        raise WarehouseUnavailable(f"There is no warehouse in {settings.home} yet. Fill one with: fivefold sync")
    now = now or datetime.now(UTC)
    with in_plain_words("fivefold status"), open_scratch(settings.warehouse_path) as scratch:
        derive_core(scratch, now, DRY_RUN)
        derive_efforts(scratch)
        derive_marts(scratch, settings.plan_path, now, DRY_RUN)
        changed = verdict_changes(kept_sessions(scratch), scratch.read(Sessions))
        titles = scratch.read(Activities).select("athlete_id", "activity_id", title="name")
    return changed.join(titles, on=["athlete_id", "activity_id"], how="left", maintain_order="left")
