"""Strength sets: read from the descriptions of strength activities."""

import polars as pl

from schemas.strength_sets import StrengthSets
from transforms.strength_lines import ACTIVITY, strength_lines
from transforms.strength_text import sets_in_lines


def strength_sets(activities: pl.DataFrame) -> pl.DataFrame:
    """core.activities → mart.strength_sets, in the order of the text.

    Only activities of the group 'strength' are read: elsewhere `5x5` is as likely an interval. The title is read where
    the description names no set.
    """
    lines = strength_lines(activities)
    if lines.is_empty():
        return StrengthSets.none()
    told = sets_in_lines(lines)
    described = told.filter(pl.col("field") == "description")
    titled = told.filter(pl.col("field") == "name").join(described, on=ACTIVITY, how="anti")
    return (
        pl.concat([described, titled])
        .sort(*ACTIVITY, "line_number", "piece_number", "repeat")
        .with_columns(
            set_number=pl.int_range(1, pl.len() + 1).over(ACTIVITY),
            source_text=pl.col("text").str.strip_chars(),
        )
        .select(StrengthSets.columns())
    )
