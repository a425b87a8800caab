"""The books of imports: what each did, and up to when the files are known to be all that there is."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from flows.books.run import one_row
from schemas.coverage import Coverage
from schemas.imports import Imports
from warehouse.database import Warehouse


@contextmanager
def recorded(warehouse: Warehouse, row: dict[str, object]) -> Iterator[None]:
    """Enter an import (a row of ops.imports) when it begins, and as failed if it fails short of being killed.

    Another that still stands as running was killed: only one can hold the warehouse.
    """
    warehouse.execute("UPDATE ops.imports SET outcome = 'failed' WHERE outcome = 'running'")
    enter(warehouse, row)
    try:
        yield
    except BaseException:
        # A full disk, say, may stop this too; what people must hear of is the error that ended the import.
        with suppress(Exception):
            warehouse.execute(
                "UPDATE ops.imports SET outcome = 'failed' WHERE run_id = $id AND outcome = 'running'",
                {"id": row["run_id"]},
            )
        raise


def enter(warehouse: Warehouse, row: dict[str, object]) -> None:
    """Write how an import stands."""
    warehouse.upsert(Imports, one_row(Imports, row))


def cover(warehouse: Warehouse, athlete_id: int, source: str, until: datetime) -> None:
    """Note that all which began before `until` is here. What was known to be complete before stays so."""
    known = warehouse.read(Coverage, "athlete_id = $id AND source = $source", {"id": athlete_id, "source": source})
    until = max([until, *known["listed_until"].to_list()])
    row = {"athlete_id": athlete_id, "source": source, "listed_until": until, "full_listing_at": None}
    warehouse.upsert(Coverage, one_row(Coverage, row))


def covered_until(warehouse: Warehouse, athlete_id: int) -> datetime | None:
    """Up to when all is here, whoever says so."""
    return max(warehouse.read(Coverage, "athlete_id = $id", {"id": athlete_id})["listed_until"].to_list(), default=None)
