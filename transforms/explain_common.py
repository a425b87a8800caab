"""Conditions that several interventions share, as an explanation shows them."""

import polars as pl

from transforms.criteria import Criterion

#: A second recording of a workout steps back (core.activities.duplicate_of).
IS_KEPT = Criterion(
    "no better recording of the same workout",
    pl.col("duplicate_of").is_null(),
    shown=pl.when(pl.col("duplicate_of").is_null())
    .then(pl.lit("none"))
    .otherwise(pl.coalesce("duplicate_reason", pl.format("activity {} is kept", "duplicate_of"))),
    wanted="none",
)
