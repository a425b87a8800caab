"""Samples become one row per activity: time at each heart rate, the highest believable one, warmth."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.activity_samples import ActivitySamples
from transforms.believable_heart_rate import HIGHEST_BPM, LOWEST_BPM, PAUSE_S, is_believable
from transforms.sample_order import begins, in_order, lengths

ORDER = ["athlete_id", "activity_id", "time_s"]
BINS = HIGHEST_BPM - LOWEST_BPM + 1
#: A heart rate counts as reached when five samples in a row show it.
PEAK_SAMPLES = 5
#: A device's thermometer starts up to 12 °C too warm, from the wrist or the room, and settles within 20 min (measured).
SETTLED_S = 20 * 60


def activity_samples(streams: pl.DataFrame) -> pl.DataFrame:
    """core.streams → core.activity_samples.

    Samples may come in any order. A sample stands for the time to the next one, but for no more than one second before
    a pause and at the end. Samples without a motion flag count as motion: machines record none.
    """
    if streams.is_empty():
        return ActivitySamples.none()
    samples = streams.select("athlete_id", "activity_id", "time_s", "heartrate_bpm", "temp_c", "is_moving")
    samples = in_order(samples, *ORDER)
    first = begins(samples["athlete_id"].to_numpy(), samples["activity_id"].to_numpy())
    count, length = len(first), lengths(first, len(samples))
    activity = np.repeat(np.arange(count, dtype=np.int32), length)

    time = samples["time_s"].to_numpy()
    seconds = np.diff(time, append=0)
    seconds[first - 1] = 1
    seconds[np.flatnonzero(seconds > PAUSE_S)] = 1
    seconds *= samples["is_moving"].fill_null(True).to_numpy()

    heart = samples["heartrate_bpm"].fill_null(0).clip(0, HIGHEST_BPM + 1).cast(pl.Int16).to_numpy()
    believable = is_believable(heart, time, activity)
    # What is not believable weighs nothing, in whichever bin. Floats hold such whole numbers exactly.
    bins = np.repeat(np.arange(count) * BINS, length) + np.clip(heart - LOWEST_BPM, 0, BINS - 1)
    histogram = np.bincount(bins, weights=seconds * believable, minlength=count * BINS).astype(np.int64)

    temp = samples["temp_c"].fill_null(float("nan")).to_numpy()
    is_settled = (time >= np.repeat(time[first] + SETTLED_S, length)) & np.isfinite(temp)
    warmth = np.bincount(activity, weights=np.where(is_settled, temp, 0.0), minlength=count)
    warm_samples = np.add.reduceat(is_settled, first, dtype=np.int64)

    return (
        samples[first]
        .select("athlete_id", "activity_id")
        .with_columns(
            moving_time_s=pl.Series(np.add.reduceat(seconds, first)),
            heartrate_time_s=pl.Series(histogram.reshape(count, BINS).sum(axis=1)),
            heartrate_seconds=pl.Series(histogram).reshape((count, BINS)).arr.to_list(),
            peak_heartrate_bpm=pl.Series(peak(heart, believable, activity, first)).replace(0, None),
            mean_temp_after_20min_c=pl.Series(warmth / np.maximum(warm_samples, 1)).set(
                pl.Series(warm_samples == 0), None
            ),
        )
        .select(ActivitySamples.columns())
    )


def peak(
    heart: NDArray[np.int16], believable: NDArray[np.bool_], activity: NDArray[np.int32], first: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Per activity the highest heart rate held over `PEAK_SAMPLES` samples; 0 where there is none.

    `first` are the rows at which activities begin.
    """
    last = PEAK_SAMPLES - 1
    held = np.zeros(len(heart), dtype=np.int16)
    if len(heart) > last:
        lowest = np.where(believable, heart, 0)
        for _ in range(last):
            lowest = np.minimum(lowest[1:], lowest[:-1])
        held[:-last] = np.where(activity[last:] == activity[:-last], lowest, 0)
    return np.maximum.reduceat(held, first).astype(np.int64)
