"""Publishes while ten programs read what is published, beside publishes that nobody reads."""

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from schemas.activities import Activities
from schemas.freshness import Freshness
from tests.bench.figures import Cost, Figure
from tests.frames import rows
from tests.readers import reading
from warehouse.database import Warehouse, open_warehouse
from warehouse.publish import contents, publish

READERS = 10
#: Ten of them then keep about one processor busy, and a machine of two has one left to publish.
PAUSE_S = 0.5
MOST = 3.0


def measure(publishes: int) -> list[Figure]:
    """Publish so often alone, and as often with readers, of whom none may meet an error or two nights at once."""
    with TemporaryDirectory() as home, open_warehouse(Path(home) / "warehouse.duckdb") as warehouse:
        published = Path(home) / "published"
        night(warehouse, published, "first")
        alone = [night(warehouse, published, f"alone {number}") for number in range(publishes)]
        with reading(published, READERS, PAUSE_S) as told:
            watched = [night(warehouse, published, f"watched {number}") for number in range(publishes)]
    reads, wrong = (sum(reader["reads"] for reader in told), sum(len(r["errors"]) + len(r["mixed"]) for r in told))
    ratio = max(watched) / median(alone)
    return [
        Figure(
            f"the slowest of {publishes} publishes while {READERS} programs read; the median of as many alone",
            Cost(max(watched)),
            Cost(median(alone)),
            ratio,
            f"≤ {MOST:g} ×",
            ratio <= MOST,
        ),
        Figure(
            f"{reads} reads meanwhile, {wrong} of them with an error or with two nights mixed",
            Cost(median(watched)),
            Cost(median(alone)),
            median(watched) / median(alone),
            "0 wrong",
            wrong == 0,
        ),
    ]


def night(warehouse: Warehouse, published: Path, name: str) -> float:
    """Publish a night that is stamped with a name; the seconds that publishing took."""
    warehouse.replace(Activities, rows(Activities, {"name": name}))
    warehouse.replace(Freshness, rows(Freshness, {"last_outcome": name}))
    content = contents(warehouse)
    began = time.perf_counter()
    publish(warehouse, published, content)
    return time.perf_counter() - began
