"""Sums that do not depend on the order of the rows."""

import polars as pl

#: Doses come from whole seconds: in milliseconds an hour is 3,600,000 and a minute 60,000, and three times 40 minutes
#: are exactly 2 hours.
DOSE_STEPS = 3_600_000


#: Polars divides a column by a number as a product with its inverse, but a column of one row as a quotient: the last
#: bit depends on how many rows there are. Rounding to millionths takes it away; where nothing is rounded, multiply
#: by the inverse.
PLACES = 6


def exact_sum(column: pl.Expr, steps: int = 1_000) -> pl.Expr:
    """Sum of a column as whole `1 / steps` of its unit; nulls count as nothing.

    Floating point sums change with the order of their terms, and a month rebuilt must equal the month synced.
    Thousandths keep what sources give: Strava rounds metres to 0.1, files to 0.01.
    """
    return ((column * steps).round().cast(pl.Int64).sum().cast(pl.Float64) / steps).round(PLACES)
