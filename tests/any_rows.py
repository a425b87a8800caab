"""Rows for any table, of values that are easily lost on the way into another database."""

from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice

import polars as pl

from schemas.table import Table

ROWS = 18
NUL = "before\0after"
TEXTS = [
    "",
    "NULL",
    r"\N",
    '"quoted", and more',
    "two\r\nlines\n",
    "雪 🏃 é",
    "{1,NULL}",
    r"back\slash",
    "'; DROP",
    NUL,
]
FLOATS = [float("nan"), float("inf"), float("-inf"), 0.1 + 0.2, 5e-324, -1.7976931348623157e308, 0.0]
WHOLES = [0, 2**63 - 1, -(2**63), 1]
DAYS = [date(1, 1, 1), date(9999, 12, 31), date(1970, 1, 1)]
INSTANTS = [datetime(1, 1, 1, 0, 0, 0, 1), datetime(9999, 12, 31, 23, 59, 59, 999_999), datetime(1969, 12, 31, 23, 59)]


def values(dtype: pl.DataType) -> list:
    """What a column of this type may hold."""
    if isinstance(dtype, pl.Datetime):
        return [at.replace(tzinfo=UTC) if dtype.time_zone else at for at in INSTANTS]
    if isinstance(dtype, pl.List):
        return [[], values(dtype.inner), values(dtype.inner)[:1]]
    return {
        pl.Int64: WHOLES,
        pl.Float64: FLOATS,
        pl.String: TEXTS,
        pl.Date: DAYS,
        pl.Boolean: [True, False],
        pl.Binary: [b"", b"\0\xff"],
    }[dtype.base_type()]


def distinct(dtype: pl.DataType) -> list:
    """Different values."""
    first = datetime(2026, 1, 1, tzinfo=UTC)
    if isinstance(dtype, pl.Datetime):
        return [first + timedelta(seconds=i) for i in range(ROWS)]
    if dtype == pl.Date:
        return [first.date() + timedelta(days=i) for i in range(ROWS)]
    if dtype == pl.String:
        return [f"{text} {i}" for i, text in zip(range(ROWS), cycle(TEXTS), strict=False)]
    return list(range(ROWS))


def any_rows(table: type[Table]) -> pl.DataFrame:
    """Rows of a table with different keys; some of what may be null is null. An activity has three rows."""
    columns = {}
    for name, column in table.to_schema().columns.items():
        dtype = column.dtype.type
        if name in table.key()[:-1] and name.endswith("_id"):
            cells = [i // 3 for i in range(ROWS)]
        elif name in table.key():
            cells = distinct(dtype)
        else:
            cells = list(islice(cycle([*values(dtype), *([None] if column.nullable else [])]), ROWS))
        columns[name] = pl.Series(name, cells).cast(dtype)
    return pl.DataFrame(columns)
