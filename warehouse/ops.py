"""SQL of the books: runs that died, how fresh everything is, quarantine entries whose record became good."""

from datetime import datetime

import duckdb
import polars as pl

from schemas.freshness import STALE_AFTER, Freshness
from schemas.sync_runs import GOOD, SyncRuns
from warehouse import raw
from warehouse.database import Warehouse, explain
from warehouse.errors import WarehouseUnavailable

#: From the books themselves, for everybody who is in them; hash and time of the published copy stay until there is a
#: new one. A run that failed before it knew its athlete, or that was another's, failed for all. Where nothing was ever
#: synced, imports are what keeps it fresh.
FRESHNESS = """
INSERT OR REPLACE INTO ops.freshness BY NAME
WITH athletes AS (
    SELECT athlete_id FROM ops.sync_runs WHERE athlete_id IS NOT NULL AND outcome <> 'other_athlete'
    UNION SELECT athlete_id FROM ops.freshness UNION SELECT athlete_id FROM ops.imports
), imported AS (
    SELECT athlete_id, max(ended_at) AS imported_at FROM ops.imports WHERE outcome IN ('ok', 'rejected')
    AND NOT EXISTS (FROM ops.sync_runs) GROUP BY ALL
), runs AS (
    SELECT a.athlete_id, outcome, started_at, ended_at, list_contains($good, outcome) AS is_good,
           max(started_at) FILTER (is_good) OVER (PARTITION BY a.athlete_id) AS last_good
    FROM athletes a JOIN ops.sync_runs r
      ON r.athlete_id = a.athlete_id OR r.athlete_id IS NULL OR r.outcome = 'other_athlete'
), ended AS (
    SELECT athlete_id, max(ended_at) FILTER (is_good) AS last_success_at, arg_max(outcome, started_at) AS last_outcome,
           count(*) FILTER (NOT is_good AND started_at > coalesce(last_good, '-infinity')) AS failed_runs,
           min(started_at) FILTER (NOT is_good AND started_at > coalesce(last_good, '-infinity')) AS failing_since
    FROM runs WHERE outcome <> 'running' GROUP BY ALL
), here AS (
    SELECT athlete_id, max(start_at) AS newest_activity_at, count(*) AS activities FROM core.activities GROUP BY ALL
), pending AS (
    SELECT athlete_id, count(*) AS activities_pending, min(start_at) AS oldest_pending_at,
           max(start_at) AS newest_pending_at
    FROM (SELECT athlete_id, TRY_CAST(json_extract_string(body, '$.start_date') AS TIMESTAMPTZ) AS start_at
          FROM waiting)
    GROUP BY ALL
), suspected AS (
    SELECT athlete_id, count(*) AS activities_to_check FROM ops.suspects GROUP BY ALL
), rejected AS (
    SELECT athlete_id, count(*) AS records_rejected FROM ops.quarantine GROUP BY ALL
), listed AS (
    SELECT athlete_id, max(listed_until) AS listed_until, max(full_listing_at) AS full_listing_at
    FROM ops.coverage GROUP BY ALL
), api AS (
    SELECT athlete_id, min(fetched_at) AS oldest_api_at FROM raw.payloads WHERE source = 'strava_api' GROUP BY ALL
), kept AS (SELECT athlete_id, content_sha256, published_at FROM ops.freshness)
SELECT athlete_id, coalesce(last_success_at, imported_at) AS last_success_at,
       coalesce(last_success_at, imported_at) + $stale_after AS stale_after, last_outcome,
       coalesce(failed_runs, 0) AS failed_runs, failing_since, newest_activity_at,
       coalesce(activities, 0) AS activities, coalesce(activities_pending, 0) AS activities_pending,
       oldest_pending_at, newest_pending_at, coalesce(activities_to_check, 0) AS activities_to_check,
       listed_until, full_listing_at,
       $calls_left_today::BIGINT AS calls_left_today, $calls_per_day::BIGINT AS calls_per_day,
       coalesce(records_rejected, 0) AS records_rejected,
       coalesce($content_sha256::VARCHAR, content_sha256) AS content_sha256,
       coalesce($published_at::TIMESTAMPTZ, published_at) AS published_at, oldest_api_at
FROM athletes LEFT JOIN ended USING (athlete_id) LEFT JOIN imported USING (athlete_id)
LEFT JOIN here USING (athlete_id)
LEFT JOIN pending USING (athlete_id) LEFT JOIN suspected USING (athlete_id) LEFT JOIN rejected USING (athlete_id)
LEFT JOIN listed USING (athlete_id) LEFT JOIN api USING (athlete_id) LEFT JOIN kept USING (athlete_id)
"""


