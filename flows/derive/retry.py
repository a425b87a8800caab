"""Another try at rejected records, from what is in raw and without the network."""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import uuid4

import polars as pl

from flows.books.quarantine import release_served
from flows.books.rejected import rejected
from flows.derive.batch import BATCH, derive_batch
from flows.derive.core import PER_ATHLETE, derive_core, derive_efforts, derive_settings
from flows.derive.marts import derive_marts
from flows.derive.rebuild import publish_all
from flows.derive.renew import check_readable
from flows.files.read import read
from flows.home import has_warehouse, no_warehouse, private_warehouse
from flows.progress import progress
from flows.settings import Settings
from flows.strava.pull import waiting
from schemas.quarantine import Quarantine
from schemas.recordings import Recordings
from schemas.summaries import Summaries
from transforms.summaries import entry_name, summaries
from warehouse import quarantine, raw
from warehouse.database import Warehouse, forget_marts
from warehouse.files import files
from warehouse.ops import recount, release_named

ACTIVITY = ["athlete_id", "activity_id"]
#: What a reject is the same by before and after.
RECORD = ["athlete_id", "table_name", "record_id"]


class Retried(NamedTuple):
    """What became of rejected records; both frames are as `flows.books.rejected.rejected` tells them."""

    home: pl.DataFrame
    """Those that broke no rule any more, and are in core and the marts now."""
    still: pl.DataFrame
    """The others, with the reasons of today."""


def retry(settings: Settings, about: int | None = None, now: datetime | None = None) -> Retried:
    """Take every rejected record anew, or those of payload or activity `about`, and publish what follows.

    Raises `WarehouseUnavailable`, and `UsageError` for a plan or labels that cannot be read.
    """
    now = now or datetime.now(UTC)
    if not has_warehouse(settings):
        raise no_warehouse(settings)
    check_readable(settings)
    with private_warehouse(settings) as warehouse:
        before = rejected(warehouse, about)
        if before.is_empty():
            return Retried(before, before)
        try_again(warehouse, before, now, run_id := str(uuid4()))
        derive_efforts(warehouse)
        derive_marts(warehouse, settings.plan_path, now, run_id)
        publish_all(warehouse, settings, now)
        after = rejected(warehouse)
    still = after.join(before, on=RECORD, how="semi", maintain_order="left")
    return Retried(before.join(still, on=RECORD, how="anti", maintain_order="left"), still)


def try_again(warehouse: Warehouse, before: pl.DataFrame, at: datetime, run_id: str) -> None:
    """Make anew what these rejected records belong to: listing entries, activities, files, settings of athletes.

    Whatever stops this, the records stay in quarantine until they are in core, and the marts are made anew by whoever
    derives next.
    """
    forget_marts(warehouse)
    listed = split_again(warehouse, before.filter(pl.col("table_name") == Summaries.full_name()))
    derive_core(warehouse, at, run_id)
    is_core = pl.col("table_name").str.starts_with("core.") & pl.col("activity_id").is_not_null()
    scope = pl.concat([before.filter(is_core).select(ACTIVITY), listed.select(ACTIVITY)]).unique(maintain_order=True)
    unread = before.filter(pl.col("table_name") == Recordings.full_name()).select("athlete_id", "payload_id").unique()
    steps = range(0, max(scope.height, unread.height), BATCH)
    with progress("Trying again") as advance:
        for start in steps:
            batch = slice(start, start + BATCH)
            derive_batch(warehouse, scope[batch], at, run_id, unread[batch], read(files(warehouse, unread[batch])))
            advance(min(start + BATCH, steps.stop), steps.stop)
    read_settings_again(warehouse, before, at)
    release_named(warehouse, listed.select(RECORD), Quarantine.none())
    left = waiting(warehouse)
    release_served(warehouse, left)
    recount(warehouse, left)


def split_again(warehouse: Warehouse, entries: pl.DataFrame) -> pl.DataFrame:
    """Land those rejected listing entries that are good now; their pages are in raw already.

    Returns them: athlete_id, activity_id, table_name, record_id. Detail and samples are for the next sync to fetch.
    """
    pages = quarantine.payloads_of(warehouse, entries)
    listed = raw.entries(warehouse, pages).with_columns(record_id=entry_name())
    named = listed.join(entries.select("payload_id", *RECORD), on=["payload_id", "record_id"])
    good = [
        summaries(named.filter(pl.col("athlete_id") == athlete_id).drop("athlete_id"), athlete_id)[0]
        for athlete_id in named["athlete_id"].unique()
    ]
    versions = pl.concat([Summaries.none(), *good])
    held = warehouse.read_scope(Summaries, versions.select(Summaries.key()))
    news = raw.changed_summaries(warehouse, versions).join(held, on=Summaries.key(), how="anti")
    warehouse.append(Summaries, news)
    return versions.join(named, on=["athlete_id", "payload_id", "body"]).select(*ACTIVITY, "table_name", "record_id")


def read_settings_again(warehouse: Warehouse, before: pl.DataFrame, at: datetime) -> None:
    """Read all profiles, or all zones, anew of the athletes of whom one is among the rejected."""
    kinds = {table.full_name(): kind for table, (kind, _) in PER_ATHLETE.items()}
    about = before.with_columns(kind=pl.col("table_name").replace_strict(kinds, default=None)).select(
        "athlete_id", "kind"
    )
    for table, (kind, _) in PER_ATHLETE.items():
        answers = raw.answers_of_athletes(warehouse, kind, after=0)
        with warehouse.transaction():
            derive_settings(warehouse, table, answers.join(about.filter(kind=kind), on="athlete_id", how="semi"), 0, at)
