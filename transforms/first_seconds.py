"""How far an effort comes in its first eight seconds: what sprinting is trained for."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.stream_grid import StreamGrid

#: A prescribed sprint lasts at least this long; a power of two, so that speed is distance without rounding.
FIRST_S = 8
#: A sprint of eight seconds may be measured a second shorter: its end is where speed falls below 80 % of the peak. The
#: eight seconds are then measured beyond its end, into the roll-out.
LEAST_DURATION_S = 7.0


def first_8s(
    grid: StreamGrid, activity: NDArray[np.int32], start_s: NDArray[np.float64], end_s: NDArray[np.float64]
) -> list[pl.Series]:
    """`first_8s_distance_m` and `first_8s_speed_mps` of each effort, from its start, between the grid's rows.

    Null for efforts shorter than seven seconds, and where a second of the eight was not recorded: smart recording, a
    pause, the end of the recording.
    """
    until_s = start_s + FIRST_S
    missing = np.cumsum(~grid.is_sample | (grid.pause_s > 0))
    first = grid.row_at(activity, start_s)
    last = np.minimum(grid.row_at(activity, until_s) + 1, len(missing) - 1)
    # A pause before the first second is rest, after it the sprint was interrupted.
    is_whole = grid.is_sample[first] & (missing[last] == missing[first]) & (end_s - start_s >= LEAST_DURATION_S)
    way_m = grid.distance_at(activity, until_s) - grid.distance_at(activity, start_s)
    distance_m = pl.Series("first_8s_distance_m", np.where(is_whole, np.maximum(way_m, 0.0), np.nan)).fill_nan(None)
    return [distance_m, (distance_m * (1 / FIRST_S)).alias("first_8s_speed_mps")]
