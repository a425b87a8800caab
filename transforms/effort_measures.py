"""What happened between and beside the borders of each effort, on the grid of seconds."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.altitude_noise import NOISY_M, climb_error
from transforms.first_seconds import first_8s
from transforms.stream_grid import StreamGrid

#: Walking ≤ 2.0 m/s, jogging ≥ 2.2 (measured).
RESTING_SPEED_MPS = 2.1
#: Steps a minute of both legs: walking 106–116, running ≥ 150 (measured). A slump of the position with legs at running
#: cadence is the position's fault, and the surge after it a catch-up: such seconds are no rest.
RUNNING_CADENCE_SPM = 136
#: Rest is looked for this long beside an effort.
REST_WINDOW_S = 35
#: Altitude follows by 1–3 s and starts before the first step: the lowest of these seconds around the start, the
#: highest of those after the end.
LOWEST_AROUND_START_S = range(-1, 4)
HIGHEST_AFTER_END_S = range(5)
#: By then the lagging altitude shows where the athlete was this long after the end, still rolling out up the hill.
ROLL_OUT_S = 2.0
#: How fast the athlete was beside an effort is asked of these seconds before its start and after its end: nearer lie
#: the borders' own error and the last steps of slowing down.
BESIDE_S = (3.0, 13.0)
#: The way back is looked at until so long after the end; it begins when the roll-out ends.
WAY_BACK_S = 16.0
#: With fewer of its seconds recorded, a lap's own distance is better than what lies between the samples.
SMEARED_SAMPLE_SHARE = 0.6
#: Longest effort whose peak is looked for second by second; longer ones have no use for it.
PEAK_WITHIN_S = 60


def measured(grid: StreamGrid, borders: pl.DataFrame, easy_mps: NDArray[np.float64]) -> pl.DataFrame:
    """Borders (`activity, start_s, end_s, is_lap, lap_distance_m`) become one row of measures each.

    `start_rest_s`, `end_rest_s`, `start_distance_m`, `end_distance_m` run through the activity, so that rest and way
    between any two efforts are differences.
    """
    activity, start_s, end_s = (borders[name].to_numpy() for name in ("activity", "start_s", "end_s"))
    first, last = grid.row_at(activity, start_s), grid.row_at(activity, end_s)
    window_begins = grid.row_at(activity, start_s - REST_WINDOW_S)
    window_ends = grid.row_at(activity, end_s + REST_WINDOW_S)
    # A window that ends within a pause takes the pause in.
    window_ends += grid.pause_s[np.minimum(window_ends + 1, len(grid.pause_s) - 1)] > 0
    begins_at = np.searchsorted(grid.activity, activity)
    rest_to_window_end_s, rest_until_s, rest_to_first_s, rest_to_last_s, rest_to_window_begin_s = sums_until(
        resting_seconds(grid), window_ends, begins_at, first, last, window_begins
    )
    rest_at_start = rest_to_first_s + paused_since(grid, first, start_s)
    rest_at_end = rest_to_last_s + paused_since(grid, last, end_s)
    way_from, way_to = grid.distance_at(activity, start_s), grid.distance_at(activity, end_s)
    window_s = end_s - grid.time_s[window_begins]
    cadence, cadence_share = mean_cadence(grid, first, last)
    samples_to_first, samples_to_last = sums_until(grid.is_sample, first, last)
    duration_s = end_s - start_s
    sample_share = (samples_to_last - samples_to_first) / np.maximum(last - first, 1)
    lap_m = borders["lap_distance_m"].to_numpy()
    # Between samples seconds apart a sprint is smeared into the walk beside it; the device's own lap is not.
    is_lap_better = (sample_share < SMEARED_SAMPLE_SHARE) & np.isfinite(lap_m)
    distance_m = np.where(is_lap_better, lap_m, np.maximum(way_to - way_from, 0.0))
    error_m = climb_error(grid.altitude_m, grid.first)[activity]
    return pl.DataFrame(
        {
            "athlete_id": grid.athlete_ids[activity],
            "activity_id": grid.activity_ids[activity],
            "start_time_s": start_s,
            "duration_s": duration_s,
            "distance_m": distance_m,
            "elevation_gain_m": np.where(
                error_m < NOISY_M,
                gain_m(grid, first, last) * roll_out_share(grid, activity, end_s, way_to - way_from),
                middling_gain_m(grid, first, last),
            ),
            "climb_error_m": error_m,
            "start_altitude_m": grid.altitude_m[first],
            "peak_speed_mps": highest_speed(grid, first, last),
            "cadence_spm": cadence,
            "cadence_share": cadence_share,
            "sample_share": sample_share,
            "rest_before_s": rest_at_start - rest_to_window_begin_s,
            "rest_after_s": rest_to_window_end_s - rest_to_last_s,
            "net_speed_mps": (way_to - grid.distance_m[window_begins]) / np.maximum(window_s, 1.0),
            "beside_speed_mps": np.maximum(
                mean_speed(grid, activity, start_s - BESIDE_S[1], start_s - BESIDE_S[0]),
                mean_speed(grid, activity, end_s + BESIDE_S[0], end_s + BESIDE_S[1]),
            ),
            "fall_after_m": fall_after(grid, activity, last, end_s),
            "way_after_m": np.maximum(
                grid.distance_at(activity, end_s + WAY_BACK_S) - grid.distance_at(activity, end_s + ROLL_OUT_S), 0.0
            ),
            "start_rest_s": rest_at_start - rest_until_s,
            "end_rest_s": rest_at_end - rest_until_s,
            "start_distance_m": way_from,
            "end_distance_m": way_to,
            "easy_effort_mps": easy_mps[activity],
            "is_lap": borders["is_lap"],
        }
    ).with_columns(*first_8s(grid, borders), *positions(grid, first, last))


def mean_speed(
    grid: StreamGrid, activity: NDArray[np.int32], from_s: NDArray[np.float64], until_s: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Mean speed between two moments, m/s; beyond the recording the athlete stands."""
    way_m: NDArray[np.float64] = grid.distance_at(activity, until_s) - grid.distance_at(activity, from_s)
    return np.maximum(way_m, 0.0) / (until_s - from_s)


