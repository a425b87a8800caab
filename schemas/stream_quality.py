"""core.stream_quality: what an activity's recording is good for."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class StreamQuality(Table):
    """One row per activity with samples: whether its recording can answer questions about seconds.

    Misleads:
    - With more than 30 % in coarse steps, hints of hill sprints are *insufficient resolution*: unknown, not missed.
    - `has_altitude` says that there is one, not that it is right: `core.efforts.climb_error_m` does.
    - An activity without a row has no samples here; whether they are still to be fetched is in
      `core.history.pending_dates`.

    Example: Which devices record second by second?
        SELECT device_name, count(*) AS recordings, round(median(coarse_share), 2) AS median_coarse_share
        FROM core.stream_quality JOIN core.activities USING (athlete_id, activity_id)
        GROUP BY device_name ORDER BY recordings DESC
    """

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
