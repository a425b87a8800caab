"""Answers become rows of raw."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from flows.books.quarantine import keep_rejects, seen_again
from flows.books.run import Run
from flows.strava.answers import Payload
from schemas.payloads import Payloads
from transforms.summaries import summaries
from warehouse import raw
from warehouse.database import Warehouse


class LandedPage(NamedTuple):
    """What a page of the listing brought."""

    listed: pl.DataFrame
    """Its good entries (raw.summaries)."""
    changed: int
    """How many of these are new or changed."""
    rejects: pl.DataFrame


def land_page(warehouse: Warehouse, run: Run, athlete_id: int, payload: Payload) -> LandedPage:
    """Land one page if it brings anything new. A bad entry that is in quarantine already is nothing new."""
    first_id = raw.next_payload_id(warehouse)
    page = pl.DataFrame({"payload_id": [first_id], "body": [payload.body]})
    listed, bad = versions(warehouse, athlete_id, raw.entries(warehouse, page))
    changed = raw.changed_summaries(warehouse, listed)
    unknown = seen_again(warehouse, bad, payload.fetched_at)
    if not changed.is_empty():
        raw.land_pages(warehouse, rows(run, athlete_id, first_id, [payload]), changed)
    elif not unknown.is_empty():
        land(warehouse, run, athlete_id, [payload])
    keep_rejects(warehouse, unknown, payload.fetched_at)
    run.records_rejected += unknown["record_id"].n_unique()
    return LandedPage(listed, changed.height, bad)


def versions(warehouse: Warehouse, athlete_id: int, entries: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The entries of one page as versions of activities (`Summaries`), and its rejects.

    What has landed before, word for word, need not be read again: on most nights that is all of it.
    """
    known = raw.known_versions(warehouse, athlete_id, entries)
    fresh, bad = summaries(entries.join(known, on="body", how="anti", maintain_order="left"), athlete_id)
    listed = pl.concat([known, fresh])
    # Of several entries of one activity the last counts, and only the whole page tells which that is.
    return (listed, bad) if listed["activity_id"].is_unique().all() else summaries(entries, athlete_id)


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
