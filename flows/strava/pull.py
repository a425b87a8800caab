"""Strava becomes raw: list, then fetch what is new or changed, newest first, landing batch by batch."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

import polars as pl

from flows.books.quarantine import keep_rejects, known_as, seen_again
from flows.books.run import Run, one_row, save_budget
from flows.progress import progress
from flows.strava.answers import Payload
from flows.strava.client import StravaSource
from flows.strava.fetch import Batch, calls_for, fetch
from flows.strava.listing import list_activities
from schemas.coverage import Coverage
from schemas.payloads import Payloads
from schemas.quarantine import Quarantine
from schemas.summaries import Summaries
from transforms.json_records import JsonField
from transforms.rejects import REJECT
from transforms.summaries import summaries
from warehouse import raw
from warehouse.database import Warehouse
from warehouse.ops import release_named

#: Late uploads and edits of the last weeks are seen every night …
RECENT = timedelta(days=30)
#: … older ones when the whole listing is read again (26 calls for 5,000 activities).
FULL_EVERY = timedelta(days=7)
#: When an activity started, in its listing entry.
START = JsonField("$.start_date", pl.Datetime)
#: Activities fetched before they are landed: a crash loses at most their calls.
BATCH = 50
#: How quarantine calls an activity whose detail or streams Strava could not serve. Its payload is the listing's page.
UNUSABLE = {"table_name": "raw.payloads", "rule": "fetch: usable answer"}


def pull_athlete(warehouse: Warehouse, source: StravaSource, run: Run) -> int:
    """Who is logged in; asked of Strava once, then remembered with the login."""
    known = source.tokens.athlete_id
    if known is None:
        payload, known = source.athlete()
        land(warehouse, run, known, [payload])
        save_budget(warehouse, source.budget, payload.fetched_at)
    run.athlete_id = known
    return known


def pull_listing(
    warehouse: Warehouse, source: StravaSource, run: Run, athlete_id: int, now: datetime, full: bool
) -> None:
    """Read the listing to its end and land every entry that is new or has changed.

    The recent window, or everything if `full` is asked for or the whole has not been read for a week.
    """
    coverage = warehouse.read(Coverage, "athlete_id = $id AND source = 'strava_api'", {"id": athlete_id})
    last_full = coverage["full_listing_at"].to_list()
    is_full = full or not last_full or last_full[0] is None or now - last_full[0] >= FULL_EVERY
    after = None if is_full else coverage["listed_until"].item() - RECENT
    if is_full:
        pull_settings(warehouse, source, run, athlete_id)
    listed = 0
    rejected = [pl.DataFrame(schema=REJECT)]
    with progress("Listing activities") as advance:
        for page in list_activities(source, now, after):
            changed, bad = land_page(warehouse, run, athlete_id, page.payload)
            save_budget(warehouse, source.budget, page.payload.fetched_at)
            run.activities_changed += changed
            rejected.append(bad)
            listed += len(page.entries)
            advance(listed, listed)
    run.activities_listed += listed
    if is_full:
        # What is bad in none of all entries has been mended, or is gone.
        entries = pl.DataFrame({"athlete_id": [athlete_id], "table_name": [Summaries.full_name()]})
        release_named(warehouse, entries, known_as(warehouse, pl.concat(rejected)))
    read_to_its_end = {
        "athlete_id": athlete_id,
        "source": "strava_api",
        "listed_until": now,
        "full_listing_at": now if is_full else last_full[0],
    }
    warehouse.upsert(Coverage, one_row(Coverage, read_to_its_end))


def pull_settings(warehouse: Warehouse, source: StravaSource, run: Run, athlete_id: int) -> None:
    """Land the athlete's profile (FTP, weight) and zones, as far as the grant allows to read them."""
    answers = (source.profile(), source.zones())
    land(warehouse, run, athlete_id, [answer for answer in answers if answer is not None])


