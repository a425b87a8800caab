"""core.laps: the laps of each activity."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.bounds import EARLIEST, FASTEST_MPS, FURTHEST_M, HIGHEST_BPM, HIGHEST_GAIN_M, LATEST, LONGEST_S
from schemas.files import SOURCES
from schemas.table import Table


class Laps(Table):
    """One row per lap, as the device or the athlete cut it.

    Misleads:
    - Most laps are cut by the watch, every kilometre: a lap is not an interval unless somebody pressed the button.
    - The last lap of a run is shorter than the others.
    - An activity without a lap here may have some at the source whose detail was not read yet, or is of a GPX file or
      an export's list, which know of none.
    - `elapsed_time_s` holds pauses, `moving_time_s` does not.

    Example: How evenly do I run the full kilometres of a run?
        SELECT activity_id, count(*) AS laps, round(stddev_samp(mean_speed_mps) / avg(mean_speed_mps), 3) AS variation
        FROM core.laps WHERE distance_m BETWEEN 990 AND 1010
        GROUP BY activity_id HAVING count(*) >= 5 ORDER BY variation, activity_id LIMIT 5
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    lap_number: pl.Int64 = pa.Field(ge=1, description="1 for the first.")
    name: pl.String = pa.Field(nullable=True, description="Lap title.")
    start_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        ge=EARLIEST, lt=LATEST, description="Start of the lap, UTC."
    )
    start_time_s: pl.Int64 = pa.Field(
        ge=0, le=LONGEST_S, description="Start on the stream's clock: seconds since the start of the activity."
    )
    elapsed_time_s: pl.Int64 = pa.Field(ge=0, le=LONGEST_S, description="From start to end, pauses included.")
    moving_time_s: pl.Int64 = pa.Field(ge=0, le=LONGEST_S, description="Time in motion.")
    distance_m: pl.Float64 = pa.Field(ge=0, le=FURTHEST_M, nullable=True, description="Distance.")
    elevation_gain_m: pl.Float64 = pa.Field(ge=0, le=HIGHEST_GAIN_M, nullable=True, description="Climbed height.")
    mean_speed_mps: pl.Float64 = pa.Field(ge=0, le=FASTEST_MPS, nullable=True, description="Mean speed.")
    mean_heartrate_bpm: pl.Float64 = pa.Field(gt=0, le=HIGHEST_BPM, nullable=True, description="Mean heart rate.")
    source: pl.String = pa.Field(isin=["strava_api", *SOURCES], description="Where the row came from.")

    class Config:
        name = "core.laps"
        unique = ["athlete_id", "activity_id", "lap_number"]
