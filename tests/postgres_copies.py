"""Two published copies for PostgreSQL to show, and what it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import polars as pl
import psycopg

from schemas.tables import TABLES
from tests.any_rows import any_rows
from warehouse.database import Warehouse, open_published, open_warehouse
from warehouse.postgres.relations import Relation, relations
from warehouse.publish import COPY, contents, publish


class Copies(NamedTuple):
    """Two nights with rows in every table: on the second a verdict differs, and a sample of one activity is gone."""

    folder: Path
    yesterday: Warehouse
    today: Warehouse


@contextmanager
def two_nights(folder: Path) -> Iterator[Copies]:
    with open_warehouse(folder / "warehouse.duckdb") as private:
        for table in TABLES:
            private.replace(table, any_rows(table))
        publish(private, folder / "yesterday", contents(private))
        private.execute("DELETE FROM core.streams WHERE activity_id = 1 AND time_s = 3")
        private.execute("UPDATE mart.weekly_adherence SET status = 'met' WHERE athlete_id = 2")
        publish(private, folder / "today", contents(private))
    with open_published(folder / "yesterday" / COPY) as yesterday, open_published(folder / "today" / COPY) as today:
        yield Copies(folder, yesterday, today)


def unlike(connection: psycopg.Connection, copy: Warehouse) -> list[str]:
    """The tables in which PostgreSQL does not show what a copy holds, to the last bit of each value."""
    return [
        relation.name
        for relation in relations(copy)
        if not shown(connection, relation, copy).equals(in_order(without_nul(copy.query(f"FROM {relation.name}"))))
    ]


def shown(connection: psycopg.Connection, relation: Relation, copy: Warehouse) -> pl.DataFrame:
    """What PostgreSQL shows of a table, as the copy would."""
    rows = connection.execute(f"SELECT {relation.names} FROM {relation.name}".encode()).fetchall()
    return in_order(pl.DataFrame(rows, schema=copy.query(f"FROM {relation.name} LIMIT 0").schema, orient="row"))


def in_order(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows in an order that depends on nothing but them."""
    return frame.sort([name for name, dtype in frame.schema.items() if not dtype.is_nested()])


def without_nul(frame: pl.DataFrame) -> pl.DataFrame:
    """Texts as PostgreSQL can keep them."""
    texts = pl.col(pl.String, pl.List(pl.String))
    as_texts = pl.element().str.replace_all("\0", "\ufffd", literal=True)
    return (
        frame.with_columns(
            pl.col(pl.String).str.replace_all("\0", "\ufffd", literal=True),
            pl.col(pl.List(pl.String)).list.eval(as_texts),
        )
        if frame.select(texts).width
        else frame
    )
