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
    text = name.replace("_", " ").replace("cross training", "cross-training")
    return text if name in UNITS else text[:1].upper() + text[1:]


def cells(rows: pl.DataFrame) -> list[list[str]]:
    """Rows as texts; numbers of a column with as many decimals as its finest."""
    columns = [column(rows[name]) for name in rows.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def column(values: pl.Series) -> list[str]:
    """One column of them."""
    texts = [ABSENT if value is None else shown(value) for value in values.to_list()]
    if not values.dtype.is_float():
        return texts
    decimals = max((len(text.partition(".")[2]) for text in texts), default=0)
    return [ABSENT if value is None else f"{value:.{decimals}f}" for value in values.to_list()]


def numeric(rows: pl.DataFrame) -> list[bool]:
    """Which columns stand to the right."""
    return [dtype.is_numeric() for dtype in rows.dtypes]
