"""Which activities the source is known to have, which of them a listing lacks, which are to be asked for again."""

from datetime import datetime

import polars as pl

from schemas.suspects import Suspects
from warehouse.database import Warehouse
from warehouse.raw import ASKED_FROM, GONE, IS_ASKED_FOR

#: Everything of an athlete's that Strava has listed and not taken away since, by its newest listing entry, as far back
#: as it is asked for. What was logged by hand was never listed.
KNOWN = f"""
WITH gone AS ({GONE.format(scope="")}), listed AS (
    SELECT athlete_id, activity_id, max(payload_id) AS payload_id, arg_max(body, payload_id) AS body
    FROM raw.summaries WHERE athlete_id = $athlete_id GROUP BY ALL
), known AS (
    SELECT athlete_id, activity_id, listed.payload_id,
           try_cast(json_extract_string(listed.body, '$.start_date') AS TIMESTAMPTZ) AS start_at,
           coalesce(json_extract_string(listed.body, '$.visibility') = 'only_me', FALSE)
           OR coalesce(json_extract_string(listed.body, '$.private') = 'true', FALSE) AS is_private
    FROM listed LEFT JOIN gone USING (athlete_id, activity_id)
    JOIN (SELECT athlete_id, payload_id FROM raw.payloads WHERE source = 'strava_api') USING (athlete_id, payload_id)
    LEFT JOIN {ASKED_FROM} USING (athlete_id)
    WHERE coalesce(gone_in < listed.payload_id, TRUE) AND {IS_ASKED_FOR}
)
"""

#: What the source tells by itself, one row per activity however many events; those about no activity of ours are none.
TOLD = """
INSERT INTO ops.suspects BY NAME
SELECT athlete_id, activity_id, 'event' AS reason, min(received_at) AS noticed_at
FROM events
SEMI JOIN raw.summaries USING (athlete_id, activity_id)
ANTI JOIN ops.suspects USING (athlete_id, activity_id)
GROUP BY athlete_id, activity_id
ORDER BY max(received_at) DESC, activity_id DESC
LIMIT greatest(0, $most - (SELECT count(*) FROM ops.suspects WHERE reason = 'event'))
"""


def count_known(warehouse: Warehouse, athlete_id: int) -> int:
    """How many activities Strava is known to have."""
    return int(warehouse.query(f"{KNOWN} SELECT count(*) FROM known", {"athlete_id": athlete_id}).item())


def unlisted(
    warehouse: Warehouse, athlete_id: int, seen: pl.DataFrame, after: datetime | None, before: datetime
) -> pl.DataFrame:
    """Known activities that started between these instants and that `seen` (activity_id) lacks.

    Columns: athlete_id, activity_id, payload_id of the newest listing entry, is_private.
    """
    return warehouse.query(
        f"{KNOWN} SELECT athlete_id, activity_id, payload_id, is_private FROM known"
        " WHERE start_at < $before AND start_at > coalesce($after, start_at - INTERVAL 1 DAY)"
        " AND activity_id NOT IN (SELECT activity_id FROM seen) ORDER BY activity_id",
        {"athlete_id": athlete_id, "before": before, "after": after},
        seen=seen.select("activity_id"),
    )


def notice(warehouse: Warehouse, missing: pl.DataFrame, at: datetime) -> None:
    """Enter activities (athlete_id, activity_id) that a listing lacks; what is a suspect already stays as it is."""
    warehouse.execute(
        "INSERT OR IGNORE INTO ops.suspects BY NAME"
        " SELECT athlete_id, activity_id, 'missing' AS reason, $at AS noticed_at FROM missing",
        {"at": at},
        missing=missing.select("athlete_id", "activity_id"),
    )


def suspect_by_event(warehouse: Warehouse, events: pl.DataFrame, most: int) -> None:
    """Note in `ops.suspects` the activities that `events` (athlete_id, activity_id, received_at) are about.

    At most so many stand there by events at any time; the latest told come first.
    """
    warehouse.execute(TOLD, {"most": most}, events=events)


def clear_listed(warehouse: Warehouse, athlete_id: int, seen: pl.DataFrame) -> None:
    """What `seen` (activity_id) holds is not missing."""
    warehouse.execute(
        "DELETE FROM ops.suspects WHERE reason = 'missing' AND athlete_id = $athlete_id"
        " AND activity_id IN (SELECT activity_id FROM seen)",
        {"athlete_id": athlete_id},
        seen=seen.select("activity_id"),
    )


def suspects(warehouse: Warehouse, athlete_id: int) -> pl.DataFrame:
    """The rows of ops.suspects about an athlete, in the order in which they were noticed."""
    return warehouse.read(Suspects, "athlete_id = $id", {"id": athlete_id}).sort("noticed_at", "activity_id")


def release_suspects(warehouse: Warehouse, answered: pl.DataFrame) -> None:
    """Drop the activities in `answered` (athlete_id, activity_id) from the suspects."""
    warehouse.replace(Suspects, Suspects.none(), answered.select("athlete_id", "activity_id"))


def details_read(warehouse: Warehouse, athlete_id: int, after: datetime) -> pl.DataFrame:
    """When the details of known activities that started after an instant were last read.

    Columns: athlete_id, activity_id, start_at, read_at.
    """
    return warehouse.query(
        f"{KNOWN}, fetched AS ("
        " SELECT athlete_id, activity_id, max(fetched_at) AS fetched_at FROM raw.payloads"
        " WHERE kind = 'activity' AND http_status = 200 GROUP BY ALL)"
        " SELECT athlete_id, activity_id, start_at, greatest(fetched_at, read_at) AS read_at"
        " FROM known JOIN fetched USING (athlete_id, activity_id) LEFT JOIN ops.rereads USING (athlete_id, activity_id)"
        " WHERE start_at > $after ORDER BY activity_id",
        {"athlete_id": athlete_id, "after": after},
    )


def rejected(warehouse: Warehouse, athlete_id: int) -> pl.DataFrame:
    """Known activities a record of which core did not take, as it came.

    Columns: athlete_id, activity_id, with_streams (its samples are among what was not taken), noticed_at, and read_at,
    when it was last asked for.
    """
    return warehouse.query(
        f"{KNOWN}, rejects AS ("
        " SELECT athlete_id, payload_id, try_cast(split_part(record_id, ' ', 1) AS BIGINT) AS activity_id, table_name,"
        " first_seen_at FROM ops.quarantine WHERE table_name LIKE 'core.%')"
        " SELECT athlete_id, activity_id, bool_or(table_name = 'core.streams') AS with_streams,"
        " min(first_seen_at) AS noticed_at, greatest(max(fetched_at), max(read_at)) AS read_at"
        " FROM rejects SEMI JOIN known USING (athlete_id, activity_id)"
        " JOIN (SELECT athlete_id, payload_id, fetched_at FROM raw.payloads) USING (athlete_id, payload_id)"
        " LEFT JOIN ops.rereads USING (athlete_id, activity_id) GROUP BY athlete_id, activity_id ORDER BY activity_id",
        {"athlete_id": athlete_id},
    )
