"""Files that were handed over: which are here, how they land, and to whom they turn out to belong."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import polars as pl

from schemas.files import NOBODY, Files
from schemas.tables import TABLES
from warehouse.database import Warehouse, forget_derivation
from warehouse.ddl import create_table


def known_files(warehouse: Warehouse, athlete_id: int) -> pl.DataFrame:
    """What tells an athlete's files apart: payload_id, source, format, file_name, found_sha256, body_sha256."""
    return warehouse.query(
        "SELECT payload_id, source, format, file_name, found_sha256, body_sha256 FROM raw.files"
        " WHERE athlete_id = $id ORDER BY payload_id",
        {"id": athlete_id},
    )


def land_files(warehouse: Warehouse, files: pl.DataFrame) -> None:
    """Keep files (rows of `Files`, numbered from `raw.next_payload_id`), all or none of them."""
    with warehouse.transaction():
        warehouse.append(Files, Files.validate(files))


def adopt(warehouse: Warehouse, athlete_id: int) -> None:
    """Let all that nobody in particular has handed over be this athlete's; core and mart are made anew from it."""
    with warehouse.transaction():
        for table in TABLES:
            name, nobodys = table.full_name(), f"FROM {table.full_name()} WHERE athlete_id = {NOBODY}"
            if table.layer() == "core":
                # To take millions of samples out of an index takes a quarter of a minute; this takes no time.
                warehouse.execute(";\n".join([f"DROP TABLE {name}", *create_table(table)]))
            elif "athlete_id" in table.columns():
                if table.layer() != "mart":
                    # An update of a key takes thirty times as long.
                    theirs = f"SELECT * REPLACE ($id::BIGINT AS athlete_id) {nobodys}"
                    warehouse.execute(f"INSERT INTO {name} BY NAME {theirs}", {"id": athlete_id})
                warehouse.execute(f"DELETE {nobodys}")
        forget_derivation(warehouse)


class Recorded(NamedTuple):
    """What core has of some files; None of nothing."""

    activities: int
    first_day: date | None
    """Local, as is the last."""
    last_day: date | None
    newest_start: datetime | None
    """UTC; what begins later than `now` does so by a clock that is wrong."""
    newest_listed: datetime | None
    """The same of rows of an export's list alone."""


def recorded_in(warehouse: Warehouse, athlete_id: int, payload_ids: Sequence[int], now: datetime) -> Recorded:
    """What core has of some of an athlete's files."""
    return Recorded(
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
        "WITH rows AS (SELECT payload_id, regexp_replace(file_name, '\\.gz$', '') AS file FROM core.recordings"
        " WHERE athlete_id = $id AND format = 'csv' AND file_name IS NOT NULL),"
        " files AS (SELECT regexp_replace(file_name, '\\.gz$', '') AS file FROM raw.files"
        " WHERE athlete_id = $id AND source = 'strava_export' AND format <> 'csv'),"
        " newest AS (FROM rows WHERE payload_id = (SELECT max(payload_id) FROM rows))"
        " SELECT (SELECT count(*) FROM newest ANTI JOIN files USING (file)),"
        " (SELECT count(*) FROM files ANTI JOIN rows USING (file))",
        {"id": athlete_id},
    ).row(0)