def waiting(warehouse: Warehouse, scope: pl.DataFrame | None = None) -> pl.DataFrame:
    """Activities, of those in `scope` if given, whose detail or streams are still to be fetched, newest first.

    Those that Strava could not serve the last time come after all others. Columns: athlete_id, activity_id, payload_id
    (of the newest listing entry), start_at, needs_detail, needs_streams, has_failed.
    """
    failed = warehouse.read(Quarantine, "table_name = $name", {"name": UNUSABLE["table_name"]})
    named = failed.select("athlete_id", pl.col("record_id").cast(pl.Int64).alias("activity_id"), has_failed=True)
    return (
        raw.waiting(warehouse, scope)
        .join(named.unique(), on=["athlete_id", "activity_id"], how="left")
        .with_columns(start_at=START.value(), has_failed=pl.col("has_failed").fill_null(value=False))
        .sort("has_failed", "start_at", "activity_id", descending=[False, True, True])
        .select("athlete_id", "activity_id", "payload_id", "start_at", "needs_detail", "needs_streams", "has_failed")
    )


def pull_batch(warehouse: Warehouse, source: StravaSource, run: Run, athlete_id: int, batch: pl.DataFrame) -> None:
    """Fetch details and streams of a few activities and land them. Raises what ended the batch early, after landing.

    What an earlier attempt at the batch has landed is not fetched again.
    """
    batch = waiting(warehouse, batch)
    with_streams = set(batch.filter("needs_streams")["activity_id"])
    calls = calls_for(batch["activity_id"], with_streams, set(batch.filter(~pl.col("needs_detail"))["activity_id"]))
    fetched = fetch(source, calls, set(batch.filter("has_failed")["activity_id"]))
    at = source.clock()
    land(warehouse, run, athlete_id, fetched.payloads)
    save_budget(warehouse, source.budget, at)
    remember_unusable(warehouse, batch, fetched, at)
    run.details_fetched += sum(payload.kind == "activity" for payload in fetched.payloads)
    run.streams_fetched += sum(payload.kind == "streams" for payload in fetched.payloads)
    if fetched.stopped is not None:
        raise fetched.stopped


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


def land_page(warehouse: Warehouse, run: Run, athlete_id: int, payload: Payload) -> tuple[int, pl.DataFrame]:
    """Land one page if it brings anything new; return how many activities are new or changed, and its rejects.

    A bad entry that is in quarantine already is nothing new.
    """
    page = rows(run, athlete_id, raw.next_payload_id(warehouse), [payload])
    listed, bad = summaries(raw.entries(warehouse, page), athlete_id)
    changed = raw.changed_summaries(warehouse, listed)
    unknown = seen_again(warehouse, bad, payload.fetched_at)
    raw.land_pages(warehouse, page, changed)
    if changed.is_empty() and not unknown.is_empty():
        raw.land(warehouse, page)
    keep_rejects(warehouse, unknown, payload.fetched_at)
    run.records_rejected += unknown["record_id"].n_unique()
    return changed.height, bad


def land(warehouse: Warehouse, run: Run, athlete_id: int, payloads: Iterable[Payload]) -> None:
    """Land answers as they came."""
    raw.land(warehouse, rows(run, athlete_id, raw.next_payload_id(warehouse), payloads))


def rows(run: Run, athlete_id: int, first_id: int, payloads: Iterable[Payload]) -> pl.DataFrame:
    """Answers as rows of `raw.payloads`, numbered from `first_id`."""
    return Payloads.validate(
        pl.DataFrame(
            [
                {
                    "athlete_id": athlete_id,
                    "payload_id": number,
                    "source": "strava_api",
                    "kind": payload.kind,
                    "activity_id": payload.activity_id,
                    "http_status": payload.http_status,
                    "body": payload.body,
                    "body_sha256": hashlib.sha256(payload.body.encode()).hexdigest(),
                    "fetched_at": payload.fetched_at,
                    "run_id": run.run_id,
                }
                for number, payload in enumerate(payloads, start=first_id)
            ],
            schema=Payloads.dtypes(),
        )
    )
