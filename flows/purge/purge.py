"""An order to erase is carried out: in the private file, in the published folder, in PostgreSQL, in the home."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from flows.books.run import renew_freshness
from flows.derive.batch import PER_ACTIVITY
from flows.derive.renew import check_readable
from flows.errors import FivefoldError, PostgresUnavailable
from flows.home import has_warehouse, in_plain_words
from flows.plan.read import write_default_plan
from flows.postgres import to_postgres
from flows.progress import progress
from flows.published_pages import PAGES, not_drawn
from flows.publishing import checked
from flows.purge.derive import derive_what_is_left
from flows.purge.left_behind import remove_left_behind
from flows.purge.scrub import scrub_postgres
from flows.purge.standing_order import done, give, standing_orders
from flows.settings import Settings
from flows.strava.client import Clock, utc_now
from flows.webhook.inbox import Inbox
from warehouse.database import Warehouse, open_warehouse
from warehouse.erase import API, Doomed, Order, doomed, erase, has_any, kept_of
from warehouse.fresh_file import rewrite
from warehouse.publish import content_sha256, contents, publish_anew


@dataclass(frozen=True)
class Tally:
    """What an order would erase, counted."""

    answers: int = 0
    """Rows of raw.payloads or raw.files."""
    activities: int = 0
    """Activities about which anything goes."""
    kept: int = 0
    """Those of them that an import tells of too, and that stay as it tells of them."""
    oldest: datetime | None = None
    newest: datetime | None = None
    """When the first and the last of the rows were fetched or imported."""

    @classmethod
    def of(cls, warehouse: Warehouse, order: Order, found: Doomed) -> "Tally":
        """Count what was found."""
        kept = kept_of(warehouse, found) if order.source == API else 0
        made = found.answers["made_at"]
        return cls(found.answers.height, found.scope.height, kept, made.min(), made.max())  # type: ignore[arg-type]


@dataclass(frozen=True)
class Purged:
    """What was erased, and what could not be."""

    tally: Tally
    bytes_before: int = 0
    bytes_after: int = 0
    """Size of the private file."""
    left: list[Path] = field(default_factory=list)
    """Files that could not be removed."""
    unscrubbed: list[str] = field(default_factory=list)
    """Tables in PostgreSQL whose files may still hold bytes of deleted rows."""
    complaints: list[str] = field(default_factory=list)
    """What went wrong beside, in sentences: it is erased here all the same."""


@contextmanager
def opened(settings: Settings) -> Iterator[Warehouse]:
    """The private file, also while an order stands."""
    with in_plain_words("fivefold status"), open_warehouse(settings.warehouse_path) as warehouse:
        yield warehouse


def tally_of(settings: Settings, order: Order) -> Tally:
    """What an order would erase. Raises `WarehouseUnavailable`."""
    with opened(settings) as warehouse:
        return Tally.of(warehouse, order, doomed(warehouse, order))


def purge(settings: Settings, order: Order, clock: Clock = utc_now) -> Purged:
    """Give an order, and carry it out, after what was broken off before.

    Raises `UsageError` for a plan or labels that cannot be read, before anything is erased.
    """
    check_readable(settings)
    finish(settings, clock)
    give(settings, order)
    return carry_out(settings, order, clock)


def finish(settings: Settings, clock: Clock = utc_now) -> list[Purged]:
    """Carry out the orders that stand, if any do."""
    return [carry_out(settings, order, clock) for order in standing_orders(settings)]


def carry_out(settings: Settings, order: Order, clock: Clock = utc_now) -> Purged:
    """Erase, derive what is left, publish it from nothing, write the private file anew; PostgreSQL comes last.

    Any step may be killed: until the file is in place the order stands, and every command refuses but those that begin
    here again. Raises `UsageError` as `purge` does, and `WarehouseUnavailable`.
    """
    if not has_warehouse(settings):
        done(settings, order)
        return Purged(Tally())
    check_readable(settings)
    write_default_plan(settings.plan_path)
    now = clock()
    bytes_before = settings.warehouse_path.stat().st_size
    with progress("Erasing") as advance, opened(settings) as warehouse:
        advance(0, 4)
        erased = erase(warehouse, order, PER_ACTIVITY)
        tally = Tally.of(warehouse, order, erased.doomed)
        advance(1, 4)
        derive_what_is_left(warehouse, settings, erased, now, str(uuid4()))
        advance(2, 4)
        complaints = [*said_by(checked, warehouse), *publish_what_is_left(warehouse, settings, now)]
        advance(3, 4)
        rewrite(warehouse)
    if order == Order(API):
        forget_events(settings)
    left = remove_left_behind(settings)
    done(settings, order)
    unscrubbed: list[str] = []
    try:
        to_postgres(settings)
        unscrubbed = scrub_postgres(settings)
    except PostgresUnavailable as error:
        complaints.append(str(error))
    return Purged(tally, bytes_before, settings.warehouse_path.stat().st_size, left, unscrubbed, complaints)


def publish_what_is_left(warehouse: Warehouse, settings: Settings, now: datetime) -> list[str]:
    """Renew the books and publish from nothing; a sentence about pages that could not be drawn, if any."""
    content = contents(warehouse, settings.publish_gps)
    renew_freshness(warehouse, now, content_sha256(content))
    with in_plain_words("fivefold purge"):
        told = not_drawn(publish_anew(warehouse, settings.published_path, content, settings.publish_gps, PAGES))
    return [told] if told else []


def said_by(check: Callable[[Warehouse], None], warehouse: Warehouse) -> list[str]:
    """What a check complains of: what is erased must leave the copy, whatever else is wrong with it."""
    try:
        check(warehouse)
    except FivefoldError as error:
        return [str(error)]
    return []


def forget_events(settings: Settings) -> None:
    """Drop what Strava told and no sync has looked at."""
    inbox = Inbox(settings.home)
    inbox.take()
    inbox.done()


def order_if_any(warehouse: Warehouse, settings: Settings, order: Order) -> bool:
    """Give an order unless it would erase nothing; whether it was given."""
    if not has_any(warehouse, order):
        return False
    give(settings, order)
    return True
