"""A warehouse to try things in: it sees what has landed in the private file, and changes nothing there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from schemas.derivation import Derivation
from schemas.sessions import Sessions
from schemas.table import Table
from schemas.tables import TABLES
from warehouse.database import Warehouse, explain
from warehouse.ddl import create_table, literal, sql_type
from warehouse.errors import WarehouseUnavailable

#: The private file's name beside the scratch one.
KEPT = "kept"


@contextmanager
def open_scratch(path: Path) -> Iterator[Warehouse]:
    """A warehouse in memory that sees the raw tables of the file at `path`, has a copy of its books, and nothing else.

    What was derived stays behind, and so does how far that had come: the next derivation makes all of core and mart,
    here. The file is open for reading only, so that nothing that happens can change it, and nothing of the scratch
    warehouse outlives the process. Raises `WarehouseUnavailable` if the file cannot be read.
    """
    try:
        # Where memory ends, DuckDB writes beside the file, as it does for the file itself, and clears up.
        connection = duckdb.connect(":memory:", config={"temp_directory": f"{path}.tmp"})
        connection.execute("SET TimeZone='UTC'")
        # Samples take a quarter of the room when packed.
        connection.execute("ATTACH ':memory:' AS scratch (COMPRESS); USE scratch")
        connection.execute(f"ATTACH {literal(str(path))} AS {KEPT} (READ_ONLY)")
    except duckdb.Error as error:
        raise WarehouseUnavailable(explain(path, error)) from error
    try:
        warehouse = Warehouse(connection, path)
        for table in TABLES:
            stand_in(warehouse, table)
        yield warehouse
    finally:
        connection.close()


def stand_in(warehouse: Warehouse, table: type[Table]) -> None:
    """Make a table of the scratch warehouse: raw is looked through to, books are copied, the rest is empty."""
    kept = kept_columns(warehouse, table)
    name = table.full_name()
    # An older file may lack a column, or the table.
    columns = ", ".join(
        column if column in kept else f"NULL::{sql_type(dtype)} AS {column}" for column, dtype in table.dtypes().items()
    )
    if table.layer() == "raw" and kept:
        warehouse.execute("CREATE SCHEMA IF NOT EXISTS raw")
        warehouse.execute(f"CREATE VIEW {name} AS SELECT {columns} FROM {KEPT}.{name}")
        return
    warehouse.execute(";\n".join(create_table(table)))
    if table.layer() == "ops" and table is not Derivation and kept:
        warehouse.execute(f"INSERT INTO {name} BY NAME SELECT {columns} FROM {KEPT}.{name}")


def kept_columns(warehouse: Warehouse, table: type[Table]) -> list[str]:
    """The columns that a table has in the private file; none if it is not there."""
    return warehouse.query(
        "SELECT column_name FROM duckdb_columns()"
        " WHERE database_name = $kept AND schema_name = $layer AND table_name = $stem",
        {"kept": KEPT, "layer": table.layer(), "stem": table.stem()},
    )["column_name"].to_list()


def kept_sessions(warehouse: Warehouse) -> pl.DataFrame:
    """mart.sessions as it stands in the private file; empty where that has none yet."""
    if not kept_columns(warehouse, Sessions):
        return Sessions.none()
    columns = ", ".join(Sessions.columns())
    return warehouse.query(f"SELECT {columns} FROM {KEPT}.{Sessions.full_name()}")
