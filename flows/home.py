"""The home folder of a warehouse: open what is in it, in the words of the command line."""

from collections.abc import Iterator
from contextlib import contextmanager

import warehouse.errors
from flows.errors import WarehouseUnavailable
from flows.settings import Settings
from warehouse.database import Warehouse, open_published, open_warehouse


@contextmanager
def private_warehouse(settings: Settings) -> Iterator[Warehouse]:
    """The private file, for writing. Raises `WarehouseUnavailable` (exit 15)."""
    with in_plain_words("fivefold status"), open_warehouse(settings.warehouse_path) as opened:
        yield opened


@contextmanager
def published_copy(settings: Settings) -> Iterator[Warehouse]:
    """The published copy, for reading. Raises `WarehouseUnavailable` (exit 15)."""
    with (
        in_plain_words("fivefold sync"),
        open_published(settings.published_path / "fivefold.duckdb") as opened,
    ):
        yield opened


@contextmanager
def in_plain_words(next_command: str) -> Iterator[None]:
    """Turn what the warehouse says about its file into an error that names the next command."""
    try:
        yield
    except warehouse.errors.WarehouseUnavailable as error:
        raise WarehouseUnavailable(f"{error} Then run: {next_command}") from error
