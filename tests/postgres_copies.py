"""Published copies for PostgreSQL to show, and what it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl
import psycopg

from schemas.activities import Activities
from schemas.freshness import Freshness
from schemas.laps import Laps
from schemas.sessions import Sessions
from schemas.streams import Streams
from schemas.table import Table
from tests.any_rows import any_rows
from warehouse.database import Warehouse, open_published
from warehouse.ddl import create_table
from warehouse.postgres.relations import Relation, relations
from warehouse.publish import PUBLISHED, let_out
from warehouse.sql_files import VIEWS, statements

#: Enough for whatever is not about each single table.
FEW = (Activities, Streams, Laps, Sessions, Freshness)


class Copies(NamedTuple):
    """Two nights in a few tables: on the second the sessions differ, and a sample of one activity is gone."""

    folder: Path
    yesterday: Warehouse
    today: Warehouse


@contextmanager
def one_night(folder: Path) -> Iterator[Warehouse]:
    """A copy with rows in every table, and the views."""
    made(folder / "night", PUBLISHED, statements(VIEWS))
    with open_published(folder / "night") as night:
        yield night


@contextmanager
def two_nights(folder: Path) -> Iterator[Copies]:
    made(folder / "yesterday", FEW)
    # Long texts, so that rows are on their way while the publish goes on.
    made(
        folder / "today",
        FEW,
        [
            "DELETE FROM core.streams WHERE activity_id = 1 AND time_s = 3",
            "UPDATE mart.sessions SET counts = NOT counts, evidence = repeat('long ', 10_000)",
        ],
    )
    with open_published(folder / "yesterday") as yesterday, open_published(folder / "today") as today:
        yield Copies(folder, yesterday, today)


def made(file: Path, tables: tuple[type[Table], ...], statements: list[str] | None = None) -> None:
    """Make a copy as `warehouse.publish` makes it, with any rows, and run statements in it."""
    with duckdb.connect(str(file)) as connection:
        copy = Warehouse(connection, file)
        copy.execute("SET TimeZone='UTC'")
        for table in tables:
            let = let_out(table, gps=False)
            copy.execute(";".join(create_table(table, only=let)))
            copy.append(table, any_rows(table).select(let))
        for statement in statements or []:
            copy.execute(statement)


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
    lists = [name for name, dtype in frame.schema.items() if dtype == pl.List(pl.String)]
    return frame.with_columns(
        pl.col(pl.String).str.replace_all("\0", "\ufffd", literal=True),
        *(pl.col(name).list.eval(pl.element().str.replace_all("\0", "\ufffd", literal=True)) for name in lists),
    )