def refresh_freshness(
    warehouse: Warehouse,
    calls_left_today: int,
    calls_per_day: int,
    content_sha256: str | None = None,
    published_at: datetime | None = None,
) -> None:
    """Say in `ops.freshness` how things stand now; the last two only when a copy is just being published."""
    warehouse.execute(
        FRESHNESS,
        {
            "good": GOOD,
            "stale_after": STALE_AFTER,
            "calls_left_today": calls_left_today,
            "calls_per_day": calls_per_day,
            "content_sha256": content_sha256,
            "published_at": published_at,
        },
        waiting=raw.waiting(warehouse),
    )


def read_books(warehouse: Warehouse) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`ops.freshness`, the stalest first, and `ops.sync_runs` in the order of the runs.

    A copy made by an earlier version may lack columns: they are null. Raises `WarehouseUnavailable` if it is damaged.
    """
    try:
        freshness = warehouse.read_published(Freshness)
        runs = warehouse.read_published(SyncRuns)
    except duckdb.Error as error:
        raise WarehouseUnavailable(explain(warehouse.path, error)) from error
    return freshness.sort("last_success_at", nulls_last=False, maintain_order=True), runs.sort("started_at")


def activities_by_source(warehouse: Warehouse) -> dict[str, int]:
    """How many activities came from which source, most first. Raises `WarehouseUnavailable` if the file is damaged."""
    try:
        counted = warehouse.query("SELECT source, count(*) FROM core.activities GROUP BY source ORDER BY 2 DESC, 1")
    except duckdb.Error as error:
        raise WarehouseUnavailable(explain(warehouse.path, error)) from error
    return dict(counted.rows())


def close_killed_runs(warehouse: Warehouse) -> None:
    """Runs that still stand as running when another begins were killed: only one can hold the warehouse."""
    warehouse.execute(
        "UPDATE ops.sync_runs SET outcome = 'failed', cause = 'killed', message = 'The run was killed before it ended.'"
        " WHERE outcome = 'running'"
    )


def release(warehouse: Warehouse, scope: pl.DataFrame, still: pl.DataFrame) -> None:
    """Drop quarantine entries about core of the activities in `scope` (athlete_id, activity_id), save those in `still`.

    `still` are rejects.
    """
    warehouse.execute(
        "DELETE FROM ops.quarantine WHERE table_name LIKE 'core.%'"
        " AND (athlete_id, split_part(record_id, ' ', 1)) IN (SELECT (athlete_id, activity_id::VARCHAR) FROM scope)"
        " AND (athlete_id, payload_id, table_name, record_id, rule) NOT IN"
        " (SELECT (athlete_id, payload_id, table_name, record_id, rule) FROM still)",
        scope=scope,
        still=still,
    )


def release_named(warehouse: Warehouse, scope: pl.DataFrame, still: pl.DataFrame) -> None:
    """Drop quarantine entries that share the columns of `scope` with one of its rows, save those in `still`."""
    columns = ", ".join(scope.columns)
    warehouse.execute(
        f"DELETE FROM ops.quarantine WHERE ({columns}) IN (SELECT ({columns}) FROM scope)"
        " AND (athlete_id, payload_id, table_name, record_id, rule) NOT IN"
        " (SELECT (athlete_id, payload_id, table_name, record_id, rule) FROM still)",
        scope=scope,
        still=still,
    )


def mark_published(warehouse: Warehouse, content_sha256: str, published_at: datetime) -> None:
    """Note in `ops.freshness` that a copy with this content is being published."""
    warehouse.execute(
        "UPDATE ops.freshness SET content_sha256 = $content, published_at = $at",
        {"content": content_sha256, "at": published_at},
    )


def recount(warehouse: Warehouse, waiting: pl.DataFrame) -> None:
    """Count in `ops.freshness` what stands in core and in quarantine, and `waiting` (athlete_id) to be fetched."""
    warehouse.execute(
        "UPDATE ops.freshness f SET"
        " newest_activity_at = (SELECT max(start_at) FROM core.activities WHERE athlete_id = f.athlete_id),"
        " activities = (SELECT count(*) FROM core.activities WHERE athlete_id = f.athlete_id),"
        " activities_pending = (SELECT count(*) FROM waiting WHERE athlete_id = f.athlete_id),"
        " records_rejected = (SELECT count(*) FROM ops.quarantine WHERE athlete_id = f.athlete_id)",
        waiting=waiting.select("athlete_id"),
    )
