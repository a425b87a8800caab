"""From raw to the published copy, step by step, for years that lie in raw; for information, without a yardstick."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import orjson
import polars as pl

from flows.derive.core import derive_core, derive_efforts
from flows.derive.marts import derive_marts
from flows.plan.read import write_default_plan
from flows.synthetic_athlete import live
from schemas.payloads import Payloads
from schemas.summaries import Summaries
from tests.bench.figures import Cost, Figure
from tests.bench.peak import peak_mb
from transforms.summaries import summaries
from warehouse.database import Warehouse, open_warehouse
from warehouse.publish import contents, publish, publish_books
from warehouse.sql_files import run_checks

UNTIL = datetime(2026, 10, 1, 12, tzinfo=UTC)
Result = TypeVar("Result")


def measure(years: float) -> list[Figure]:
    """Each step once: a rebuild of years takes long enough to be told from noise."""
    with TemporaryDirectory() as home, open_warehouse(Path(home) / "warehouse.duckdb") as warehouse:
        plan = Path(home) / "plan.toml"
        write_default_plan(plan)
        activities = land_life(warehouse, years)
        published = Path(home) / "published"
        steps: dict[str, Callable[[], object]] = {
            f"raw → core of {activities} activities": lambda: derive_core(warehouse, UNTIL, "bench"),
            "looking for efforts": lambda: derive_efforts(warehouse),
            "core → marts": lambda: derive_marts(warehouse, plan, UNTIL, "bench"),
            "checks and content hash": lambda: (run_checks(warehouse), contents(warehouse)),
            "publishing": lambda: publish(warehouse, published, contents(warehouse)),
            "publishing the books alone": lambda: publish_books(warehouse, published),
        }
        return [Figure(name, Cost(timed(step), peak_mb())) for name, step in steps.items()]


def timed(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def land_life(warehouse: Warehouse, years: float) -> int:
    """Put a synthetic life into raw as a sync would; return how many activities it has."""
    life = live(0, UNTIL, years)
    told = {"athlete_id": life.truth["athlete_id"], "source": "strava_api", "run_id": "bench", "http_status": 200}
    listing = {"activity_id": None, "kind": "activity_page", "body": orjson.dumps([a.summary for a in life.activities])}
    details = [
        {"activity_id": one.activity_id, "kind": "activity", "body": orjson.dumps(one.detail)}
        for one in life.activities
    ]
    sets = [
        {"activity_id": one.activity_id, "kind": "streams", "body": one.streams_json}
        for one in life.activities
        if one.streams_json is not None
    ]
    payloads = pl.DataFrame(
        [
            one | told | {"payload_id": number, "body": one["body"].decode(), "body_sha256": "0" * 64}
            for number, one in enumerate([listing, *details, *sets], start=1)
        ]
    )
    entries = pl.DataFrame(
        [
            {"payload_id": 1, "body": orjson.dumps(one.summary).decode(), "body_sha256": "0" * 64}
            for one in life.activities
        ]
    )
    listed, _ = summaries(entries, life.truth["athlete_id"])
    at = pl.lit(UNTIL).cast(pl.Datetime("us", "UTC"))
    warehouse.append(Payloads, payloads.with_columns(fetched_at=at).select(Payloads.columns()))
    warehouse.append(Summaries, listed.select(Summaries.columns()))
    return len(life.activities)
