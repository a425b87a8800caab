"""core.easy_windows: steady stretches of running, five minutes each."""

import pandera.polars as pa
import polars as pl

from schemas.bounds import HIGHEST_BPM
from schemas.table import Table


class EasyWindows(Table):
    """One row per steady five-minute stretch of a run; whether it was easy depends on the athlete's highest heart rate.

    Steady: no pause, even speed, nearly flat, heart rate recorded, the first ten minutes left out.

    Misleads:
    - Not all of them are easy: `mart.running_efficiency` takes those at 65 to 80 % of the highest heart rate seen.
    - Hills, pauses, the first ten minutes and runs under half an hour are left out, so they are no sample of all
      running.
    - Windows of one run resemble each other: twenty of them are not twenty measurements.

    Example: How many windows does a run give?
        SELECT year(local_date) AS year, count(DISTINCT activity_id) AS runs, count(*) AS windows
        FROM core.easy_windows JOIN core.activities USING (athlete_id, activity_id)
        WHERE duplicate_of IS NULL GROUP BY year ORDER BY year
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    start_time_s: pl.Int64 = pa.Field(ge=0, description="Start on the stream's clock.")
    duration_s: pl.Int64 = pa.Field(gt=0, description="Length.")
    distance_m: pl.Float64 = pa.Field(gt=0, description="Distance.")
    grade_adjusted_distance_m: pl.Float64 = pa.Field(gt=0, description="Distance on the flat of the same cost.")
    mean_heartrate_bpm: pl.Float64 = pa.Field(gt=0, le=HIGHEST_BPM, description="Mean heart rate.")
    metres_per_heartbeat: pl.Float64 = pa.Field(gt=0, description="Grade-adjusted distance over heartbeats.")

    class Config:
        name = "core.easy_windows"
        unique = ["athlete_id", "activity_id", "start_time_s"]
