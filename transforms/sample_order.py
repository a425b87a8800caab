"""Samples that stand together, in the order of time: what stands beside another can be looked at as a vector."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray


def in_order(samples: pl.DataFrame, *order: str) -> pl.DataFrame:
    """Samples in the order of these columns: the ids of an activity, then its time.

    They nearly always are already, or lie in a few stretches that are, as they come out of a table: to look costs a
    twentieth of sorting them, and to move stretches a fifth.
    """
    first = stretches(samples, order)
    if len(first) <= 1:
        return samples
    heads = samples[first].select(order).with_row_index("stretch").sort(order)["stretch"].to_numpy()
    count = lengths(first, samples.height)[heads]
    moved = samples[np.arange(samples.height) + np.repeat(first[heads] - (np.cumsum(count) - count), count)]
    return moved if len(stretches(moved, order)) == 1 else samples.sort(order, maintain_order=True)


def stretches(samples: pl.DataFrame, order: Sequence[str]) -> NDArray[np.intp]:
    """The rows at which a stretch in the order of these columns begins."""
    *ids, time_s = (samples[name].to_numpy() for name in order)
    first = begins(*ids)
    is_later = np.ones(samples.height, dtype=bool)
    np.greater_equal(time_s[1:], time_s[:-1], out=is_later[1:])
    # The rows that begin an activity are few: there the ids decide, the first that differs.
    before = np.maximum(first - 1, 0)
    rises = np.zeros(len(first), dtype=bool)
    for column in reversed(ids):
        rises = np.where(column[first] == column[before], rises, column[first] > column[before])
    is_later[first] = rises
    return np.flatnonzero(~is_later)


def begins(*ids: NDArray[np.int64]) -> NDArray[np.intp]:
    """The rows at which one of several columns differs from the row before, the first row with them."""
    differs = np.zeros(max(len(ids[0]) - 1, 0), dtype=bool)
    for column in ids:
        differs |= column[1:] != column[:-1]
    return np.concatenate([np.arange(min(len(ids[0]), 1)), np.flatnonzero(differs) + 1])


def lengths(first: NDArray[np.intp], rows: int) -> NDArray[np.intp]:
    """How many of `rows` rows belong to each activity, from the rows at which activities begin."""
    return np.diff(first, append=rows)


def of_activities(samples: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """The samples of some activities, given by one or two columns of ids; the same frame if that is all of them."""
    first = begins(*(samples[name].to_numpy() for name in asked.columns))
    heads = samples[first].select(asked.columns).with_row_index("head")
    kept = heads.join(asked, on=asked.columns, how="semi")["head"].to_numpy()
    if len(kept) == len(first):
        return samples
    is_asked = np.zeros(len(first), dtype=bool)
    is_asked[kept] = True
    return samples.filter(pl.Series(np.repeat(is_asked, lengths(first, samples.height))))


def every_nth(
    first: NDArray[np.intp], rows: int, step: int, margin: int = 0
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Every `step`-th row of each activity but the outermost `margin`, and where in these each activity begins.

    `first` are the rows at which activities begin, each with more than twice the margin. Counted from an activity's own
    beginning, so that what is found does not depend on which activities share a batch.
    """
    counts = -(-(lengths(first, rows) - 2 * margin) // step)
    before = np.cumsum(counts) - counts
    row = np.repeat(first + margin - step * before, counts)
    row += step * np.arange(len(row))
    return row, before
