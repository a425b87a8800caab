"""A figure: one thing counted or measured of a classifier, with how sure it is."""

import polars as pl

from flows.evaluation.intervals import wilson

FIGURES_SCHEMA = {
    "classifier": pl.String(),
    "condition": pl.String(),
    "metric": pl.String(),
    "value": pl.Float64(),
    "low": pl.Float64(),
    "high": pl.Float64(),
    "n": pl.Int64(),
}
#: A row of that.
Figure = tuple[str, str, str, float | None, float | None, float | None, int]


def share(classifier: str, condition: str, metric: str, hits: int, n: int) -> Figure:
    """A share with its interval; nulls where nothing was counted."""
    low, high = wilson(hits, n)
    return classifier, condition, metric, hits / n if n else None, low, high, n
