"""Activities summed by month and kind: what monthly_volume and monthly_volume_by_sport share."""

from datetime import date

import polars as pl

from transforms.exact_sum import exact_sum
from transforms.history import overlaps_unknown

#: The month of the first activity known is whole when that came on one of its first three days: a regular runner rests
#: for a day or two anyway. Later, nobody knows what was run before the record begins.
LATEST_FIRST_DAY = 3


def monthly_totals(activities: pl.DataFrame, history: pl.DataFrame, today: date, kind: str) -> pl.DataFrame:
    """Totals per athlete, month and value of the column `kind`, duplicates left out.

    `activities` is core.activities, `history` core.history. Months without activity are zero rows, from the first
    of the kind to the current month (or the last with an activity, should that lie ahead of `today`).
    """
    keys = ["athlete_id", "month", kind]
    totals = (
        activities.filter(pl.col("duplicate_of").is_null())
        .with_columns(month=pl.col("local_date").dt.truncate("1mo"))
        .group_by(keys)
        .agg(
            activities=pl.len().cast(pl.Int64),
            active_days=pl.col("local_date").n_unique().cast(pl.Int64),
            distance_m=exact_sum(pl.col("distance_m")),
            moving_time_s=pl.col("moving_time_s").sum(),
            elapsed_time_s=pl.col("elapsed_time_s").sum(),
            elevation_gain_m=exact_sum(pl.col("elevation_gain_m")),
            longest_m=pl.col("distance_m").max(),
        )
    )
    months = (
        totals.group_by("athlete_id", kind)
        .agg(first=pl.col("month").min(), last=pl.col("month").max())
        .with_columns(month=pl.date_ranges("first", pl.max_horizontal("last", pl.lit(today)), interval="1mo"))
        .explode("month")
        .select(keys)
    )
    return (
        months.join(totals, on=keys, how="left")
        .join(history, on="athlete_id", how="left")
        .with_columns(is_complete=_is_complete(today))
        .with_columns(
            pl.col("activities", "active_days", "moving_time_s", "elapsed_time_s").fill_null(0),
            pl.col("distance_m", "elevation_gain_m", "longest_m").fill_null(0.0),
        )
        .sort(keys)
    )


def _is_complete(today: date) -> pl.Expr:
    """Whether the month is over and the history holds all of it; without a history nothing is known to be whole."""
    end = pl.col("month").dt.month_end()
    known_from = pl.col("first_date").dt.offset_by(f"-{LATEST_FIRST_DAY - 1}d")
    is_here = (end < today) & (end <= pl.col("complete_until")) & (pl.col("month") >= known_from)
    return is_here.fill_null(False) & ~overlaps_unknown("month", end)
