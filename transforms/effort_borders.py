"""Where efforts begin and end, on the grid of seconds of many activities at once."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.sample_order import lengths
from transforms.stream_grid import PAUSE_S, StreamGrid

#: An effort begins above this multiple of easy effort and goes on until it falls below the second (measured on 302 real
#: runs: a plain threshold flags 34 of 158 ordinary runs, the hysteresis none).
ENTER_EFFORT = 1.45
LEAVE_EFFORT = 0.8 * ENTER_EFFORT
#: Grade-adjusted walking up a steep hill can pass for running: an effort is also run, not walked (≥ 2.2 m/s measured).
ENTER_SPEED_MPS = 2.2
LEAVE_SPEED_MPS = 1.8
#: Two efforts so close are one with a hiccup of the position between.
SAME_EFFORT_S = 2
#: Shorter surges are noise of the position.
LEAST_EFFORT_S = 3
#: Only short efforts have their borders set by the shape of the rise and fall; on long ones noise would cut them.
SHAPED_EFFORT_S = 30
#: Start at 30 % of the rise, end at 80 % of the peak: +0.8 s bias, 1.0 s standard deviation on 27 hand-timed sprints.
START_OF_RISE = 0.30
END_OF_PEAK = 0.80
#: Where the foot of the rise may lie before the detected start, s.
FOOT_S = 8
#: The speed of a second belongs to the half second before it.
CENTRE_S = 0.5


def detected_borders(grid: StreamGrid, effort_mps: NDArray[np.float32], easy_mps: NDArray[np.float64]) -> pl.DataFrame:
    """Efforts by hysteresis on grade-adjusted speed, with borders from the shape of the speed.

    `effort_mps` has a value per second of the grid, `easy_mps` one per activity. Gives `activity` (number on the grid),
    `start_s`, `end_s` on the stream's clock.
    """
    begin, end = merged(grid, *hysteresis(grid, effort_mps, easy_mps))
    is_long_enough = end - begin >= LEAST_EFFORT_S
    begin, end = begin[is_long_enough], end[is_long_enough]
    start_s = grid.time_s[begin] - CENTRE_S
    # Counted from the last second inside: the row after it may stand on the far side of a pause.
    end_s = grid.time_s[end - 1] + CENTRE_S
    is_short = end - begin <= SHAPED_EFFORT_S
    start_s[is_short], end_s[is_short] = shaped(grid, begin[is_short], end[is_short])
    # No effort reaches back into the one before, nor before the recording.
    earliest_s = np.zeros(len(begin))
    is_followed = grid.activity[begin[1:]] == grid.activity[begin[:-1]]
    earliest_s[1:] = np.where(is_followed, grid.time_s[end[:-1] - 1] + 1, 0.0)
    start_s = np.maximum(start_s, earliest_s)
    return pl.DataFrame({"activity": grid.activity[begin], "start_s": start_s, "end_s": end_s})


def hysteresis(
    grid: StreamGrid, effort_mps: NDArray[np.float32], easy_mps: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First row of each effort and the row after its last."""
    easy = np.repeat(easy_mps.astype(np.float32), lengths(grid.first, len(grid.activity)))
    enters = (effort_mps >= ENTER_EFFORT * easy) & (grid.speed_mps >= ENTER_SPEED_MPS)
    leaves = (effort_mps < LEAVE_EFFORT * easy) | (grid.speed_mps < LEAVE_SPEED_MPS)
    leaves |= grid.is_padding | (grid.pause_s > 0)
    enters &= ~leaves
    # Each entry lasts until the next row that leaves; one before that is still the same effort. Padding always leaves.
    begin, end = np.flatnonzero(enters), np.flatnonzero(leaves)
    end = end[np.searchsorted(end, begin)]
    is_new = np.append(True, begin[1:] > end[:-1])[: len(begin)]
    return begin[is_new], end[is_new]


def merged(
    grid: StreamGrid, begin: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Efforts with those joined that lie within two seconds of each other."""
    if not len(begin):
        return begin, end
    apart = grid.clock[begin[1:]] - grid.clock[end[:-1] - 1] - 1 > SAME_EFFORT_S
    return begin[np.append(True, apart)], end[np.append(apart, True)]


def shaped(
    grid: StreamGrid, begin: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Start and end of short efforts, in seconds, between the grid's rows.

    All efforts at once: one row each of a window of speeds around them.
    """
    columns = np.arange(-FOOT_S, SHAPED_EFFORT_S + 4)
    rows = np.clip(begin[:, None] + columns, 0, len(grid.speed_mps) - 1)
    speed = grid.speed_mps[rows]
    length = (end - begin)[:, None]
    is_inside = (columns >= 0) & (columns < length)
    at_peak = np.argmax(np.where(is_inside, speed, -1), axis=1)[:, None]
    peak = np.take_along_axis(speed, at_peak, axis=1)

    position = np.arange(len(columns))
    before = position <= at_peak
    # Seconds before a pause are not the foot of this rise, but the second after it, standing, is.
    foot = np.where(before & (columns <= 1), speed, np.inf).min(axis=1, keepdims=True)
    below = before & (speed < foot + START_OF_RISE * (peak - foot))
    last_below = np.where(below, position, -1).max(axis=1)
    start = crossing(speed, last_below, (foot + START_OF_RISE * (peak - foot))[:, 0])

    high = (position >= at_peak) & (columns <= length + 1) & (speed >= END_OF_PEAK * peak)
    last_high = np.where(high, position, -1).max(axis=1)
    finish = crossing(speed, last_high, END_OF_PEAK * peak[:, 0])
    first = grid.time_s[begin] - FOOT_S - CENTRE_S
    return np.maximum(first + start, grid.time_s[begin] - PAUSE_S), first + finish


def crossing(speed: NDArray[np.float32], at: NDArray[np.int64], level: NDArray[np.floating]) -> NDArray[np.float64]:
    """Where, from column `at` to the next, each row's speed passes `level`."""
    row = np.arange(len(speed))
    here = speed[row, np.maximum(at, 0)]
    there = speed[row, np.minimum(at + 1, speed.shape[1] - 1)]
    rise = np.where(there == here, 1, there - here)
    return np.maximum(at, 0) + np.clip((level - here) / rise, 0.0, 1.0)
