"""The data dictionary: what the table classes say, for readers."""

import inspect
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandera.polars as pa

from flows.docs.blocks import row
from schemas.table import Table
from schemas.tables import TABLES
from warehouse.database import open_warehouse
from warehouse.ddl import sql_type
from warehouse.sql_files import VIEWS, statements

HEAD = """\
# Data dictionary

Generated from the classes in this folder by `python -m flows.docs`; do not edit it. Names and descriptions are also
DuckDB comments: `SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = 'sessions'`.

Weeks are ISO weeks (Monday), and days, weeks and months are the athlete's local calendar at the activity. A column's
last word is its unit. Tables and columns marked **private** stay in `warehouse.duckdb`, out of the published copy.
"""
LAYERS = {
    "raw": "What the source sent, verbatim and append-only. Everything else can be made anew from it, offline.",
    "core": "Validated and typed, in SI units, one row per real thing.",
    "mart": "What people query.",
    "ops": "Runs, rejects, changes and freshness.",
}
#: What the end of a name says.
UNITS = {
    "_mps_per_week": "m/s/week",
    "_kg_per_week": "kg/week",
    "_m_per_day": "m/day",
    "_mps": "m/s",
    "_m": "m",
    "_s": "s",
    "_pct": "%",
    "_bpm": "beats/min",
    "_spm": "steps/min",
    "_kg": "kg",
    "_c": "°C",
    "_hours": "h",
    "minutes": "min",
    "watts": "W",
    "_w": "W",
    "_at": "UTC",
    "lat": "°",
    "lon": "°",
}


def dictionary() -> str:
    """The whole of `schemas/README.md`."""
    return "\n".join([HEAD, contents(), *(layer(name) for name in LAYERS)])


def contents() -> str:
    """Every table and view with a link and its first sentence, by layer."""
    listed = (
        row([f"[{name}](#{anchor(name)})", summary]) for layer_name in LAYERS for name, summary in of_layer(layer_name)
    )
    return "\n".join([row(["table", "holds"]), row(["---", "---"]), *listed, ""])


def of_layer(layer_name: str) -> list[tuple[str, str]]:
    """Name and summary of a layer's tables, then of its views."""
    tables = [(table.full_name(), summary(table)) for table in TABLES if table.layer() == layer_name]
    return tables + [(name, text) for name, (text, _) in views().items() if name.startswith(f"{layer_name}.")]


def layer(name: str) -> str:
    """One layer: its tables in the order in which they are made, then its views."""
    tables = [section(table) for table in TABLES if table.layer() == name]
    seen = [view_section(view, *found) for view, found in views().items() if view.startswith(f"{name}.")]
    return "\n".join([f"## {name}", "", LAYERS[name], "", *tables, *seen])


def section(table: type[Table]) -> str:
    """One table: what it means, its key, its columns."""
    private = "**Private.** " if table.stays_private() else ""
    lines = [f"### {table.full_name()}", "", inspect.cleandoc(table.__doc__ or ""), ""]
    lines += [f"{private}Key: {', '.join(f'`{name}`' for name in table.key())}.", ""]
    lines += [row(["column", "type", "null", "unit", "allowed", "description"]), row(["---"] * 6)]
    gps = table.gps_columns()
    for name, column in table.to_schema().columns.items():
        mark = "**private** unless `FIVEFOLD_PUBLISH_GPS`. " if name in gps else ""
        cells = [f"`{name}`", sql_type(column.dtype.type), "null" if column.nullable else "", unit(name)]
        lines.append(row([*cells, allowed(column), mark + str(column.description)]))
    return "\n".join([*lines, ""])


def summary(table: type[Table]) -> str:
    """The first sentence about a table."""
    return (table.__doc__ or "").split("\n")[0]


def unit(name: str) -> str:
    """The unit that a column's name ends with; empty where it says none."""
    return next((text for ending, text in UNITS.items() if name == ending or name.endswith(ending)), "")


def allowed(column: pa.Column) -> str:
    """The values that a column may hold, as its checks say; empty where every value of its type may stand."""
    signs = {"min_value": {"greater_than": "> ", "greater_than_or_equal_to": "≥ "}}
    signs["max_value"] = {"less_than": "< ", "less_than_or_equal_to": "≤ "}
    parts = []
    for check in column.checks:
        for name, value in check.statistics.items():
            if name == "allowed_values":
                parts.append(", ".join(f"`{one}`" for one in value))
            else:
                spelled = f"{value:%Y-%m-%d}" if isinstance(value, datetime) else f"{value:,}"
                parts.append(f"{signs[name][check.name]}{spelled}")
    return ", ".join(parts)


def view_section(name: str, summary: str, columns: list[tuple[str, str]]) -> str:
    """One view: what it shows, its columns."""
    lines = [f"### {name}", "", f"A view. {summary}", "", row(["column", "type"]), row(["---", "---"])]
    return "\n".join([*lines, *(row([f"`{column}`", dtype]) for column, dtype in columns), ""])


@cache
def views() -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Comment and columns (name and type) of each view, as DuckDB knows them."""
    with TemporaryDirectory() as folder, open_warehouse(Path(folder) / "empty.duckdb") as warehouse:
        for statement in statements(VIEWS):
            warehouse.execute(statement)
        found = warehouse.query(
            "SELECT v.schema_name || '.' || v.view_name AS name, v.comment AS summary, c.column_name, c.data_type"
            " FROM duckdb_views() v JOIN duckdb_columns() c"
            " ON (c.schema_name, c.table_name) = (v.schema_name, v.view_name)"
            " WHERE NOT v.internal ORDER BY name, c.column_index"
        )
    seen: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for name, summary, column, dtype in found.rows():
        seen.setdefault(name, (summary, []))[1].append((column, dtype))
    return seen


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