def resting_seconds(grid: StreamGrid) -> NDArray[np.int64]:
    """Seconds of walking or standing that each row stands for; a pause in the recording is standing."""
    legs_run = grid.cadence_spm >= RUNNING_CADENCE_SPM
    is_resting = (grid.even_speed_mps <= RESTING_SPEED_MPS) & ~legs_run & ~grid.is_padding
    return np.where(grid.pause_s > 0, grid.pause_s, is_resting).astype(np.int64)


def paused_since(grid: StreamGrid, row: NDArray[np.int64], at_s: NDArray[np.float64]) -> NDArray[np.int64]:
    """Whole seconds of the pause after a row that have passed at a moment; 0 where no pause follows.

    A sprint straight out of a pause starts between the last row before it and the first after it: without these
    seconds the pause would be no part of the recovery.
    """
    after = np.minimum(row + 1, len(grid.pause_s) - 1)
    passed_s = np.floor(at_s).astype(np.int64) - grid.time_s[row]
    return np.where(after > row, np.clip(passed_s, 0, grid.pause_s[after]), 0).astype(np.int64)


def gain_m(grid: StreamGrid, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.float64]:
    """Climbed height of each effort, negative down-hill, NaN without altitude; immune to the altimeter's lag."""
    low, high = altitudes_beside(grid, first, last)
    gain: NDArray[np.float64] = np.max(high, axis=1, initial=-np.inf) - np.min(low, axis=1, initial=np.inf)
    return gain


def middling_gain_m(grid: StreamGrid, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.float64]:
    """Climbed height from the middle of the same seconds; NaN without altitude.

    The lowest and the highest of a noisy altitude lie apart on the flat too: by 1.2–1.9 m [M: labelled recordings].
    """
    low, high = altitudes_beside(grid, first, last)
    gain: NDArray[np.float64] = high[:, 1:].mean(axis=1) - low[:, :3].mean(axis=1)
    return gain


