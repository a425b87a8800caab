"""core.recordings: what each imported file, and each row of an export's list, says of an activity."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.bounds import (
    COLDEST_C,
    EARLIEST,
    FURTHEST_M,
    HIGHEST_BPM,
    HIGHEST_CADENCE,
    HIGHEST_GAIN_M,
    HOTTEST_C,
    LATEST,
    LONGEST_S,
    MOST_WATTS,
)
from schemas.files import FORMATS, SOURCES
from schemas.table import Table


class Recordings(Table):
    """One row per recording in an imported file, and per row of an export's list of activities.

    Several rows with one `activity_id` are one activity, known from several sources.

    Misleads:
    - Nothing here is added up: `core.activities` has one row per activity, made of these and of what Strava answered.
    - Null is what the format cannot carry or the device did not write.
    - One multisport file has several rows, told apart by `part_number`.

    Example: Which of my activities are known from more than one file?
        SELECT activity_id, count(*) AS recordings, string_agg(format, ', ' ORDER BY format) AS formats
        FROM core.recordings GROUP BY activity_id HAVING count(*) > 1 ORDER BY recordings DESC, activity_id LIMIT 5
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    recording_id: pl.Int64 = pa.Field(
        lt=0, description="Made from the content: the same file has the same id wherever and whenever it is imported."
    )
    payload_id: pl.Int64 = pa.Field(gt=0, description="The file in `raw.files`.")
    part_number: pl.Int64 = pa.Field(ge=1, description="Which activity of the file, or which row of the list: 1, 2 …")
    source: pl.String = pa.Field(isin=SOURCES, description="Where the file came from.")
    format: pl.String = pa.Field(isin=FORMATS, description="What the file is.")
    file_name: pl.String = pa.Field(
        nullable=True, description="The file's name; of a row of a list the file that it names, null for none."
    )
    named_activity_id: pl.Int64 = pa.Field(
        gt=0, nullable=True, description="Strava's activity id, where the row of a list names it."
    )
    activity_id: pl.Int64 = pa.Field(
        description="The activity that it is of: Strava's id, or the `recording_id` of the best file of it."
    )
    name: pl.String = pa.Field(nullable=True, description="Title: hostile text until escaped.")
    description: pl.String = pa.Field(nullable=True, description="Description: hostile text until escaped.")
    sport_type: pl.String = pa.Field(nullable=True, description="Sport in Strava's words; null where none is told.")
    start_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(ge=EARLIEST, lt=LATEST, description="Start, UTC.")
    utc_offset_s: pl.Int64 = pa.Field(
        ge=-86400, le=86400, nullable=True, description="Local time minus UTC, by the file or by where it began."
    )
    timezone: pl.String = pa.Field(nullable=True, description="IANA time zone of where it began.")
    used_utc_offset_s: pl.Int64 = pa.Field(
        ge=-86400,
        le=86400,
        description="Local time minus UTC that is used: its own, else that of the activity nearest in time, else 0.",
    )
    distance_m: pl.Float64 = pa.Field(ge=0, le=FURTHEST_M, nullable=True, description="Distance.")
    distance_source: pl.String = pa.Field(
        isin=["recorded", "coordinates"], nullable=True, description="Told by the file, or added up from coordinates."
    )
    moving_time_s: pl.Int64 = pa.Field(ge=0, le=LONGEST_S, nullable=True, description="Time without pauses.")
    elapsed_time_s: pl.Int64 = pa.Field(ge=0, le=LONGEST_S, description="From start to end, pauses included.")
    elevation_gain_m: pl.Float64 = pa.Field(ge=0, le=HIGHEST_GAIN_M, nullable=True, description="Climbed height.")
    mean_heartrate_bpm: pl.Float64 = pa.Field(gt=0, le=HIGHEST_BPM, nullable=True, description="Mean heart rate.")
    max_heartrate_bpm: pl.Float64 = pa.Field(gt=0, le=HIGHEST_BPM, nullable=True, description="Highest heart rate.")
    mean_cadence: pl.Float64 = pa.Field(
        ge=0, le=HIGHEST_CADENCE, nullable=True, description="Mean cadence: per leg for runs, revolutions for rides."
    )
    mean_watts: pl.Float64 = pa.Field(ge=0, le=MOST_WATTS, nullable=True, description="Mean power.")
    has_power_meter: pl.Boolean = pa.Field(nullable=True, description="Power was measured.")
    mean_temp_c: pl.Float64 = pa.Field(
        ge=COLDEST_C, le=HOTTEST_C, nullable=True, description="Mean of the device's own sensor."
    )
    is_trainer: pl.Boolean = pa.Field(nullable=True, description="On a trainer or treadmill.")
    device_name: pl.String = pa.Field(nullable=True, description="Recording device.")
    perceived_exertion: pl.Float64 = pa.Field(
        ge=0, le=10, nullable=True, description="The athlete's rating of effort, 1–10."
    )
    weather_temp_c: pl.Float64 = pa.Field(ge=-90, le=60, nullable=True, description="Air temperature, of a list.")
    weather_apparent_temp_c: pl.Float64 = pa.Field(
        ge=-110, le=80, nullable=True, description="Apparent temperature, of a list."
    )
    weather_humidity_pct: pl.Float64 = pa.Field(
        ge=0, le=100, nullable=True, description="Relative humidity, of a list."
    )
    weather_wind_mps: pl.Float64 = pa.Field(ge=0, le=120, nullable=True, description="Wind speed, of a list.")
    has_samples: pl.Boolean = pa.Field(description="The file has samples of it.")
    listed_until: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="Newest start in the list that the row is of: of two lists the later one is right."
    )
    imported_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When the file was imported, UTC.")

    class Config:
        name = "core.recordings"
        unique = ["athlete_id", "recording_id"]
