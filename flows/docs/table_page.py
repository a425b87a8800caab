"""A page of the data dictionary: one table or view, with all that it tells."""

import re
from collections.abc import Iterator
from datetime import datetime

import pandera.polars as pa

from flows.docs.blocks import row
from flows.docs.dictionary import PAGES, View, views
from schemas.table import Table
from schemas.tables import TABLES
from schemas.told import Told
from warehouse.cookbook import recipes
from warehouse.ddl import sql_type

#: What the end of a name says.
UNITS = {
    "_mps_per_week": "m/s/week",
    "_kg_per_week": "kg/week",
    "_m_per_day": "m/day",
    "per_heartbeat": "m/beat",
    "per_heartbeat_low": "m/beat",
    "per_heartbeat_high": "m/beat",
    "per_heartbeat_iqr": "m/beat",
    "_mps": "m/s",
    "km": "km",
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
    "lat": "°",
    "lon": "°",
}
RECIPES = "../../warehouse/recipes/README.md"


def pages() -> dict[str, str]:
    """Every page by its path under `schemas/`."""
    tables = {table.full_name(): table_page(table) for table in TABLES}
    seen = {name: view_page(name, view) for name, view in views().items()}
    return {f"{PAGES}/{name}.md": text for name, text in (tables | seen).items()}


def table_page(table: type[Table]) -> str:
    """What a table means, its key, its columns, and how to ask it."""
    private = "**Private.** " if table.stays_private() else ""
    key = f"{private}Key: {', '.join(f'`{name}`' for name in table.key())}."
    columns = [row(["column", "type", "null", "unit", "allowed", "description"]), row(["---"] * 6)]
    gps = table.gps_columns()
    for name, column in table.to_schema().columns.items():
        mark = "**private** unless `FIVEFOLD_PUBLISH_GPS`. " if name in gps else ""
        dtype, is_null = sql_type(column.dtype.type), "null" if column.nullable else ""
        cells = [f"`{name}`", dtype, is_null, unit(name, dtype), allowed(column), mark + str(column.description)]
        columns.append(row(cells))
    return "\n".join(page(table.full_name(), table.told(), key, columns))


def view_page(name: str, view: View) -> str:
    """What a view shows, its columns, and how to ask it."""
    columns = [row(["column", "type", "unit", "description"]), row(["---"] * 4)]
    columns += [row([f"`{column}`", dtype, unit(column, dtype), comment]) for column, dtype, comment in view.columns]
    return "\n".join(page(name, view.told, "A view.", columns))


def page(name: str, told: Told, key: str, columns: list[str]) -> Iterator[str]:
    """The lines of a page."""
    yield from (f"# {name}", "", told.summary, "")
    if told.meaning:
        yield from (told.meaning, "")
    yield from (key, "")
    if told.misleads:
        yield from ("## What would mislead a newcomer", "", told.misleads, "")
    yield from ("## Columns", "", *columns, "")
    if told.example:
        yield from ("## An example", "", told.question, "", "```sql", told.example, "```", "")
    if asking := [f"[{one.name}]({RECIPES}#{one.name})" for one in recipes().values() if asks(one.sql, name)]:
        yield from (f"Asked by the recipes {', '.join(asking)}.", "")
    yield from ("[All tables](../README.md)", "")


def asks(sql: str, name: str) -> bool:
    """Whether a query reads a table or view."""
    return re.search(rf"\b{re.escape(name)}\b", sql) is not None


def unit(name: str, dtype: str) -> str:
    """The unit of a column, by its type or the end of its name; empty where these say none."""
    if dtype == "TIMESTAMPTZ":
        return "UTC"
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
