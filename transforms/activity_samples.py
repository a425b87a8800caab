"""Samples become one row per activity: time at each heart rate, the highest believable one, warmth."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.activity_samples import ActivitySamples

#: Outside of these bounds a number is the sensor's, not the heart's.
LOWEST_BPM, HIGHEST_BPM = 30, 229
BINS = HIGHEST_BPM - LOWEST_BPM + 1
#: A longer gap between samples is a pause: nobody knows what the heart did in it (measured: smart recording leaves
#: 3–10 s, auto-pause more).
PAUSE_S = 10
#: A value this far above, or below, both its neighbours ten samples away is a spike: a heart changes by about 1 bpm a
#: second at most, and not there and back [J].
SPIKE_BPM, SPIKE_SAMPLES = 30, 10
#: A heart rate counts as reached when five samples in a row show it.
PEAK_SAMPLES = 5
#: A device's thermometer starts up to 12 °C too warm, from the wrist or the room, and settles within 20 min (measured).
SETTLED_S = 20 * 60


def activity_samples(streams: pl.DataFrame) -> pl.DataFrame:
    """core.streams → core.activity_samples.

    Samples may come in any order. A sample stands for the time to the next one, but for no more than one second after
    a pause or at the end. Samples without a motion flag count as motion: machines record none.
    """
    if streams.is_empty():
        return ActivitySamples.none()
    samples = streams.select("athlete_id", "activity_id", "time_s", "heartrate_bpm", "temp_c", "is_moving")
    samples = samples.sort("athlete_id", "activity_id", "time_s")
    activity = samples.select(pl.struct("athlete_id", "activity_id").rle_id()).to_series().to_numpy().astype(np.int64)
    time = samples["time_s"].to_numpy()
    count = int(activity[-1]) + 1

    step = np.ones(len(time), dtype=np.int64)
    step[:-1] = np.where(activity[1:] == activity[:-1], time[1:] - time[:-1], 1)
    seconds = np.where(step > PAUSE_S, 1, step)
    is_moving = samples["is_moving"].fill_null(True).to_numpy()
    moving_s = np.where(is_moving, seconds, 0)

    heart = samples["heartrate_bpm"].fill_null(0).to_numpy()
    believable = is_believable(heart, activity)
    bins = activity * BINS + np.clip(heart, LOWEST_BPM, HIGHEST_BPM) - LOWEST_BPM
    # Weights become floats, which hold such whole numbers exactly.
    weights = np.where(believable, moving_s, 0)
    histogram = np.bincount(bins, weights=weights, minlength=count * BINS).astype(np.int64).reshape(count, BINS)

    return (
        samples.group_by("athlete_id", "activity_id", maintain_order=True)
        .agg(
            mean_temp_after_20min_c=pl.col("temp_c")
            .filter(pl.col("time_s") - pl.col("time_s").first() >= SETTLED_S)
            .mean()
        )
        .with_columns(
            moving_time_s=pl.Series(np.bincount(activity, weights=moving_s, minlength=count).astype(np.int64)),
            heartrate_time_s=pl.Series(histogram.sum(axis=1)),
            heartrate_seconds=pl.Series(histogram, dtype=pl.Array(pl.Int64, BINS)).arr.to_list(),
            peak_heartrate_bpm=pl.Series(peak(heart, believable, activity, count)).replace(0, None),
        )
        .select(ActivitySamples.columns())
        .sort(ActivitySamples.key())
    )


def is_believable(heart: NDArray[np.int64], activity: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which heart rates are neither drop-outs nor spikes. Samples of an activity stand together, in order of time."""
    inside = (heart >= LOWEST_BPM) & (heart <= HIGHEST_BPM)
    far = SPIKE_SAMPLES
    if len(heart) <= 2 * far:
        return inside
    middle, before, after = heart[far:-far], heart[: -2 * far], heart[2 * far :]
    same = (activity[: -2 * far] == activity[2 * far :]) & (before > 0) & (after > 0)
    above = middle - np.maximum(before, after) > SPIKE_BPM
    below = np.minimum(before, after) - middle > SPIKE_BPM
    inside[far:-far] &= ~(same & (above | below))
    return inside


def peak(
    heart: NDArray[np.int64], believable: NDArray[np.bool_], activity: NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    """Per activity the highest heart rate held over `PEAK_SAMPLES` samples; 0 where there is none."""
    highest = np.zeros(count, dtype=np.int64)
    if len(heart) < PEAK_SAMPLES:
        return highest
    sure = np.where(believable, heart, 0)
    last = PEAK_SAMPLES - 1
    held = np.minimum.reduce([sure[shift : len(sure) - last + shift] for shift in range(PEAK_SAMPLES)])
    whole = activity[last:] == activity[:-last]
    np.maximum.at(highest, activity[:-last][whole], held[whole])
    return highest
