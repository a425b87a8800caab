"""The read-only copy for SQL and BI: made aside, put in place by rename; a reader sees a whole night or none."""

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path

import duckdb

from schemas.table import Table
from schemas.tables import TABLES
from warehouse.database import Warehouse
from warehouse.ddl import create_table, literal
from warehouse.errors import WarehouseUnavailable
from warehouse.sql_files import VIEWS, statements

PUBLISHED = tuple(table for table in TABLES if not table.stays_private())


def content_sha256(warehouse: Warehouse, gps: bool = False) -> str:
    """Hash of what a published copy holds: equal content, equal hash, whatever the order of the rows.

    It covers the rows of core and mart, how tables and views are declared, and whether coordinates are in.
    """
    derived = [table.full_name() for table in TABLES if table.layer() in ("core", "mart")]
    sums = warehouse.query(
        " UNION ALL ".join(
            f"SELECT '{name}' AS name, count(*) AS n, coalesce(sum(hash(t)::HUGEINT), 0)::VARCHAR AS total"
            f" FROM {name} t"
            for name in derived
        )
    )
    declared = [create_table(table) for table in PUBLISHED], statements(VIEWS), gps
    return hashlib.sha256(repr((sorted(sums.rows()), declared)).encode()).hexdigest()


def publish(warehouse: Warehouse, folder: Path, gps: bool = False, only_ops: bool = False) -> None:
    """Replace `folder/fivefold.duckdb` and `folder/parquet/<layer>/<table>.parquet`.

    `gps` lets coordinates out. `only_ops` starts from the copy in place and renews the ops tables alone: enough when
    core and mart are what they were. Raises `WarehouseUnavailable` if the folder cannot be written.
    """
    target, fresh = folder / "fivefold.duckdb", folder / ".fivefold.duckdb.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        if only_ops and target.exists():
            shutil.copyfile(target, fresh)
            tables = [table for table in PUBLISHED if table.layer() == "ops"]
        else:
            tables = list(PUBLISHED)
        copy_tables(warehouse, fresh, tables, gps)
        fresh.replace(target)
        for table in tables:
            export_parquet(warehouse, table, folder / "parquet", gps)
    except (duckdb.IOException, OSError) as error:
        raise WarehouseUnavailable(
            f"The published copy in {folder} cannot be written; check the folder's permissions and free space."
        ) from error
    finally:
        with suppress(OSError):  # what could not be written has just been said
            fresh.unlink(missing_ok=True)


def copy_tables(warehouse: Warehouse, file: Path, tables: list[type[Table]], gps: bool) -> None:
    """Copy tables into another DuckDB file with their types, keys and comments, and lay the views over them."""
    warehouse.execute(f"ATTACH {literal(str(file))} AS fresh")
    try:
        with warehouse.transaction():
            for table in tables:
                warehouse.execute(f"DROP TABLE IF EXISTS fresh.{table.full_name()}")
                without = () if gps else tuple(table.gps_columns())
                for statement in create_table(table, "fresh", without):
                    warehouse.execute(statement)
                columns = ", ".join(name for name in table.columns() if name not in without)
                warehouse.execute(
                    f"INSERT INTO fresh.{table.full_name()} SELECT {columns} FROM {table.full_name()}"
                    f" ORDER BY {', '.join(table.key())}"
                )
            warehouse.execute("USE fresh")
            for statement in statements(VIEWS):
                warehouse.execute(statement)
    finally:
        warehouse.execute("USE warehouse")
        warehouse.execute("DETACH fresh")


def export_parquet(warehouse: Warehouse, table: type[Table], folder: Path, gps: bool) -> None:
    """Write one table as Parquet, in the order of its key."""
    target = folder / table.layer() / f"{table.stem()}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".parquet.new")
    columns = ", ".join(name for name in table.columns() if gps or name not in table.gps_columns())
    warehouse.execute(
        f"COPY (SELECT {columns} FROM {table.full_name()} ORDER BY {', '.join(table.key())})"
        f" TO {literal(str(fresh))} (FORMAT parquet, COMPRESSION zstd)"
    )
    fresh.replace(target)
