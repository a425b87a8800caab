"""Rejected records with what they are: which activity, and the record itself as it came."""

import polars as pl

from warehouse.database import Warehouse

#: How `core` and `raw.payloads` name a record: its activity first, then perhaps a lap of it. Files have names of their
#: own, which may begin with a number.
ACTIVITY_ID = "CASE WHEN table_name <> 'core.recordings' THEN TRY_CAST(split_part(record_id, ' ', 1) AS BIGINT) END"


def rejected(warehouse: Warehouse) -> pl.DataFrame:
    """ops.quarantine with `activity_id`, `name` and `local_date` of the activity, null where it is not known.

    Of what an imported file holds, `is_file`, the name is the file's where it is of no known activity. From the private
    file also for activities that are not in core, by their listing entries; the published copy holds no raw.
    """
    titles = "SELECT NULL::BIGINT AS athlete_id, NULL::BIGINT AS activity_id, NULL::VARCHAR AS body WHERE FALSE"
    files = "SELECT NULL::BIGINT AS payload_id, NULL::VARCHAR AS file_name WHERE FALSE"
    if has_raw(warehouse):
        files = "SELECT payload_id, file_name FROM raw.files SEMI JOIN ops.quarantine USING (athlete_id, payload_id)"
        titles = (
            "SELECT athlete_id, activity_id, arg_max(body, payload_id) AS body FROM raw.summaries"
            " SEMI JOIN named USING (athlete_id, activity_id) GROUP BY ALL"
        )
    return warehouse.query(
        f"WITH named AS (SELECT *, {ACTIVITY_ID} AS activity_id FROM ops.quarantine), titles AS ({titles}),"
        f" files AS ({files})"
        " SELECT n.*, coalesce(a.name, t.body ->> '$.name', f.file_name) AS name,"
        " coalesce(a.local_date, TRY_CAST(left(t.body ->> '$.start_date_local', 10) AS DATE)) AS local_date,"
        " f.file_name IS NOT NULL OR n.table_name = 'core.recordings' AS is_file"
        " FROM named n LEFT JOIN core.activities a USING (athlete_id, activity_id)"
        " LEFT JOIN titles t USING (athlete_id, activity_id) LEFT JOIN files f USING (payload_id)"
        " ORDER BY n.table_name, n.rule, local_date DESC, n.record_id, n.payload_id"
    )


def has_raw(warehouse: Warehouse) -> bool:
    """Whether this is the private file."""
    return bool(warehouse.query("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'raw'").item())


def payloads_of(warehouse: Warehouse, rejected: pl.DataFrame) -> pl.DataFrame:
    """The rows of `raw.payloads` that hold these rejected records."""
    return warehouse.query(
        "SELECT * FROM raw.payloads SEMI JOIN named USING (athlete_id, payload_id) ORDER BY payload_id",
        named=rejected.select("athlete_id", "payload_id").unique(),
    )


def files_of(warehouse: Warehouse, rejected: pl.DataFrame) -> pl.DataFrame:
    """The rows of `raw.files` that hold these rejected records."""
    return warehouse.query(
        "SELECT * FROM raw.files SEMI JOIN named USING (athlete_id, payload_id) ORDER BY payload_id",
        named=rejected.select("athlete_id", "payload_id").unique(),
    )
