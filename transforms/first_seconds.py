"""How far an effort comes in its first eight seconds: what sprinting is trained for."""

import numpy as np
import polars as pl

from transforms.effort_borders import shaped
from transforms.stream_grid import StreamGrid

#: A prescribed sprint lasts at least this long; a power of two, so that speed is distance without rounding.
FIRST_S = 8
#: A sprint of eight seconds may be measured a second shorter: its end is where speed falls below 80 % of the peak. The
#: eight seconds are then measured beyond its end, into the roll-out.
LEAST_DURATION_S = 7.0


def first_8s(grid: StreamGrid, borders: pl.DataFrame) -> list[pl.Series]:
    """`first_8s_distance_m` and `first_8s_speed_mps` of each effort (`activity, start_s, end_s, is_lap`).

    From the start by the shape of the speed, between the grid's rows, also where a lap was pressed: a thumb is a second
    early or late, which is 2–4 m, and a session with laps would differ from one without.

    Reps of one session err by 0.4–0.8 m against each other, and all alike by −0.9…−0.3 m, from where a start is seen
    and how receivers smooth [M: 200 simulated sessions, seven years of the synthetic athlete]. What is the same every
    day is no progress.

    Null for efforts shorter than seven seconds, and where a second of the eight was not recorded: smart recording, a
    pause, the end of the recording.
    """
    activity, start_s, end_s, is_lap = (borders[name].to_numpy() for name in ("activity", "start_s", "end_s", "is_lap"))
    lap = np.flatnonzero(is_lap)
    begin, end = grid.row_at(activity[lap], start_s[lap]), grid.row_at(activity[lap], end_s[lap]) + 1
    start_s = start_s.copy()
    start_s[lap] = np.maximum(shaped(grid, begin, end)[0], 0.0)
    until_s = start_s + FIRST_S
    missing = np.cumsum(~grid.is_sample | (grid.pause_s > 0))
    first = grid.row_at(activity, start_s)
    last = np.minimum(grid.row_at(activity, until_s) + 1, len(missing) - 1)
    # A pause before the first second is rest, after it the sprint was interrupted.
    is_whole = grid.is_sample[first] & (missing[last] == missing[first]) & (end_s - start_s >= LEAST_DURATION_S)
    way_m = grid.distance_at(activity, until_s) - grid.distance_at(activity, start_s)
    distance_m = pl.Series("first_8s_distance_m", np.where(is_whole, np.maximum(way_m, 0.0), np.nan)).fill_nan(None)
    return [distance_m, (distance_m * (1 / FIRST_S)).alias("first_8s_speed_mps")]
