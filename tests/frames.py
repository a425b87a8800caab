"""Valid frames from a few written-down values: what a row does not name is null, or the plainest value allowed."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from schemas.table import Table

PLAIN: dict[type[pl.DataType], Any] = {
    pl.Int64: 1,
    pl.Float64: 1.0,
    pl.String: "x",
    pl.Boolean: False,
    pl.Date: date(2026, 1, 1),
    pl.List: [],
    pl.Binary: b"",
}


def plain_value(column: Any) -> Any:
    """Null where allowed, else the first or least allowed value, else the plainest of its type."""
    if column.nullable:
        return None
    bounds = {name: value for check in column.checks for name, value in check.statistics.items()}
    if "allowed_values" in bounds:
        return next(iter(bounds["allowed_values"]))
    dtype = column.dtype.type
    if isinstance(dtype, pl.Datetime):
        return datetime(2026, 1, 1, tzinfo=UTC if dtype.time_zone else None)
    if bounds.get("min_value", 0) > 1:
        return bounds["min_value"]
    if bounds.get("max_value") == 0:
        return -1
    return PLAIN[dtype.base_type()]


def rows(table: type[Table], *values: dict[str, Any]) -> pl.DataFrame:
    """A validated frame of `table` with one row per dict, other columns plain."""
    plain = {name: plain_value(column) for name, column in table.to_schema().columns.items()}
    unknown = {name for row in values for name in row} - plain.keys()
    assert not unknown, f"{table.full_name()} has no {sorted(unknown)}"
    return table.validate(pl.DataFrame([plain | row for row in values], schema=table.dtypes(), orient="row"))
