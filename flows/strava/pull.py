"""Strava becomes raw: details and streams of what is new or changed, newest first, landing batch by batch."""

from dataclasses import replace
from datetime import datetime

import polars as pl

from flows.books.quarantine import keep_rejects
from flows.books.run import Run, save_budget
from flows.strava.budget import BudgetSpent
from flows.strava.client import StravaSource
from flows.strava.fetch import Batch, Call, calls_for, fetch
from flows.strava.identity import confirm
from flows.strava.landing import land
from schemas.quarantine import Quarantine
from transforms.json_records import JsonField
from transforms.rejects import REJECT
from warehouse import raw
from warehouse.database import Warehouse
from warehouse.ops import release_named
from warehouse.suspects import release_suspects

#: When an activity started, in its listing entry.
START = JsonField("$.start_date", pl.Datetime)
#: Activities fetched before they are landed: a crash loses at most their calls.
BATCH = 50
#: How quarantine calls an activity whose detail or streams Strava could not serve. Its payload is the listing's page.
UNUSABLE = {"table_name": "raw.payloads", "rule": "fetch: usable answer"}
#: What is said of an activity that came back but for its detail.
LISTED_ALL_THE_SAME = "Strava lists it, but says that it does not exist when it is asked for (404)"


def waiting(warehouse: Warehouse, scope: pl.DataFrame | None = None) -> pl.DataFrame:
    """Activities, of those in `scope` if given, whose detail or streams are still to be fetched, newest first.

    Those that Strava could not serve the last time come after all others. Columns: athlete_id, activity_id, payload_id
    (of the newest listing entry), start_at, needs_detail, needs_streams, was_fetched, was_gone, has_failed.
    """
    failed = warehouse.read(Quarantine, "table_name = $name", {"name": UNUSABLE["table_name"]})
    named = failed.select("athlete_id", pl.col("record_id").cast(pl.Int64).alias("activity_id"), has_failed=True)
    return (
        raw.waiting(warehouse, scope)
        .join(named.unique(), on=["athlete_id", "activity_id"], how="left")
        .with_columns(start_at=START.value(), has_failed=pl.col("has_failed").fill_null(value=False))
        .sort("has_failed", "start_at", "activity_id", descending=[False, True, True])
        .drop("body")
    )


def pull_batch(warehouse: Warehouse, source: StravaSource, run: Run, athlete_id: int, batch: pl.DataFrame) -> None:
    """Fetch details and streams of a few activities and land them. Raises what ended the batch early, after landing.

    What an earlier attempt at the batch has landed is not fetched again.
    """
    batch = waiting(warehouse, batch)
    with_streams = set(batch.filter("needs_streams")["activity_id"])
    calls = calls_for(batch["activity_id"], with_streams, set(batch.filter(~pl.col("needs_detail"))["activity_id"]))
    fetched = fetch(source, calls, set(batch.filter("has_failed")["activity_id"]))
    fetched = without_returned(confirmed(source, fetched), set(batch.filter("was_gone")["activity_id"]))
    at = source.clock()
    land(warehouse, run, athlete_id, fetched.payloads)
    save_budget(warehouse, source.budget, at)
    remember_unusable(warehouse, batch, fetched, at)
    asked = {payload.activity_id for payload in fetched.payloads if payload.kind == "activity"}
    # Whose detail has come need not be asked for once more.
    release_suspects(warehouse, batch.filter(pl.col("activity_id").is_in(asked)))
    run.details_fetched += sum(payload.kind == "activity" for payload in fetched.payloads)
    run.streams_fetched += sum(payload.kind == "streams" for payload in fetched.payloads)
    if fetched.stopped is not None:
        raise fetched.stopped


def confirmed(source: StravaSource, fetched: Batch) -> Batch:
    """What was fetched. What answered 404 stays in it only when it is sure whose login it was.

    Raises `OtherAthlete` if it was another's.
    """
    if not any(payload.http_status == 404 for payload in fetched.payloads):
        return fetched
    try:
        confirm(source)
    except BudgetSpent as spent:
        there = [payload for payload in fetched.payloads if payload.http_status != 404]
        return replace(fetched, payloads=there, stopped=fetched.stopped or spent)
    return fetched


def without_returned(fetched: Batch, returned: set[int]) -> Batch:
    """What was fetched, less the activities of `returned` whose detail answered 404 once more.

    These were gone and are listed again: between the two answers, the listing is right until it says otherwise.
    """
    denied = {
        payload.activity_id
        for payload in fetched.payloads
        if payload.kind == "activity" and payload.http_status == 404 and payload.activity_id in returned
    }
    return replace(
        fetched,
        payloads=[payload for payload in fetched.payloads if payload.activity_id not in denied],
        unusable=fetched.unusable | {Call("activity", gone): LISTED_ALL_THE_SAME for gone in denied if gone},
    )


def remember_unusable(warehouse: Warehouse, batch: pl.DataFrame, fetched: Batch, at: datetime) -> None:
    """Enter into quarantine the activities of `batch` that Strava could not serve; release those that it could."""
    why = {call.activity_id: reason for call, reason in fetched.unusable.items()}
    answered = {payload.activity_id for payload in fetched.payloads}
    looked_at = batch.filter(pl.col("activity_id").is_in([*why, *answered]))
    named = looked_at.select(
        "athlete_id",
        "payload_id",
        "activity_id",
        record_id=pl.col("activity_id").cast(pl.String),
        **{name: pl.lit(value) for name, value in UNUSABLE.items()},
    )
    bad = (
        named.filter(pl.col("activity_id").is_in(list(why)))
        .with_columns(reason=pl.col("activity_id").replace_strict(why, default=None, return_dtype=pl.String))
        .select(REJECT.names())
    )
    with warehouse.transaction():
        release_named(warehouse, named.select("athlete_id", "table_name", "record_id"), bad)
        keep_rejects(warehouse, bad, at)
