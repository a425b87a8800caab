"""Speed, effort and altitude of a run second by second, as the search for efforts sees them."""

import numpy as np
import polars as pl

from transforms.running_effort import grade_adjusted_speed
from transforms.stream_grid import stream_grid

#: Seconds around an effort that are never thinned out.
AROUND_S = 20.0

SCHEMA = {
    "activity_id": pl.Int64,
    "time_s": pl.Float64,
    "speed_mps": pl.Float64,
    "effort_mps": pl.Float64,
    "altitude_m": pl.Float64,
    "easy_effort_mps": pl.Float64,
    "is_pause": pl.Boolean,
}


def effort_series(streams: pl.DataFrame, easy: pl.DataFrame) -> pl.DataFrame:
    """One row per second of core.streams: `speed_mps`, `effort_mps` (grade-adjusted speed), `altitude_m`.

    `easy_effort_mps` comes from core.running_effort, null where that has none; `is_pause` marks the first second after
    a pause of the recording. Altitude is null where there is none, and the altimeter's jumps are taken out of it.
    """
    grid = stream_grid(streams)
    inside = ~grid.is_padding
    ids = grid.activity_ids[grid.activity[inside]] if len(grid.activity) else np.zeros(0, dtype=np.int64)
    return (
        pl.DataFrame(
            {
                "activity_id": ids,
                # The speed of a second belongs to the half second before it; a picture has no use for that.
                "time_s": grid.time_s[inside].astype(np.float64),
                "speed_mps": grid.speed_mps[inside].astype(np.float64),
                "effort_mps": grade_adjusted_speed(grid)[inside].astype(np.float64),
                "altitude_m": grid.altitude_m[inside],
                "is_pause": grid.pause_s[inside] > 0,
            },
            schema={name: dtype for name, dtype in SCHEMA.items() if name != "easy_effort_mps"},
        )
        .with_columns(pl.col("altitude_m").fill_nan(None))
        .join(easy.select("activity_id", "easy_effort_mps"), on="activity_id", how="left", maintain_order="left")
        .select(list(SCHEMA))
    )


def thinned(series: pl.DataFrame, spans: pl.DataFrame, most: int) -> pl.DataFrame:
    """At most about `most` rows of one activity's `effort_series`: the mean of neighbours away from the `spans`.

    Every second within 20 s of a span (`start_time_s`, `duration_s`) stays as it is, however many these are, and so do
    the seconds after pauses.
    """
    starts = np.sort(spans["start_time_s"].to_numpy() - AROUND_S)
    ends = np.sort((spans["start_time_s"] + spans["duration_s"]).to_numpy() + AROUND_S)
    time_s = series["time_s"].to_numpy()
    # Begun and not ended yet: inside of a span.
    is_near = np.searchsorted(starts, time_s, side="right") > np.searchsorted(ends, time_s, side="left")
    kept = is_near | series["is_pause"].to_numpy()
    step = max(1, int(np.ceil((len(kept) - kept.sum()) / max(most - int(kept.sum()), most // 4, 1))))
    # Neighbours share a block; a kept second is a block of its own, and begins another after it.
    block = np.cumsum(kept | np.roll(kept, 1)) * len(kept) + np.where(kept, 0, np.arange(len(kept)) // step)
    return (
        series.with_columns(block=pl.Series(block, dtype=pl.Int64))
        .group_by("block", maintain_order=True)
        .agg(
            pl.col("activity_id", "easy_effort_mps").first(),
            pl.col("time_s", "speed_mps", "effort_mps", "altitude_m").mean(),
            pl.col("is_pause").any(),
        )
        .select(list(SCHEMA))
    )
