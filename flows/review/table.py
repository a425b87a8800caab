"""A table of the review as plain texts: headings, cells, and which columns hold numbers."""

import polars as pl

from flows.review.words import shown

#: How the unit at the end of a column's name is written.
UNITS = {"mps": "m/s", "pct": "%", "kg": "kg", "km": "km", "s": "s"}
#: What is not there.
ABSENT = "–"


def headings(rows: pl.DataFrame) -> list[str]:
    """Names of columns as people write them: `grade_pct` is `Grade, %`."""
    return [heading(name) for name in rows.columns]


def heading(name: str) -> str:
    """One of them."""
    words, _, unit = name.rpartition("_")
    if words and unit in UNITS:
        return f"{heading(words)}, {UNITS[unit]}"
    text = name.replace("_", " ")
    return text if name in UNITS else text[:1].upper() + text[1:]


def cells(rows: pl.DataFrame) -> list[list[str]]:
    """Rows as texts."""
    return [[ABSENT if cell is None else shown(cell) for cell in row] for row in rows.rows()]


def numeric(rows: pl.DataFrame) -> list[bool]:
    """Which columns stand to the right."""
    return [dtype.is_numeric() for dtype in rows.dtypes]
