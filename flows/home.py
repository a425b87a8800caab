"""The home folder of a warehouse: open what is in it, in the words of the command line."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import polars as pl

import warehouse.errors
from flows.errors import UsageError, WarehouseUnavailable
from flows.purge.standing_order import refuse_unfinished
from flows.settings import Settings
from warehouse.database import Warehouse, open_published, open_warehouse
from warehouse.errors import QueryError
from warehouse.versions import COPY


@contextmanager
def private_warehouse(settings: Settings) -> Iterator[Warehouse]:
    """The private file, for writing. Raises `WarehouseUnavailable` (exit 15), also while a purge is not finished."""
    refuse_unfinished(settings)
    with in_plain_words("fivefold status"), open_warehouse(settings.warehouse_path) as opened:
        yield opened


@contextmanager
def published_copy(settings: Settings) -> Iterator[Warehouse]:
    """The published copy, for reading. Raises `WarehouseUnavailable` (exit 15)."""
    with (
        in_plain_words("fivefold sync"),
        open_published(settings.published_path / COPY) as opened,
    ):
        yield opened


def has_warehouse(settings: Settings) -> bool:
    """Whether anything has been synced into this home."""
    return settings.warehouse_path.exists()


@contextmanager
def any_warehouse(settings: Settings) -> Iterator[Warehouse]:
    """To read the books: the published copy if there is one, since the private file may be busy.

    Raises `WarehouseUnavailable` where there is neither.
    """
    if (settings.published_path / COPY).exists():
        with published_copy(settings) as opened:
            yield opened
    elif has_warehouse(settings):
        with private_warehouse(settings) as opened:
            yield opened
    else:
        raise no_warehouse(settings)


@contextmanager
def private_or_any_warehouse(settings: Settings) -> Iterator[Warehouse]:
    """To read what is newest: the private file, or the published copy while another process holds that.

    Raises `WarehouseUnavailable` where there is neither.
    """
    with ExitStack() as stack:
        try:
            if not has_warehouse(settings):
                raise no_warehouse(settings)
            opened = stack.enter_context(private_warehouse(settings))
        except WarehouseUnavailable:
            if not (settings.published_path / COPY).exists():
                raise
            opened = stack.enter_context(published_copy(settings))
        yield opened


def no_warehouse(settings: Settings) -> WarehouseUnavailable:
    """What to say where nothing has been synced yet."""
    return WarehouseUnavailable(
        f"There is no warehouse in {settings.home} yet. Log in with: fivefold login, then run: fivefold sync. "
        "To fill one without a login, run: fivefold import PATH. To see one without an account, run: fivefold demo"
    )


def query_of_user(warehouse: Warehouse, query: str) -> pl.DataFrame:
    """The answer to a query that somebody typed. Raises `UsageError` for one that DuckDB does not understand."""
    try:
        return warehouse.ask(query)
    except QueryError as error:
        raise UsageError(f'{error} See what there is with: fivefold sql "SHOW ALL TABLES"') from error


@contextmanager
def in_plain_words(next_command: str) -> Iterator[None]:
    """Turn what the warehouse says about its file into an error that names the next command."""
    try:
        yield
    except warehouse.errors.WarehouseUnavailable as error:
        raise WarehouseUnavailable(f"{error} Next, run: {next_command}") from error
