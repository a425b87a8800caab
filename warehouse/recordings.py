"""core.recordings: how much there is of some files, what has no counterpart, and what to match it with."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import polars as pl

from warehouse.database import Warehouse
from warehouse.raw import GONE


def known_at_strava(warehouse: Warehouse) -> pl.DataFrame:
    """Activities in core that Strava's API tells of, with the columns of `transforms.same_activity.KNOWN`."""
    return warehouse.query(
        "SELECT athlete_id, activity_id, start_at, elapsed_time_s, sport_type, upload_id, utc_offset_s,"
        " FALSE AS is_gone FROM core.activities WHERE source = 'strava_api' ORDER BY athlete_id, activity_id"
    )


def gone_at_strava(warehouse: Warehouse) -> pl.DataFrame:
    """Activities that Strava told of and now denies, as it listed them last, with the columns of `known_at_strava`."""
    return warehouse.query(
        f"WITH gone AS ({GONE.format(scope='')}), listed AS ("
        " SELECT athlete_id, activity_id, arg_max(body, payload_id) AS body FROM raw.summaries"
        " JOIN gone USING (athlete_id, activity_id) GROUP BY athlete_id, activity_id, gone_in"
        " HAVING max(payload_id) < gone_in)"
        " SELECT athlete_id, activity_id, try_cast(body ->> '$.start_date' AS TIMESTAMPTZ) AS start_at,"
        " try_cast(body ->> '$.elapsed_time' AS BIGINT) AS elapsed_time_s, body ->> '$.sport_type' AS sport_type,"
        " try_cast(body ->> '$.upload_id' AS BIGINT) AS upload_id,"
        " try_cast(body ->> '$.utc_offset' AS DOUBLE)::BIGINT AS utc_offset_s, TRUE AS is_gone"
        " FROM listed WHERE start_at IS NOT NULL ORDER BY athlete_id, activity_id"
    )


class Extent(NamedTuple):
    """How much core has of some files; None of nothing."""

    activities: int
    first_day: date | None
    """Local, as is the last."""
    last_day: date | None
    newest_start: datetime | None
    """UTC."""
    newest_listed: datetime | None
    """The same of rows of an export's list alone."""


def extent_of(warehouse: Warehouse, athlete_id: int, payload_ids: Sequence[int], now: datetime) -> Extent:
    """How much core has of some of an athlete's files. What begins later than `now` does so by a wrong clock."""
    return Extent(
        *warehouse.query(
            "SELECT count(DISTINCT activity_id), min(day), max(day), max(start_at) FILTER (start_at <= $now),"
            " max(start_at) FILTER (format = 'csv' AND start_at <= $now) FROM ("
            " SELECT *, (start_at + to_seconds(used_utc_offset_s))::DATE AS day FROM core.recordings"
            " WHERE athlete_id = $id) SEMI JOIN files USING (payload_id)",
            {"id": athlete_id, "now": now},
            files=pl.DataFrame({"payload_id": payload_ids}, schema={"payload_id": pl.Int64}),
        ).row(0)
    )


def unmatched(warehouse: Warehouse, athlete_id: int) -> tuple[int, int]:
    """How many rows of the newest list name a file that is not here, and how many files of exports no list names.

    Who unpacked an archive may have unpacked its files too: `.gz` makes no difference.
    """
    return warehouse.query(
        "WITH rows AS (SELECT payload_id, regexp_replace(lower(file_name), '\\.gz$', '') AS file FROM core.recordings"
        " WHERE athlete_id = $id AND format = 'csv' AND file_name IS NOT NULL),"
        " files AS (SELECT regexp_replace(lower(file_name), '\\.gz$', '') AS file FROM raw.files"
        " WHERE athlete_id = $id AND source = 'strava_export' AND format <> 'csv'),"
        " newest AS (FROM rows WHERE payload_id = (SELECT max(payload_id) FROM rows))"
        " SELECT (SELECT count(*) FROM newest ANTI JOIN files USING (file)),"
        " (SELECT count(*) FROM files ANTI JOIN rows USING (file))",
        {"id": athlete_id},
    ).row(0)
