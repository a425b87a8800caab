"""The read-only copy for SQL and BI: made aside, put in place by rename; a reader sees a whole night or none."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from schemas.table import Table
from schemas.tables import TABLES
from warehouse.database import Warehouse, is_about_the_disk, open_published, remove_database
from warehouse.ddl import create_table, literal
from warehouse.durable import draft_of, folder_to_disk, put_in_place, to_disk
from warehouse.errors import WarehouseUnavailable
from warehouse.ops import mark_published
from warehouse.sql_files import VIEWS, statements

#: The copy's name in the published folder.
COPY = "fivefold.duckdb"
#: Lies beside it while files are being put in place.
UNFINISHED = ".unfinished"
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

    It starts from the copy in place and renews the tables that differ. The copy itself says what it and the Parquet
    files hold, so whatever stops this in between, the next time renews what is not in them.
    Raises `WarehouseUnavailable` if the folder cannot be written.
    """
    held = vouched_for(folder)
    # A table or view that is no longer there must not stay behind in the copy.
    is_kin = held.keys() == content.keys() and held["views"] == content["views"]
    changed = [
        table
        for table in PUBLISHED
        if not is_kin
        or table.layer() == "ops"
        or held[table.full_name()] != content[table.full_name()]
        or not parquet_file(folder, table).exists()
    ]
    renew(warehouse, folder, changed, gps, content, from_scratch=not is_kin)


def publish_books(warehouse: Warehouse, folder: Path, gps: bool = False) -> None:
    """Renew the ops tables of the copy in place, if there is one; core and mart in it stay as they are."""
    held = vouched_for(folder)
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
    """Write `tables` as Parquet and into a copy of the copy, note its `content` in it, and put all of it in place.

    All is written aside first, where a full disk does no harm. Whatever ends this leaves each file as it was or as it
    shall be, and after a power cut a copy is in place only together with the Parquet files that it vouches for.
    """
    copy, files = folder / COPY, {table: parquet_file(folder, table) for table in tables}
    try:
        for layer in {file.parent for file in files.values()}:
            layer.mkdir(parents=True, exist_ok=True)
        remove_database(draft_of(copy))
        if not from_scratch:
            shutil.copyfile(copy, draft_of(copy))
        copy_tables(warehouse, draft_of(copy), tables, gps, content)
        for table, file in files.items():
            export_parquet(warehouse, table, draft_of(file), gps)
        with unfinished(folder):
            for file in files.values():
                draft_of(file).replace(file)
            for names in {folder, *(parent for file in files.values() for parent in file.parents[:2])}:
                folder_to_disk(names)
            put_in_place(draft_of(copy), copy)
    except (duckdb.Error, OSError) as error:
        if isinstance(error, duckdb.Error) and not is_about_the_disk(error):
            raise
        raise WarehouseUnavailable(
            f"The published copy in {folder} cannot be written; check the folder's permissions and free space."
        ) from error
    finally:
        with suppress(OSError):
            remove_database(draft_of(copy))
            for file in files.values():
                draft_of(file).unlink(missing_ok=True)


@contextmanager
def unfinished(folder: Path) -> Iterator[None]:
    """While this lasts, and if it is broken off, a mark in the folder says that the copy may vouch for another night.

    A night could be published in part, and what it had changed be as before in the next.
    """
    mark = folder / UNFINISHED
    mark.touch()
    folder_to_disk(folder)
    yield
    mark.unlink()


def vouched_for(folder: Path) -> dict[str, str]:
    """What the copy says that it and the Parquet files hold; of each table unknown after a publish that broke off."""
    held = held_contents(folder / COPY)
    return dict.fromkeys(held, "unknown") if (folder / UNFINISHED).exists() else held


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


def parquet_file(folder: Path, table: type[Table]) -> Path:
    """Where a table lies as Parquet in the published folder."""
    return folder / "parquet" / table.layer() / f"{table.stem()}.parquet"


def export_parquet(warehouse: Warehouse, table: type[Table], file: Path, gps: bool) -> None:
    """Write one table as Parquet, all of it on disk when this returns."""
    file.unlink(missing_ok=True)
    warehouse.execute(f"COPY ({rows_of(table, gps)}) TO {literal(str(file))} (FORMAT parquet, COMPRESSION zstd)")
    to_disk(file)
