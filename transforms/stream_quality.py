"""How well a recording can answer questions about seconds."""

import polars as pl

from transforms.stream_grid import PAUSE_S

#: "Smart recording" samples every 3–10 s (measured).
COARSE_STEP_S = 3


def stream_quality(streams: pl.DataFrame) -> pl.DataFrame:
    """One row per activity of core.streams: what its recording is good for.

    `coarse_share` is the share of the recorded time, pauses aside, that lies in steps of 3 s or more; `has_altitude`
    and `has_distance` whether any sample has one.
    """
    step_s = pl.col("time_s").diff()
    recorded_s = step_s.filter(step_s <= PAUSE_S).sum()
    coarse_s = step_s.filter(step_s.is_between(COARSE_STEP_S, PAUSE_S)).sum()
    return (
        streams.select("athlete_id", "activity_id", "time_s", "altitude_m", "distance_m")
        .sort("activity_id", "time_s")
        .group_by("athlete_id", "activity_id")
        .agg(
            coarse_share=(coarse_s / pl.max_horizontal(recorded_s, pl.lit(1))).cast(pl.Float64),
            has_altitude=pl.col("altitude_m").is_not_null().any(),
            has_distance=pl.col("distance_m").is_not_null().any(),
        )
        .sort("athlete_id", "activity_id")
    )
