"""The data dictionary: what the table classes and the views say, for readers. An index, and a page for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.docs.blocks import row
from schemas.tables import TABLES
from schemas.told import Told, told
from warehouse.database import open_warehouse
from warehouse.sql_files import VIEWS, split_comment

HEAD = """\
# Data dictionary

Generated from the classes in this folder and the views' SQL by `python -m flows.docs`; do not edit it. A page per table
says what one row is, what would mislead a newcomer, what each column holds, and how to ask. Descriptions are also
DuckDB comments: `SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = 'sessions'`.

Tables about an athlete begin with `athlete_id`, since several may share a warehouse. Weeks are ISO weeks (Monday), and
days, weeks and months are the athlete's local calendar at the activity; instants (`_at`) are UTC. A column's last word
is its unit. Tables and columns marked **private** stay in `warehouse.duckdb`, out of the published copy.
"""
LAYERS = {
    "mart": "What people query.",
    "core": "Validated and typed, in SI units, one row per real thing.",
    "ops": "Runs, rejects, changes and freshness.",
    "raw": "What the source sent, verbatim and append-only. Everything else can be made anew from it, offline.",
}
#: The folder of the pages, beside the index.
PAGES = "dictionary"


@dataclass(frozen=True)
class View:
    """A view: what its SQL tells, and its columns with type and comment."""

    told: Told
    columns: list[tuple[str, str, str]]


def index() -> str:
    """The whole of `schemas/README.md`: every table and view with its first sentence, by layer."""
    return "\n".join([HEAD, *(line for name in LAYERS for line in layer(name))])


def layer(name: str) -> Iterator[str]:
    """One layer: its tables in the order in which they are made, then its views."""
    yield from (f"## {name}", "", LAYERS[name], "", row(["table", "holds"]), row(["---", "---"]))
    yield from (row([f"[{table}]({PAGES}/{table}.md)", summary]) for table, summary in of_layer(name))
    yield ""


def of_layer(layer_name: str) -> list[tuple[str, str]]:
    """Name and summary of a layer's tables, then of its views."""
    tables = [(table.full_name(), table.told().summary) for table in TABLES if table.layer() == layer_name]
    return tables + [(name, view.told.summary) for name, view in views().items() if name.startswith(f"{layer_name}.")]


@cache
def views() -> dict[str, View]:
    """Each view by name, as its file tells and DuckDB knows it."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in sorted(VIEWS.glob("*.sql"))}
    with TemporaryDirectory() as folder, open_warehouse(Path(folder) / "empty.duckdb") as warehouse:
        for statement in texts.values():
            warehouse.execute(statement)
        found = warehouse.query(
            "SELECT v.schema_name || '.' || v.view_name AS name, v.view_name, c.column_name, c.data_type, c.comment"
            " FROM duckdb_views() v JOIN duckdb_columns() c"
            " ON (c.schema_name, c.table_name) = (v.schema_name, v.view_name)"
            " WHERE NOT v.internal ORDER BY name, c.column_index"
        )
    seen: dict[str, View] = {}
    for name, stem, column, dtype, comment in found.rows():
        seen.setdefault(name, View(told(split_comment(texts[stem])[0]), [])).columns.append(
            (column, dtype, comment or "")
        )
    return seen
