"""SQL of the books: runs that died, how fresh everything is, quarantine entries whose record became good."""

from datetime import datetime

import polars as pl

from warehouse.database import Warehouse

#: From the books themselves; hash and time of the published copy stay until there is a new one.
FRESHNESS = """
INSERT OR REPLACE INTO ops.freshness BY NAME
WITH runs AS (
    SELECT max(ended_at) FILTER (outcome IN ('ok', 'nothing_new', 'budget_spent')) AS last_success_at,
           arg_max(outcome, started_at) AS last_outcome
    FROM ops.sync_runs WHERE athlete_id = $athlete_id
), kept AS (SELECT * FROM ops.freshness WHERE athlete_id = $athlete_id)
SELECT $athlete_id::BIGINT AS athlete_id, last_success_at, last_outcome,
       (SELECT max(start_at) FROM core.activities WHERE athlete_id = $athlete_id) AS newest_activity_at,
       (SELECT count(*) FROM core.activities WHERE athlete_id = $athlete_id) AS activities,
       $activities_pending::BIGINT AS activities_pending,
       $calls_left_today::BIGINT AS calls_left_today,
       $calls_per_day::BIGINT AS calls_per_day,
       (SELECT count(*) FROM ops.quarantine WHERE athlete_id = $athlete_id) AS records_rejected,
       coalesce($content_sha256::VARCHAR, (SELECT content_sha256 FROM kept)) AS content_sha256,
       coalesce($published_at::TIMESTAMPTZ, (SELECT published_at FROM kept)) AS published_at
FROM runs
"""


def refresh_freshness(
    warehouse: Warehouse,
    athlete_id: int,
    activities_pending: int,
    calls_left_today: int,
    calls_per_day: int,
    content_sha256: str | None = None,
    published_at: datetime | None = None,
) -> None:
    """Say in `ops.freshness` how things stand now; the last two only when a copy has just been published."""
    warehouse.execute(
        FRESHNESS,
        {
            "athlete_id": athlete_id,
            "activities_pending": activities_pending,
            "calls_left_today": calls_left_today,
            "calls_per_day": calls_per_day,
            "content_sha256": content_sha256,
            "published_at": published_at,
        },
    )


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
