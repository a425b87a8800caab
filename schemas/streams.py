"""core.streams: the samples of each activity."""

import pandera.polars as pa
import polars as pl

from schemas.bounds import COLDEST_C, HIGHEST_BPM, HOTTEST_C
from schemas.files import SOURCES
from schemas.table import Table


class Streams(Table):
    """One row per sample of an activity's recording.

    Sample times are irregular: smart recording and pauses leave gaps.
    Coordinates never leave the private file unless asked for.

    Misleads:
    - `distance_m` is what was covered since the start, not since the sample before.
    - Rows are not seconds: count time as differences of `time_s`. A gap of more than 10 s is a pause, and smart
      recording writes a sample every few seconds.
    - `source` is the same throughout an activity: the best of its sources has all of its samples.
    - `speed_mps` and `grade_pct` are smoothed and late: too blunt for a sprint of ten seconds, which
      `mart.hill_sprint_reps` measures from distance and altitude.
    - Millions of rows: name an `activity_id`, or read `core.activity_samples` and `core.efforts` instead.

    Example: How did the heart rate of my newest run go, minute by minute?
        SELECT time_s // 60 AS minute, round(avg(heartrate_bpm)) AS heartrate_bpm
        FROM core.streams
        WHERE activity_id = (SELECT arg_max(activity_id, start_at) FROM core.activities
                             WHERE has_streams AND sport_group = 'run')
        GROUP BY minute ORDER BY minute
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    time_s: pl.Int64 = pa.Field(ge=0, description="Seconds since the start of the activity.")
    distance_m: pl.Float64 = pa.Field(ge=0, nullable=True, description="Distance covered so far.")
    altitude_m: pl.Float64 = pa.Field(ge=-500, le=9500, nullable=True, description="Altitude.")
    speed_mps: pl.Float64 = pa.Field(
        ge=0,
        nullable=True,
        description="Speed: Strava's is a trailing mean about 2 s late; a file's is the device's own.",
    )
    heartrate_bpm: pl.Int64 = pa.Field(
        gt=0, le=HIGHEST_BPM, nullable=True, description="Heart rate; drop-outs (0) are null."
    )
    cadence_spm: pl.Float64 = pa.Field(
        ge=0, nullable=True, description="Steps a minute of both legs for runs; revolutions for rides."
    )
    watts: pl.Float64 = pa.Field(ge=0, nullable=True, description="Power.")
    temp_c: pl.Float64 = pa.Field(ge=COLDEST_C, le=HOTTEST_C, nullable=True, description="The device's own sensor.")
    is_moving: pl.Boolean = pa.Field(nullable=True, description="In motion, by the source's rule.")
    grade_pct: pl.Float64 = pa.Field(
        nullable=True, description="Strava's smoothed grade: too noisy for ten seconds; null in files."
    )
    lat: pl.Float64 = pa.Field(ge=-90, le=90, nullable=True, metadata={"gps": True}, description="Latitude, WGS 84.")
    lon: pl.Float64 = pa.Field(ge=-180, le=180, nullable=True, metadata={"gps": True}, description="Longitude, WGS 84.")
    source: pl.String = pa.Field(isin=["strava_api", *SOURCES], description="Where the row came from.")

    class Config:
        name = "core.streams"
        unique = ["athlete_id", "activity_id", "time_s"]
