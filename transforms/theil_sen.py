"""The slope of a few points that one odd point does not move much."""

import polars as pl


def theil_sen(points: pl.DataFrame, by: list[str], x: str, y: str) -> pl.DataFrame:
    """`by`, `slope`: per group the median of the slopes between all pairs of its points (Theil 1950, Sen 1968).

    `x` in whole numbers; pairs at the same `x` have no slope, and groups without a pair no row.
    """
    later = points.select(*by, x_later=x, y_later=y)
    slope = (pl.col("y_later") - pl.col(y)) / (pl.col("x_later") - pl.col(x))
    return (
        points.select(*by, x, y)
        .drop_nulls()
        .join(later.drop_nulls(), on=by)
        .filter(pl.col("x_later") > pl.col(x))
        .group_by(by)
        .agg(slope=slope.median())
    )


def shown(slope: pl.Expr, places: int) -> pl.Expr:
    """A slope to so many decimals; slopes that cancel each other may round to -0.0."""
    rounded = slope.round(places)
    return pl.when(rounded != 0).then(rounded).when(rounded.is_not_null()).then(0.0)
