"""What came through Strava's API is kept for so many days as a setting says, and no longer than the access."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta

from flows.errors import FivefoldError
from flows.home import private_warehouse
from flows.purge.purge import finish, order_if_any
from flows.settings import Settings
from flows.strava.client import Clock
from warehouse.database import Warehouse
from warehouse.erase import API, Order, ask_from


def horizon(settings: Settings, now: datetime) -> datetime | None:
    """The instant before which nothing that came through the API is kept, and nothing is asked for; None for ever."""
    return now - timedelta(days=settings.api_retention_days) if settings.api_retention_days else None


@contextmanager
def kept_warehouse(settings: Settings, clock: Clock) -> Iterator[Warehouse]:
    """The private file for one night, after erasing what has become too old, and before erasing what is gone.

    What a purge had left unfinished is finished first. Without the setting this costs nothing, and one query where
    nothing is old enough.
    """
    finish(settings, clock)
    try:
        with ExitStack() as stack:
            warehouse = stack.enter_context(private_warehouse(settings))
            if since := horizon(settings, clock()):
                if order_if_any(warehouse, settings, Order(API, before=since)):
                    stack.close()
                    finish(settings, clock)
                    warehouse = stack.enter_context(private_warehouse(settings))
                ask_from(warehouse, since)
            with erasing_what_is_gone(warehouse, settings):
                yield warehouse
    except FivefoldError:
        # What ended the night is told; an erasure that fails now is finished by the next.
        with suppress(FivefoldError):
            finish(settings, clock)
        raise
    finish(settings, clock)


@contextmanager
def erasing_what_is_gone(warehouse: Warehouse, settings: Settings) -> Iterator[None]:
    """With retention, have erased what Strava says meanwhile is gone, also where something else goes wrong."""
    failure = None
    try:
        yield
    except FivefoldError as error:
        failure = error
    if settings.api_retention_days:
        order_if_any(warehouse, settings, Order(API, only_gone=True))
    if failure is not None:
        raise failure
