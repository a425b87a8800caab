"""Imported files and the recordings in them: what is new, and what they are."""

import polars as pl

from warehouse.database import Warehouse

#: A file without its bytes.
ABOUT = "athlete_id, payload_id, source, format, file_name, body_sha256, size_bytes, imported_at"


def files(warehouse: Warehouse, named: pl.DataFrame) -> pl.DataFrame:
    """The files that `named` names (athlete_id, payload_id), each with its packed `body`, in the order of landing."""
    return warehouse.query(
        f"SELECT {ABOUT}, body FROM raw.files SEMI JOIN named USING (athlete_id, payload_id)"
        " WHERE payload_id BETWEEN $first AND $last ORDER BY payload_id",
        {"first": named["payload_id"].min(), "last": named["payload_id"].max()},
        named=named.select("athlete_id", "payload_id"),
    )


def known_at_strava(warehouse: Warehouse) -> pl.DataFrame:
    """Activities in core that Strava's API tells of, with the columns of `transforms.same_activity.KNOWN`."""
    return warehouse.query(
        "SELECT athlete_id, activity_id, start_at, elapsed_time_s, sport_type, upload_id, utc_offset_s"
        " FROM core.activities WHERE source = 'strava_api' ORDER BY athlete_id, activity_id"
    )
