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

from transforms.cadence_scale import cadence_scale
from transforms.sample_order import begins, in_order, lengths, of_activities

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
    `samples` at or before the second, `row_of_sample` the other way round. Altitude is NaN where an activity has none.
    """

    samples: pl.DataFrame
    athlete_ids: NDArray[np.int64]
    activity_ids: NDArray[np.int64]
    activity: NDArray[np.int32]
    sample: NDArray[np.intp]
    row_of_sample: NDArray[np.intp]
    time_s: NDArray[np.int64]
    distance_m: NDArray[np.float64]
    altitude_m: NDArray[np.float64]
    is_padding: NDArray[np.bool_]
    pause_s: NDArray[np.int32]

    @cached_property
    def first(self) -> NDArray[np.intp]:
        """The rows at which activities begin, with their padding."""
        return np.searchsorted(self.activity, np.arange(len(self.activity_ids), dtype=np.int32))

    @cached_property
    def is_sample(self) -> NDArray[np.bool_]:
        """Whether a second was recorded rather than filled in or padding."""
        is_sample = np.zeros(len(self.time_s), dtype=bool)
        is_sample[self.row_of_sample] = True
        return is_sample

    @cached_property
    def cadence_spm(self) -> NDArray[np.float32]:
        """Steps a minute of both legs, NaN where the moment has none.

        Some sources count one leg, or both and Strava's doubling comes on top: the running seconds tell.
        """
        steps = self.samples["cadence_spm"].cast(pl.Float32).fill_null(float("nan")).to_numpy()[self.sample]
        scale = cadence_scale(steps, self.speed_mps, self.first)
        if (scale != 1).any():
            steps *= scale[self.activity]
        return steps

    @cached_property
    def speed_mps(self) -> NDArray[np.float32]:
        """Centred speed of each second, from the difference in distance; half a second before `time_s`.

        Weights 1-2-1: watches shift distance from one second to the next and back, and these weights cancel an
        alternation exactly while keeping a nine-second sprint as high as it was.
        """
        step = np.zeros(len(self.time_s), dtype=np.float32)
        step[1:] = np.diff(self.distance_m)
        step[np.flatnonzero(self.pause_s)] = 0
        step[np.flatnonzero(self.activity[1:] != self.activity[:-1]) + 1] = 0
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
        is_unknown = ~((run >= LEAST_GRADE_DISTANCE_M) & np.isfinite(rise))
        np.divide(rise, np.maximum(run, 1.0, out=run), out=rise)
        np.copyto(rise, 0.0, where=is_unknown)
        grade[inner] = np.clip(rise, -STEEPEST_MOMENT, STEEPEST_MOMENT, out=rise)
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


def stream_grid(streams: pl.DataFrame, asked: pl.DataFrame | None = None) -> StreamGrid:
    """Lay core.streams out on a grid of seconds: all, or those of the activities `asked` for by id.

    Samples without distance are skipped; order does not matter. Most recordings have a sample in each second, so what
    is filled in, paused or padding is written onto the rows that need it, and nothing is computed for the others.
    """
    samples = grid_samples(streams, asked)
    ids, times = samples["activity_id"].to_numpy(), samples["time_s"].to_numpy()
    first = begins(ids)
    last = first + lengths(first, len(ids)) - 1
    step_s = np.zeros(len(ids), dtype=np.int64)
    np.subtract(times[1:], times[:-1], out=step_s[:-1])
    step_s[last] = 0

    seconds = np.minimum(step_s, PAUSE_S + 1)
    before_pause = np.flatnonzero(seconds > PAUSE_S)
    seconds[before_pause] = 1
    before_gap = np.flatnonzero(seconds > 1)
    seconds[last] = 1
    seconds[first] += PADDING_S
    seconds[last] += PADDING_S

    sample = np.repeat(np.arange(len(ids)), seconds)
    row_of_sample = np.cumsum(seconds)
    row_of_sample -= seconds
    row_of_sample[first] += PADDING_S
    time_s = times[sample]
    distance = samples["distance_m"].to_numpy()
    altitude = calm_altitude(samples, first, step_s)
    distance_m, altitude_m = distance[sample], altitude[sample]
    if len(before_gap):
        rows, offset = filled_in(row_of_sample[before_gap], step_s[before_gap])
        at = sample[rows]
        share = offset / step_s[at]
        time_s[rows] += offset
        distance_m[rows] += share * (distance[at + 1] - distance[at])
        altitude_m[rows] += share * (altitude[at + 1] - altitude[at])

    is_padding = np.zeros(len(sample), dtype=bool)
    width = np.arange(1, PADDING_S + 1)
    for rows, way in ((row_of_sample[first][:, None] - width, -width), (row_of_sample[last][:, None] + width, width)):
        is_padding[rows] = True
        time_s[rows] += way
    pause_s = np.zeros(len(sample), dtype=np.int32)
    pause_s[row_of_sample[before_pause + 1]] = step_s[before_pause]
    return StreamGrid(
        samples=samples,
        athlete_ids=samples["athlete_id"].to_numpy()[first],
        activity_ids=ids[first],
        activity=np.repeat(
            np.arange(len(first), dtype=np.int32), lengths(row_of_sample[first] - PADDING_S, len(sample))
        ),
        sample=sample,
        row_of_sample=row_of_sample,
        time_s=time_s,
        distance_m=distance_m,
        altitude_m=altitude_m,
        is_padding=is_padding,
        pause_s=pause_s,
    )


def grid_samples(streams: pl.DataFrame, asked: pl.DataFrame | None) -> pl.DataFrame:
    """The columns of a grid, samples in the order of activity and time; nothing is moved where nothing needs to be."""
    optional = [name for name in ("lat", "lon") if name in streams.columns]
    samples = streams.select(*GRID_COLUMNS, *optional)
    if asked is not None:
        samples = of_activities(samples, asked)
    if samples["distance_m"].null_count():
        samples = samples.filter(pl.col("distance_m").is_not_null())
    return in_order(samples, "activity_id", "time_s")


def filled_in(row: NDArray[np.intp], seconds: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """The rows between samples at `row` and the next, `seconds` later, and how many seconds each lies behind."""
    between = seconds - 1
    offset = np.arange(between.sum()) - np.repeat(np.cumsum(between) - between, between) + 1
    return np.repeat(row, between) + offset, offset


def calm_altitude(samples: pl.DataFrame, first: NDArray[np.intp], step_s: NDArray[np.int64]) -> NDArray[np.float64]:
    """Altitude of each sample without the altimeter's jumps, m; NaN for activities that have none.

    `first` are the samples at which activities begin, `step_s` the time from each to the next.
    """
    # Whole centimetres: their running sum is exact. To add nothing makes 0 of -0.
    centimetres = known_altitude(samples) * 100
    np.rint(centimetres, out=centimetres)
    centimetres += 0.0
    rise = np.diff(centimetres)
    steep = np.flatnonzero(np.abs(rise) > ALTITUDE_JUMP_M * 100)
    step_before_s = step_s[steep]
    is_jump = (np.abs(rise[steep]) > ALTITUDE_JUMP_M * 100 * step_before_s) & (step_before_s <= PAUSE_S)
    # From one activity to the next, where the step is 0, lies no jump.
    jump = steep[is_jump & (step_before_s > 0)]
    if len(jump):
        centimetres -= jumped(rise[jump], jump + 1, first, len(centimetres))
    centimetres /= 100
    return centimetres


def jumped(rise: NDArray[np.float64], row: NDArray[np.intp], first: NDArray[np.intp], rows: int) -> NDArray[np.float64]:
    """Sum of all jumps of an activity up to each of its samples, from the rows that jump and those that begin one."""
    at = np.concatenate([first, row])
    order = np.argsort(at)
    total = np.cumsum(np.concatenate([np.zeros(len(first)), rise])[order])
    begins_at = np.maximum.accumulate(np.where(order < len(first), np.arange(len(order)), 0))
    return np.repeat(total - total[begins_at], lengths(at[order], rows))


def known_altitude(samples: pl.DataFrame) -> NDArray[np.float64]:
    """Altitude of each sample, that before it or behind it where it has none, m; NaN for activities without any."""
    altitude = pl.col("altitude_m")
    for fill in (altitude.forward_fill(), altitude.backward_fill()):
        if samples["altitude_m"].null_count():
            samples = samples.select("activity_id", fill.over("activity_id"))
    return samples["altitude_m"].fill_null(float("nan")).to_numpy()
