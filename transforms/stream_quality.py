"""How well a recording can answer questions about seconds."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.sample_order import begins, in_order
from transforms.stream_grid import PAUSE_S

#: "Smart recording" samples every 3–10 s (measured).
COARSE_STEP_S = 3


def stream_quality(streams: pl.DataFrame) -> pl.DataFrame:
    """One row per activity of core.streams: what its recording is good for.

    `coarse_share` is the share of the recorded time, pauses aside, that lies in steps of 3 s or more; `has_altitude`
    and `has_distance` whether any sample has one.
    """
    ids = ["athlete_id", "activity_id"]
    samples = in_order(streams.select(*ids, "time_s", "altitude_m", "distance_m"), *ids, "time_s")
    first = begins(*(samples[name].to_numpy() for name in ids))
    time_s = samples["time_s"].to_numpy()
    step_s = np.diff(time_s, prepend=time_s[:1])
    step_s[first] = 0
    step_s[step_s > PAUSE_S] = 0
    recorded_s = np.add.reduceat(step_s, first)
    coarse_s = np.add.reduceat(np.where(step_s >= COARSE_STEP_S, step_s, 0), first)
    return samples[first].select(
        *ids,
        coarse_share=pl.Series(coarse_s / np.maximum(recorded_s, 1)),
        has_altitude=pl.Series(has_any(samples["altitude_m"], first)),
        has_distance=pl.Series(has_any(samples["distance_m"], first)),
    )


def has_any(values: pl.Series, first: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether any sample of an activity has a value; `first` are the rows at which activities begin."""
    has: NDArray[np.bool_] = np.logical_or.reduceat(values.is_not_null().to_numpy(), first)
    return has
