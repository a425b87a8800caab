"""What is left after an erasure becomes core and mart."""

from datetime import datetime

from flows.derive.batch import derive_again
from flows.derive.core import PER_ATHLETE, derive_core, derive_efforts, derive_settings, forget_core
from flows.derive.marts import derive_marts
from flows.settings import Settings
from warehouse import raw
from warehouse.database import Warehouse
from warehouse.erase import Erased, restore_mark


def derive_what_is_left(warehouse: Warehouse, settings: Settings, erased: Erased, at: datetime, run_id: str) -> None:
    """Bring core and mart up to what an erasure has left.

    Only what it touched is made anew; all of it where files were erased, which may have told whose others are, and
    where a purge was killed before.
    """
    if erased.mark is None:
        forget_core(warehouse)
    else:
        derive_again(warehouse, erased.doomed.scope, at, run_id)
        derive_athletes_again(warehouse, at)
        restore_mark(warehouse, erased.mark)
    derive_core(warehouse, at, run_id)
    derive_efforts(warehouse)
    derive_marts(warehouse, settings.plan_path, at, run_id)


def derive_athletes_again(warehouse: Warehouse, at: datetime) -> None:
    """Make the tables of zones and profiles anew from all that is left of them."""
    for table, (kind, _) in PER_ATHLETE.items():
        with warehouse.transaction():
            warehouse.replace(table, table.none())
            derive_settings(warehouse, table, raw.answers_of_athletes(warehouse, kind, after=0), 0, at)
