"""Steady stretches of running become a monthly proxy for running economy."""

from math import factorial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.running_efficiency import RunningEfficiency

#: Easy: between these shares of the highest heart rate.
EASY_SHARES = (0.65, 0.80)
#: Enough for the ends of a 95 % interval to be steady to about a tenth of its width.
REPLICATES = 500
INTERVAL_PCT = (2.5, 97.5)

#: Chances of at most 0, 1, 2 … events where one is expected; beyond 11 a double cannot tell it from 1.
POISSON_CDF = np.cumsum([np.exp(-1) / factorial(count) for count in range(12)])

MONTH = ["athlete_id", "month"]


def running_efficiency(
    easy_windows: pl.DataFrame, activities: pl.DataFrame, field_maximum: pl.DataFrame
) -> pl.DataFrame:
    """mart.running_efficiency from core.easy_windows and core.activities, duplicates left out.

    `field_maximum` has `athlete_id` and `field_maximum_bpm`, the highest heart rate seen in the field; athletes
    without one have no rows. Per athlete and month: the median of grade-adjusted metres per heartbeat over windows at
    65–80 % of it, their interquartile range, and a 95 % bootstrap interval of the median.
    """
    share = pl.col("mean_heartrate_bpm") / pl.col("field_maximum_bpm")
    value = pl.col("metres_per_heartbeat")
    originals = activities.filter(pl.col("duplicate_of").is_null())
    windows = (
        easy_windows.join(field_maximum, on="athlete_id")
        .filter(share.is_between(*EASY_SHARES))
        .join(originals.select("athlete_id", "activity_id", "local_date"), on=["athlete_id", "activity_id"])
        .with_columns(month=pl.col("local_date").dt.truncate("1mo"))
        .sort(*MONTH, "metres_per_heartbeat", "activity_id", "start_time_s")
    )
    months = windows.group_by(MONTH, maintain_order=True).agg(
        runs=pl.col("activity_id").n_unique().cast(pl.Int64),
        windows=pl.len().cast(pl.Int64),
        metres_per_heartbeat=value.median(),
        metres_per_heartbeat_iqr=value.quantile(0.75, "linear") - value.quantile(0.25, "linear"),
    )
    low, high = _interval(windows, months["windows"].to_numpy())
    return months.with_columns(
        metres_per_heartbeat_low=pl.Series(low), metres_per_heartbeat_high=pl.Series(high)
    ).select(RunningEfficiency.columns())


def _interval(windows: pl.DataFrame, counts: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bootstrap interval of each month's median; `windows` sorted by month and value, `counts` of them in each.

    Windows of one run resemble each other, so runs are drawn and, within them, windows: a Poisson bootstrap, in which
    each weight is its own draw from a hash of what it weighs. A month's interval therefore depends on nothing but
    its own windows, and is the same on every computer.
    """
    if not len(counts):
        return np.zeros(0), np.zeros(0)
    value = windows["metres_per_heartbeat"].to_numpy()
    weight = _weights(windows["activity_id"].to_numpy(), windows["start_time_s"].to_numpy())
    begins = np.cumsum(counts) - counts
    total = np.add.reduceat(weight, begins, dtype=np.int32)
    of_month = np.repeat(np.arange(len(counts)), counts)
    reached = 2 * (np.cumsum(weight, axis=0, dtype=np.int32) - (np.cumsum(total, axis=0) - total)[of_month])
    # The weighted median: where half the weight is reached, or halfway to the next value when exactly half is.
    lower = np.add.reduceat(reached < total[of_month], begins, dtype=np.int32)
    upper = np.add.reduceat(reached <= total[of_month], begins, dtype=np.int32)
    last = (begins + counts - 1)[:, None]
    medians = (value[np.minimum(begins[:, None] + lower, last)] + value[np.minimum(begins[:, None] + upper, last)]) / 2
    # A month of one run is not drawn at all in a third of the replicates.
    low, high = np.nanpercentile(np.where(total > 0, medians, np.nan), INTERVAL_PCT, axis=1)
    return low, high


def _weights(activity_id: NDArray[np.int64], start_time_s: NDArray[np.int64]) -> NDArray[np.int32]:
    """How often each window (row) is drawn in each replicate (column)."""
    replicate = np.arange(REPLICATES).astype(np.uint64)
    run = _mixed(_mixed(activity_id.astype(np.uint64))[:, None] + replicate)
    window = _mixed(run + start_time_s.astype(np.uint64)[:, None])
    return _poisson(run) * _poisson(window)


def _poisson(bits: NDArray[np.uint64]) -> NDArray[np.int32]:
    """A Poisson number of mean 1 from 64 random bits."""
    uniform = (bits >> np.uint64(11)) * 2.0**-53
    return np.searchsorted(POISSON_CDF, uniform, side="right").astype(np.int32)


def _mixed(number: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Random bits from a number: the finaliser of SplitMix64 (Steele et al. 2014), wrapping at 64 bits."""
    mixed = number + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
