"""Activities that have landed in a warehouse without server and Prefect, for tests of what follows from raw."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from flows.books.quarantine import keep_rejects
from flows.derive.core import derive_core, derive_efforts
from flows.derive.marts import derive_marts
from flows.emulator.store import PlainActivity
from flows.plan.read import write_default_plan
from schemas.coverage import Coverage
from schemas.payloads import Payloads
from tests.strava_shapes import ATHLETE_ID
from transforms.summaries import summaries
from warehouse import raw
from warehouse.database import Warehouse
from warehouse.sql_files import run_checks

AT = datetime(2026, 5, 20, 12, tzinfo=UTC)


def payload(
    number: int, kind: str, activity_id: int | None, answer: Any, athlete_id: int = ATHLETE_ID
) -> dict[str, Any]:
    """A row of raw.payloads; no answer is a 404."""
    body = orjson.dumps(answer).decode()
    return {
        "athlete_id": athlete_id,
        "payload_id": number,
        "source": "strava_api",
        "kind": kind,
        "activity_id": activity_id,
        "http_status": 404 if answer is None else 200,
        "body": body,
        "body_sha256": hashlib.sha256(body.encode()).hexdigest(),
        "fetched_at": AT,
        "run_id": "test",
    }


def land(
    warehouse: Warehouse,
    activities: Iterable[PlainActivity],
    athlete_id: int = ATHLETE_ID,
    *,
    is_asked: bool = True,
    **about_athlete: Any,
) -> None:
    """Land one page with these activities, and answers about the athlete by kind.

    And the detail and streams of each, unless nothing of the kind `is_asked` for yet.
    """
    listed = list(activities)
    first = raw.next_payload_id(warehouse)
    page = table([payload(first, "activity_page", None, [one.summary for one in listed], athlete_id)])
    found, bad = summaries(raw.entries(warehouse, page), athlete_id)
    raw.land_pages(warehouse, page, found)
    keep_rejects(warehouse, bad, AT)
    known = found["activity_id"].to_list()
    asked: list[tuple[str, int | None, Any]] = [
        (kind, one.summary["id"], answer)
        for one in listed
        if one.summary["id"] in known and is_asked
        for kind, answer in (("activity", one.detail), ("streams", one.streams))
    ]
    asked += [(kind, None, answer) for kind, answer in about_athlete.items()]
    raw.land(warehouse, table([payload(number, *answer, athlete_id) for number, answer in enumerate(asked, first + 1)]))
    coverage = {"athlete_id": athlete_id, "source": "strava_api", "listed_until": AT, "full_listing_at": AT}
    warehouse.upsert(Coverage, pl.DataFrame([coverage], schema=Coverage.dtypes()))


def table(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows of raw.payloads as a frame."""
    return pl.DataFrame(rows, schema=Payloads.dtypes())


def derive(warehouse: Warehouse, plan_path: Path, now: datetime = AT) -> None:
    """Everything from core to the checks, as a night does it."""
    write_default_plan(plan_path)
    derive_core(warehouse, now, "test")
    derive_efforts(warehouse)
    derive_marts(warehouse, plan_path, now, "test")
    run_checks(warehouse)
