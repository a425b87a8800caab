"""Samples of many activities become one regular grid of seconds.

Samples are irregular: smart recording leaves gaps of seconds, pauses gaps of minutes. Everything that looks at
neighbouring seconds works on this grid instead, as numpy vectors over all activities at once. Sums that run across
activities are sums of whole numbers, so that a result never depends on which activities shared a batch.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

#: Longer gaps between samples are pauses: the athlete stood, nothing is interpolated (measured: smart recording
#: leaves 3–10 s, auto-pause more).
PAUSE_S = 10
#: Seconds of standing put around every activity, so that windows never reach into the neighbour.
PADDING_S = 16
#: Faster than any runner: a jump of the position, not a speed.
FASTEST_MPS = 12.0
#: Rise within a second that no runner makes (8 m/s up 25 %): the altimeter jumped. Real glitches are square, several
#: metres high, and altimeters without a barometer move in steps of 2–4 m once a minute.
ALTITUDE_JUMP_M = 2.0
#: Half-width of the window for the grade of the moment, s. Steps of 1 m give ±3 % there, enough to tell effort from
#: none; whether a rep is steep is asked of the whole rep.
GRADE_HALF_WINDOW_S = 5
#: Barometric altitude follows the position by 1–3 s (measured).
ALTITUDE_LAG_S = 2
#: Below this distance in the grade window a grade is noise over nothing.
LEAST_GRADE_DISTANCE_M = 8.0
#: Grade of the moment is clipped here: the steepest runnable hills are near it, and the rest is noise.
STEEPEST_MOMENT = 0.30

GRID_COLUMNS = ["athlete_id", "activity_id", "time_s", "distance_m", "altitude_m", "cadence_spm"]


@dataclass(frozen=True)
class StreamGrid:
    """One row per second and activity, in the order of activity and time, with padding around each activity.

    `activity` numbers the activities 0…; `activity_ids` and `athlete_ids` give their names. `sample` is the row of
    `samples` at or before the second, `is_sample` whether it was recorded rather than filled in or padding.
    Altitude is NaN where an activity has none, cadence where the moment has none.
    """

    samples: pl.DataFrame
    athlete_ids: NDArray[np.int64]
    activity_ids: NDArray[np.int64]
    activity: NDArray[np.int32]
    sample: NDArray[np.int32]
    time_s: NDArray[np.int64]
    distance_m: NDArray[np.float64]
    altitude_m: NDArray[np.float64]
    cadence_spm: NDArray[np.float32]
    is_sample: NDArray[np.bool_]
    is_padding: NDArray[np.bool_]
    pause_s: NDArray[np.int32]

    @cached_property
    def speed_mps(self) -> NDArray[np.float32]:
        """Centred speed of each second, from the difference in distance; half a second before `time_s`.

        Weights 1-2-1: watches shift distance from one second to the next and back, and these weights cancel an
        alternation exactly while keeping a nine-second sprint as high as it was.
        """
        step = np.zeros(len(self.time_s), dtype=np.float32)
        step[1:] = np.diff(self.distance_m)
        step[self.pause_s > 0] = 0
        step[np.flatnonzero(np.diff(self.activity)) + 1] = 0
        np.clip(step, 0, FASTEST_MPS, out=step)
        return weighted(step, (0.25, 0.5, 0.25))

    @cached_property
    def even_speed_mps(self) -> NDArray[np.float32]:
        """Centred speed over about five seconds: steady enough to tell walking from jogging."""
        return weighted(self.speed_mps, (0.25, 0.25, 0.25, 0.25), first=-1)

    @cached_property
    def grade(self) -> NDArray[np.float32]:
        """Rise over run of the moment, the altimeter's lag taken out; 0 where nothing tells."""
        width, lag = GRADE_HALF_WINDOW_S, ALTITUDE_LAG_S
        grade = np.zeros(len(self.time_s), dtype=np.float32)
        if len(grade) <= 2 * PADDING_S:
            return grade
        inner = slice(width, -width - lag)
        rise = self.altitude_m[2 * width + lag :] - self.altitude_m[lag : -2 * width]
        run = self.distance_m[2 * width : len(grade) - lag] - self.distance_m[: -2 * width - lag]
        usable = (run >= LEAST_GRADE_DISTANCE_M) & np.isfinite(rise)
        grade[inner] = np.clip(np.where(usable, rise / np.maximum(run, 1.0), 0.0), -STEEPEST_MOMENT, STEEPEST_MOMENT)
        return grade

    @cached_property
    def clock(self) -> NDArray[np.int64]:
        """Activity and time as one rising number, to look moments up."""
        return moment(self.activity, self.time_s)

    def row_at(self, activity: NDArray[np.int32], time_s: NDArray[np.float64]) -> NDArray[np.int64]:
        """The grid's row at or just before a moment of an activity; its first for moments before that."""
        row = np.searchsorted(self.clock, moment(activity, np.floor(time_s).astype(np.int64)), side="right") - 1
        return np.maximum(row, np.searchsorted(self.activity, activity))

    def distance_at(self, activity: NDArray[np.int32], time_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """Distance at a moment between two seconds, by linear interpolation."""
        row = self.row_at(activity, time_s)
        after = np.minimum(row + 1, len(self.time_s) - 1)
        ahead = np.where(self.activity[after] == activity, self.distance_m[after], self.distance_m[row])
        span = np.maximum(self.time_s[after] - self.time_s[row], 1)
        share = np.clip((time_s - self.time_s[row]) / span, 0.0, 1.0)
        distance: NDArray[np.float64] = self.distance_m[row] + share * (ahead - self.distance_m[row])
        return distance


def moment(activity: NDArray[np.int32], time_s: NDArray[np.int64]) -> NDArray[np.int64]:
    """Activity and second as one number. The second may be slightly negative, in the padding."""
    return (activity.astype(np.int64) << 32) + time_s


def weighted(values: NDArray[np.float32], weights: tuple[float, ...], first: int | None = None) -> NDArray[np.float32]:
    """Sum of the neighbours times their weights; `first` is the offset of the first, by default centred.

    Reaches at most into the padding, which is all zeros here.
    """
    start = -(len(weights) // 2) if first is None else first
    total = np.zeros_like(values)
    for offset, weight in enumerate(weights, start):
        to = slice(max(0, -offset), len(values) - max(0, offset))
        of = slice(max(0, offset), len(values) - max(0, -offset))
        total[to] += np.float32(weight) * values[of]
    return total


def stream_grid(streams: pl.DataFrame) -> StreamGrid:
    """Lay core.streams out on a grid of seconds. Samples without distance are skipped; order does not matter."""
    optional = [name for name in ("lat", "lon") if name in streams.columns]
    samples = streams.select(*GRID_COLUMNS, *optional).filter(pl.col("distance_m").is_not_null())
    ids, times = samples["activity_id"].to_numpy(), samples["time_s"].to_numpy()
    if not is_in_order(ids, times):
        samples = samples.sort("activity_id", "time_s")
        ids, times = samples["activity_id"].to_numpy(), samples["time_s"].to_numpy()

    is_first = np.ones(len(ids), dtype=bool)
    is_first[1:] = ids[1:] != ids[:-1]
    is_last = np.roll(is_first, -1)
    step_s = np.zeros(len(ids), dtype=np.int32)
    step_s[:-1] = np.where(is_last[:-1], 0, times[1:] - times[:-1])
    is_pause = step_s > PAUSE_S
    seconds = np.where(is_last | is_pause, 1, step_s) + PADDING_S * (is_first.astype(np.int32) + is_last)

    sample = np.repeat(np.arange(len(ids), dtype=np.int32), seconds)
    begins = np.cumsum(seconds) - seconds + PADDING_S * is_first
    offset = (np.arange(len(sample)) - begins[sample]).astype(np.int32)
    is_inside = ~(is_last | is_pause)[sample]
    step = np.maximum(step_s, 1)[sample]
    share = np.where(is_inside, np.clip(offset / step, 0, 1), 0.0)

    number = (np.cumsum(is_first) - 1).astype(np.int32)
    pause_before_s = np.zeros(len(ids), dtype=np.int32)
    pause_before_s[1:] = np.where(is_pause[:-1], step_s[:-1], 0)
    is_sample = offset == 0
    cadence = samples["cadence_spm"].cast(pl.Float32).fill_null(float("nan")).to_numpy()
    return StreamGrid(
        samples=samples,
        athlete_ids=samples["athlete_id"].to_numpy()[is_first],
        activity_ids=ids[is_first],
        activity=number[sample],
        sample=sample,
        time_s=times[sample] + offset,
        distance_m=between(samples["distance_m"].to_numpy(), sample, share),
        altitude_m=between(calm_altitude(samples, is_first, step_s), sample, share),
        cadence_spm=cadence[sample],
        is_sample=is_sample,
        is_padding=(offset < 0) | (is_last[sample] & (offset > 0)),
        pause_s=np.where(is_sample, pause_before_s[sample], 0),
    )


def is_in_order(ids: NDArray[np.int64], times: NDArray[np.int64]) -> bool:
    """Whether samples stand in the order of activity and time, each second once."""
    same = ids[1:] == ids[:-1]
    return bool(np.all(np.where(same, times[1:] > times[:-1], ids[1:] > ids[:-1])))


def between(values: NDArray[np.float64], sample: NDArray[np.int32], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values between each sample and the next, by linear interpolation."""
    if not len(values):
        return np.zeros(0)
    ahead = np.append(np.diff(values), 0.0)
    return values[sample] + np.where(share > 0, share * ahead[sample], 0.0)


def calm_altitude(samples: pl.DataFrame, is_first: NDArray[np.bool_], step_s: NDArray[np.int32]) -> NDArray[np.float64]:
    """Altitude of each sample without the altimeter's jumps, m; NaN for activities that have none."""
    altitude = pl.col("altitude_m")
    filled = samples.select(altitude.forward_fill().over("activity_id").alias("altitude_m")).to_series()
    if filled.null_count():
        filled = (
            samples.with_columns(altitude_m=filled).select(altitude.backward_fill().over("activity_id")).to_series()
        )
    metres = filled.fill_null(float("nan")).to_numpy()
    is_missing = np.isnan(metres)
    # Whole centimetres: their running sum is exact.
    centimetres = np.rint(np.where(is_missing, 0, metres) * 100).astype(np.int64)
    rise = np.diff(centimetres, prepend=0)
    seconds = np.maximum(np.concatenate([[1], step_s[:-1]]), 1) if len(step_s) else step_s
    is_jump = (np.abs(rise) > ALTITUDE_JUMP_M * 100 * seconds) & (seconds <= PAUSE_S) & ~is_first
    jumped = np.cumsum(np.where(is_jump, rise, 0))
    jumped -= np.repeat(jumped[is_first], np.diff(np.flatnonzero(is_first), append=len(is_first)))
    calm: NDArray[np.float64] = (centimetres - jumped) / 100
    calm[is_missing] = np.nan
    return calm
