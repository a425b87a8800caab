"""core.stream_quality: what an activity's recording is good for."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class StreamQuality(Table):
    """One row per activity with samples: whether its recording can answer questions about seconds."""

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    coarse_share: pl.Float64 = pa.Field(
        ge=0, le=1, description="Share of the recorded time, pauses aside, in steps of 3 s or more."
    )
    has_altitude: pl.Boolean = pa.Field(description="Any sample has an altitude.")
    has_distance: pl.Boolean = pa.Field(description="Any sample has a distance.")

    class Config:
        name = "core.stream_quality"
        unique = ["athlete_id", "activity_id"]
