"""The read-only copy for SQL and BI, with Parquet files and pages: a reader sees a whole night or none."""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

import duckdb

from schemas.table import Table
from schemas.tables import TABLES
from warehouse.database import Warehouse, is_about_the_disk, open_published
from warehouse.ddl import create_table, literal
from warehouse.durable import to_disk
from warehouse.errors import WarehouseUnavailable
from warehouse.manifest import describe
from warehouse.ops import mark_published
from warehouse.sql_files import VIEWS, statements
from warehouse.versions import AT_ONCE, COPY, UNFINISHED, link_or_copy, new_version, sweep

#: Draws a page of the fresh copy, opened to be read, and of the page that is in place, empty where there is none.
Page = Callable[[Warehouse, str], str]
#: By file names.
Pages = Mapping[str, Page]
NO_PAGES: Pages = MappingProxyType({})
#: What rows `t` are, whatever their order: their number, and the sum of their hashes.
SUMMED = "count(*) || ' ' || coalesce(sum(hash(t)::HUGEINT), 0)"
PUBLISHED = tuple(table for table in TABLES if not table.stays_private())


def contents(warehouse: Warehouse, gps: bool = False) -> dict[str, str]:
    """What a published copy would hold: a hash of each table, whatever the order of its rows, and of all views.

    A table's declaration is in its hash; of ops tables, which each run renews, that alone. `gps` says whether
    coordinates are in.
    """
    derived = [table for table in PUBLISHED if table.layer() != "ops"]
    sums = warehouse.query(
        " UNION ALL ".join(
            f"SELECT '{table.full_name()}' AS name, {SUMMED} AS total"
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


def publish(
    warehouse: Warehouse, folder: Path, content: dict[str, str], gps: bool = False, pages: Pages = NO_PAGES
) -> dict[str, Exception]:
    """Put a new version of the published folder in place, which holds what `contents` told of and `pages` drawn of it.

    It starts from the version in place and renews the tables that differ. Returns what went wrong with each page that
    could not be drawn: the tables are worth more, and are published without it.
    Raises `WarehouseUnavailable` if the folder cannot be written; the version in place then stays.
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
    return renew(warehouse, folder, changed, gps, content, pages, from_scratch=not is_kin)


def publish_anew(
    warehouse: Warehouse, folder: Path, content: dict[str, str], gps: bool = False, pages: Pages = NO_PAGES
) -> dict[str, Exception]:
    """The same without taking anything from the versions before, which are removed at once.

    Who has one of their files open can read it until it is closed. Raises `WarehouseUnavailable`.
    """
    failed = renew(warehouse, folder, list(PUBLISHED), gps, content, pages, from_scratch=True)
    sweep(folder, kept_s=AT_ONCE)
    return failed


def publish_books(
    warehouse: Warehouse, folder: Path, gps: bool = False, pages: Pages = NO_PAGES
) -> dict[str, Exception]:
    """A new version with the ops tables, if there is one in place; core and mart in it stay as they are."""
    held = vouched_for(folder)
    ops = [table for table in PUBLISHED if table.layer() == "ops"]
    return renew(warehouse, folder, ops, gps, held, pages) if held else {}


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
    pages: Pages,
    from_scratch: bool = False,
) -> dict[str, Exception]:
    """Make a version with `tables` written anew, all else as in the version before, and its `content` noted in it.

    Whatever ends this leaves the version in place, whole; after a power cut, too, it is that one or the new one.
    """
    try:
        with new_version(folder) as draft:
            copy = draft.path / COPY
            before = None if from_scratch else draft.before
            if before:
                shutil.copyfile(before / COPY, copy)
            copy_tables(warehouse, copy, tables, gps, content)
            to_disk(copy)
            for table in tables:
                export_parquet(warehouse, table, parquet_file(draft.path, table), gps)
            carried = carry_over(before, draft.path) if before else []
            with open_published(copy) as opened:
                failed = draw(opened, pages, draft.path, before)
                describe(draft, opened, content_sha256(content), carried, sorted(failed))
        (folder / UNFINISHED).unlink(missing_ok=True)
    except (duckdb.Error, OSError) as error:
        if isinstance(error, duckdb.Error) and not is_about_the_disk(error):
            raise
        raise WarehouseUnavailable(
            f"The published copy in {folder} cannot be written; check the folder's permissions and free space."
        ) from error
    return failed


def carry_over(before: Path, draft: Path) -> list[Path]:
    """Let the Parquet files that were not written anew be those of the version before; returns them."""
    files = {file: draft / file.relative_to(before) for file in before.glob("parquet/*/*.parquet")}
    carried = {file: target for file, target in files.items() if not target.exists()}
    for file, target in carried.items():
        link_or_copy(file, target)
    return list(carried.values())


def draw(copy: Warehouse, pages: Pages, draft: Path, before: Path | None) -> dict[str, Exception]:
    """Draw pages of an opened copy into a version; returns what went wrong with those that could not be drawn."""
    failed: dict[str, Exception] = {}
    for name, page in pages.items():
        try:
            text = page(copy, page_of(before, name))
        except Exception as error:
            # Whatever it is, the night's tables are not lost over it.
            failed[name] = error
            continue
        (draft / name).write_text(text, encoding="utf-8", newline="\n")
        to_disk(draft / name)
    return failed


def page_of(version: Path | None, name: str) -> str:
    """A page as it lies in a version; empty where there is none."""
    page = version / name if version else None
    return page.read_text(encoding="utf-8") if page and page.exists() else ""


def vouched_for(folder: Path) -> dict[str, str]:
    """What the copy in place says that it and the Parquet files hold; nothing where some may be of another night."""
    return {} if (folder / UNFINISHED).exists() else held_contents(folder / COPY)


def held_contents(copy: Path) -> dict[str, str]:
    """What the copy in place says that it holds; empty if there is none, or none that says so."""
    try:
        with open_published(copy) as opened:
            return contents_of(opened)
    except WarehouseUnavailable:
        return {}


def contents_of(copy: Warehouse) -> dict[str, str]:
    """What an opened copy says that it holds; empty if it does not say so."""
    try:
        return dict(copy.query("SELECT table_name, content_sha256 FROM ops.contents").rows())
    except duckdb.Error:
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
    file.parent.mkdir(parents=True, exist_ok=True)
    warehouse.execute(f"COPY ({rows_of(table, gps)}) TO {literal(str(file))} (FORMAT parquet, COMPRESSION zstd)")
    to_disk(file)