def altitudes_beside(
    grid: StreamGrid, first: NDArray[np.int64], last: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Altitudes around each effort's start, and after its end, in columns.

    Beyond a pause the athlete is elsewhere, mostly back down or up again: there the nearest on this side stands in.
    """
    end = len(grid.altitude_m) - 1
    around = np.clip(first[:, None] + np.array(LOWEST_AROUND_START_S), 0, end)
    after = np.clip(last[:, None] + np.array(HIGHEST_AFTER_END_S), 0, end)
    # The row after a pause bears its length.
    resumed = np.where(grid.pause_s[around] > 0, around, 0).max(axis=1, initial=0)
    stopped = np.where((grid.pause_s[after] > 0) & (after > last[:, None]), after - 1, end).min(axis=1, initial=end)
    return (
        grid.altitude_m[np.maximum(around, resumed[:, None])],
        grid.altitude_m[np.minimum(after, stopped[:, None])],
    )


def fall_after(
    grid: StreamGrid, activity: NDArray[np.int32], last: NDArray[np.int64], end_s: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Altitude lost from just after each effort's end until `WAY_BACK_S` after it, m; NaN without altitude.

    Negative where it went on up.
    """
    _, high = altitudes_beside(grid, last, last)
    top_m: NDArray[np.float64] = np.max(high, axis=1, initial=-np.inf)
    return top_m - grid.altitude_m[grid.row_at(activity, end_s + WAY_BACK_S)]


def roll_out_share(
    grid: StreamGrid, activity: NDArray[np.int32], end_s: NDArray[np.float64], way_m: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Share of the climb's way that lies before the end: the altitude's windows take in some of what comes after."""
    after_m = grid.distance_at(activity, end_s + ROLL_OUT_S) - grid.distance_at(activity, end_s)
    share: NDArray[np.float64] = way_m / np.maximum(way_m + after_m, 1.0)
    return share


def highest_speed(grid: StreamGrid, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.float64]:
    """Highest speed of each effort's first minute, m/s."""
    columns = np.arange(1, PEAK_WITHIN_S + 1)
    rows = np.minimum(first[:, None] + columns, last[:, None])
    peak: NDArray[np.float64] = grid.speed_mps[rows].max(axis=1, initial=0.0).astype(np.float64)
    return peak


def mean_cadence(
    grid: StreamGrid, first: NDArray[np.int64], last: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean steps a minute of each effort, drop-outs aside, and the share of its seconds that have any."""
    has_any = grid.cadence_spm > 0
    steps = np.where(has_any, np.rint(grid.cadence_spm), 0).astype(np.int64)
    steps_to_first, steps_to_last = sums_until(steps, first, last)
    seconds_to_first, seconds_to_last = sums_until(has_any, first, last)
    counted: NDArray[np.int64] = seconds_to_last - seconds_to_first
    return (steps_to_last - steps_to_first) / np.maximum(counted, 1), counted / np.maximum(last - first, 1)


def sums_until(values: NDArray[np.generic], *rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The sum of whole numbers from the grid's first row to each of some rows, that row with them.

    Few rows are asked for: to add up what lies between them takes a fifth of the time of a running sum.
    """
    asked = np.unique(np.concatenate(rows))
    if not len(asked):
        return [np.zeros(0, dtype=np.int64) for _ in rows]
    begins_at = np.append(0, asked[:-1] + 1)
    total = np.cumsum(np.add.reduceat(values[: asked[-1] + 1], begins_at, dtype=np.int64))
    return [total[np.searchsorted(asked, of)] for of in rows]


def positions(grid: StreamGrid, first: NDArray[np.int64], last: NDArray[np.int64]) -> list[pl.Series]:
    """`lat`, `lon` of each effort's start and `end_lat`, `end_lon` of its end; null where there are none."""
    nowhere = pl.Series([None] * len(first), dtype=pl.Float64)
    ends = {"": grid.samples[grid.sample[first]], "end_": grid.samples[grid.sample[last]]}
    return [
        (at[name] if name in at.columns else nowhere).alias(prefix + name)
        for prefix, at in ends.items()
        for name in ("lat", "lon")
    ]
