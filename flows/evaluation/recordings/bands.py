"""Bands of grade and duration that figures are told apart by."""

from itertools import pairwise

import polars as pl

#: Lower bounds of all bands but the lowest, per cent and s; each band holds its lower bound.
GRADE_BANDS, DURATION_BANDS = (4.0, 6.0, 8.0, 12.0, 18.0), (6.0, 8.0, 10.0, 12.0)


def banded(column: str, bounds: tuple[float, ...]) -> pl.Expr:
    """Which band a column's value lies in, as text: `<4`, `4–6`, `≥18`; null of null."""
    names = [f"<{bounds[0]:g}", *(f"{low:g}–{high:g}" for low, high in pairwise(bounds)), f"≥{bounds[-1]:g}"]
    reached = pl.sum_horizontal((pl.col(column) >= bound).cast(pl.Int64) for bound in bounds)
    in_words = reached.replace_strict(dict(enumerate(names)), return_dtype=pl.String)
    return pl.when(pl.col(column).is_not_null()).then(in_words)
