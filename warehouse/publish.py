"""The read-only copy for SQL and BI: made aside, put in place by rename; a reader sees a whole night or none."""

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path

import duckdb

from schemas.table import Table
from schemas.tables import TABLES
from warehouse.database import Warehouse, open_published
from warehouse.ddl import create_table, literal
from warehouse.errors import WarehouseUnavailable
from warehouse.ops import mark_published
from warehouse.sql_files import VIEWS, statements

#: The copy's name in the published folder.
COPY = "fivefold.duckdb"
PUBLISHED = tuple(table for table in TABLES if not table.stays_private())


def contents(warehouse: Warehouse, gps: bool = False) -> dict[str, str]:
    """What a published copy would hold: a hash of each table, whatever the order of its rows, and of all views.

    A table's declaration is in its hash; of ops tables, which each run renews, that alone. `gps` says whether
    coordinates are in.
    """
    derived = [table for table in PUBLISHED if table.layer() != "ops"]
    sums = warehouse.query(
        " UNION ALL ".join(
            f"SELECT '{table.full_name()}' AS name, count(*) || ' ' || coalesce(sum(hash(t)::HUGEINT), 0) AS total"
            f" FROM (SELECT {', '.join(let_out(table, gps))} FROM {table.full_name()}) t"
            for table in derived
        )
    )
    rows = dict(sums.rows())
    held = {
        table.full_name(): sha256((rows.get(table.full_name()), create_table(table, only=let_out(table, gps))))
        for table in PUBLISHED
    }
    return held | {"views": sha256(statements(VIEWS))}


def content_sha256(content: dict[str, str]) -> str:
    """One hash of all of it: equal content, equal hash."""
    return sha256(sorted(content.items()))


def sha256(value: object) -> str:
    """Hash of a value's notation."""
    return hashlib.sha256(repr(value).encode()).hexdigest()


def let_out(table: type[Table], gps: bool) -> list[str]:
    """The columns that leave the private file."""
    return [name for name in table.columns() if gps or name not in table.gps_columns()]


def publish(warehouse: Warehouse, folder: Path, content: dict[str, str], gps: bool = False) -> None:
    """Replace `folder/fivefold.duckdb` and `folder/parquet/<layer>/<table>.parquet` by what `contents` told of.

    It starts from the copy in place and renews the tables that differ. The Parquet files come first: the copy itself
    says what it holds, so whatever stops this in between, the next time renews what is not in it.
    Raises `WarehouseUnavailable` if the folder cannot be written.
    """
    held = held_contents(folder / COPY)
    # A table or view that is no longer there must not stay behind in the copy.
    is_kin = held.keys() == content.keys() and held["views"] == content["views"]
    changed = [
        table
        for table in PUBLISHED
        if not is_kin or table.layer() == "ops" or held[table.full_name()] != content[table.full_name()]
    ]
    renew(warehouse, folder, changed, gps, content, from_scratch=not is_kin)


def publish_books(warehouse: Warehouse, folder: Path, gps: bool = False) -> None:
    """Renew the ops tables of the copy in place, if there is one; core and mart in it stay as they are."""
    held = held_contents(folder / COPY)
    if held:
        renew(warehouse, folder, [table for table in PUBLISHED if table.layer() == "ops"], gps, held)


def own_up(warehouse: Warehouse, folder: Path) -> None:
    """Let `ops.freshness` say what the copy in place says of itself: a publish that failed changed nothing there."""
    with suppress(WarehouseUnavailable), open_published(folder / COPY) as copy:
        for content, published_at in copy.query("SELECT content_sha256, published_at FROM ops.freshness").rows():
            mark_published(warehouse, content, published_at)


def renew(
    warehouse: Warehouse,
    folder: Path,
    tables: list[type[Table]],
    gps: bool,
    content: dict[str, str],
    from_scratch: bool = False,
) -> None:
    """Write `tables` as Parquet and into a copy of the copy, note its `content` in it, and put it in place."""
    fresh = folder / f".{COPY}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        for table in tables:
            export_parquet(warehouse, table, folder / "parquet", gps)
        if not from_scratch:
            shutil.copyfile(folder / COPY, fresh)
        copy_tables(warehouse, fresh, tables, gps, content)
        fresh.replace(folder / COPY)
    except (duckdb.IOException, OSError) as error:
        raise WarehouseUnavailable(
            f"The published copy in {folder} cannot be written; check the folder's permissions and free space."
        ) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def held_contents(copy: Path) -> dict[str, str]:
    """What the copy in place says that it holds; empty if there is none, or none that says so."""
    try:
        with open_published(copy) as opened:
            return dict(opened.query("SELECT table_name, content_sha256 FROM ops.contents").rows())
    except (WarehouseUnavailable, duckdb.Error):
        return {}


def copy_tables(
    warehouse: Warehouse, file: Path, tables: list[type[Table]], gps: bool, content: dict[str, str]
) -> None:
    """Copy tables into another DuckDB file with types, keys and comments; lay the views over them; note the content."""
    private = warehouse.query("SELECT current_database()").item()
    warehouse.execute(f"ATTACH {literal(str(file))} AS fresh")
    try:
        with warehouse.transaction():
            for table in tables:
                warehouse.execute(f"DROP TABLE IF EXISTS fresh.{table.full_name()}")
                warehouse.execute(";\n".join(create_table(table, "fresh", let_out(table, gps))))
                warehouse.execute(f"INSERT INTO fresh.{table.full_name()} {rows_of(table, gps)}")
            warehouse.execute("USE fresh")
            for statement in [*statements(VIEWS), *contents_view(content)]:
                warehouse.execute(statement)
    finally:
        warehouse.execute(f'USE "{private}"')
        warehouse.execute("DETACH fresh")


def contents_view(content: dict[str, str]) -> list[str]:
    """A view that tells what the copy holds, so that the next publish renews only what differs."""
    rows = ", ".join(f"({literal(name)}, {literal(sha)})" for name, sha in sorted(content.items()))
    return [
        f"CREATE OR REPLACE VIEW ops.contents AS FROM (VALUES {rows}) AS held(table_name, content_sha256)",
        "COMMENT ON VIEW ops.contents IS 'What each table of this copy holds, as a hash; of ops tables, their shape.'",
    ]


def rows_of(table: type[Table], gps: bool) -> str:
    """The query for all that is let out of a table, in the order of its key."""
    return f"SELECT {', '.join(let_out(table, gps))} FROM {table.full_name()} ORDER BY {', '.join(table.key())}"


def export_parquet(warehouse: Warehouse, table: type[Table], folder: Path, gps: bool) -> None:
    """Write one table as Parquet."""
    target = folder / table.layer() / f"{table.stem()}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".parquet.new")
    warehouse.execute(f"COPY ({rows_of(table, gps)}) TO {literal(str(fresh))} (FORMAT parquet, COMPRESSION zstd)")
    fresh.replace(target)
