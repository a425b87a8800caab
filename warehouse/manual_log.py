"""What the athlete logged by hand, in raw beside what the source sent."""

import polars as pl

from warehouse.database import Warehouse
from warehouse.raw import payloads


def newest_logs(warehouse: Warehouse, scope: pl.DataFrame) -> pl.DataFrame:
    """The newest payload of each logged session among the activities in `scope` (athlete_id, activity_id).

    With the columns of `warehouse.raw.newest_answers`; http_status is 404 where the log was removed.
    """
    newest = warehouse.query(
        "SELECT athlete_id, max(payload_id) AS payload_id FROM raw.payloads"
        " SEMI JOIN scope USING (athlete_id, activity_id)"
        " WHERE source = 'manual_log' GROUP BY athlete_id, activity_id",
        scope=scope.select("athlete_id", "activity_id"),
    )
    return payloads(warehouse, newest)


def next_log_id(warehouse: Warehouse) -> int:
    """The id that the next logged session gets: -1, -2, -3 …; that of a removed one is not given again."""
    return int(
        warehouse.query(
            "SELECT coalesce(min(activity_id), 0) - 1 AS next FROM raw.payloads WHERE source = 'manual_log'"
        ).item()
    )


def all_logs(warehouse: Warehouse) -> pl.DataFrame:
    """Every logged session that stands, the newest first.

    Columns: athlete_id, activity_id, local_start_at, start_at, intervention, kind, minutes, is_easy, counts, reason,
    name, description, note.
    """
    return warehouse.query(
        "SELECT l.athlete_id, l.activity_id, a.local_start_at, a.start_at, l.intervention,"
        " coalesce(l.kind, s.kind) AS kind, l.minutes, l.is_easy, s.counts, s.reason, a.name, a.description, l.note"
        " FROM core.logged_sessions l JOIN core.activities a USING (athlete_id, activity_id)"
        " LEFT JOIN mart.sessions s USING (athlete_id, activity_id, intervention)"
        " ORDER BY a.start_at DESC, l.activity_id"
    )
