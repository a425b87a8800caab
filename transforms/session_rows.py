"""What every row of mart.sessions has in common."""

import polars as pl

from schemas.sessions import Sessions
from transforms.rules import RULE_VERSION


def session_rows(verdicts: pl.DataFrame, intervention: str, dose_unit: str) -> pl.DataFrame:
    """Verdicts of one intervention as rows of mart.sessions, sorted by its key.

    `verdicts` has the columns of the table that differ between verdicts; `evidence` is a struct.
    """
    return (
        verdicts.with_columns(
            pl.lit(intervention).alias("intervention"),
            pl.lit(dose_unit).alias("dose_unit"),
            pl.col("dose").cast(pl.Float64),
            pl.col("confidence").cast(pl.Float64),
            pl.col("evidence").struct.json_encode(),
            pl.lit("rule").alias("decided_by"),
            pl.lit(RULE_VERSION).alias("rule_version"),
        )
        .select(Sessions.columns())
        .sort(Sessions.key())
    )


def minutes(seconds: pl.Expr) -> pl.Expr:
    """Seconds as minutes."""
    return seconds / 60


def said(number: pl.Expr, decimals: int = 0) -> pl.Expr:
    """A number as people write it: `25`, `1.5`; `?` where there is none."""
    rounded = number.round(decimals)
    text = (
        pl.when(rounded == rounded.floor())
        .then(rounded.cast(pl.Int64).cast(pl.String))
        .otherwise(rounded.cast(pl.String))
    )
    return text.fill_null("?")


def shortened(text: pl.Expr, characters: int = 60) -> pl.Expr:
    """Somebody's words, on one line and no longer than fits into a sentence."""
    line = text.str.replace_all(r"\s+", " ").str.strip_chars()
    return pl.when(line.str.len_chars() > characters).then(line.str.head(characters - 1) + "…").otherwise(line)
