"""raw.files: which are here, what they hold, how they land, and whose they turn out to be."""

import polars as pl

from schemas.files import NOBODY, Files
from schemas.tables import TABLES
from warehouse.database import Warehouse, forget_derivation
from warehouse.ddl import create_table


def known_files(warehouse: Warehouse, athlete_id: int) -> pl.DataFrame:
    """What tells an athlete's files apart: payload_id, source, found_sha256, body_sha256."""
    return warehouse.query(
        "SELECT payload_id, source, found_sha256, body_sha256 FROM raw.files"
        " WHERE athlete_id = $id ORDER BY payload_id",
        {"id": athlete_id},
    )


def files(warehouse: Warehouse, named: pl.DataFrame) -> pl.DataFrame:
    """The files that `named` names (athlete_id, payload_id), each with its packed `body`, in the order of landing."""
    return warehouse.query(
        "SELECT * FROM raw.files SEMI JOIN named USING (athlete_id, payload_id)"
        " WHERE payload_id BETWEEN $first AND $last ORDER BY payload_id",
        {"first": named["payload_id"].min(), "last": named["payload_id"].max()},
        named=named.select("athlete_id", "payload_id"),
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
