"""core.activities: one row per real-world activity."""

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
from schemas.files import SOURCES
from schemas.table import Table

#: Sports fall into these groups; only 'run' counts toward running volume.
SPORT_GROUPS = ["run", "cross_training", "strength", "recovery", "other"]


class Activities(Table):
    """One row per activity, whatever source it came from; deleted ones are not here.

    Two recordings of one workout are two rows: the one that counts has no `duplicate_of`.

    Misleads:
    - Add `duplicate_of IS NULL` to every sum: second recordings of a workout are rows too.
    - `local_date` is the day on the athlete's wall clock; `start_at` is UTC and may lie on another day.
    - `source` is who told of it first: the API before an export before files. Each field is the first that any source
      tells, so a title may be Strava's and a device the file's: `core.recordings` has what each file says.
    - Null is unknown, not zero: `description` and `device_name` until the detail was read or where files tell none,
      `distance_m` where none was recorded, `mean_heartrate_bpm` without a strap. A treadmill's distance is the watch's
      guess.
    - `is_trainer`, `is_manual` and `is_private` are false where no source says otherwise.
    - `mean_cadence` of a run is per leg; in `core.streams` it is both legs.
    - `moving_time_s` of a sauna or a strength session means little: `elapsed_time_s` is how long it took.

    Example: How much did I do in each sport this year?
        SELECT sport_type, count(*) AS activities, round(sum(distance_m) / 1000) AS km,
               round(sum(elapsed_time_s) / 3600) AS hours
        FROM core.activities
        WHERE duplicate_of IS NULL AND year(local_date) = (SELECT max(year(local_date)) FROM core.activities)
        GROUP BY sport_type ORDER BY hours DESC
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    source: pl.String = pa.Field(
        isin=["strava_api", *SOURCES, "manual_log"],
        description="Where it came from; of several sources the one whose word counts first.",
    )
    name: pl.String = pa.Field(nullable=True, description="Title, as the athlete wrote it: hostile text until escaped.")
    description: pl.String = pa.Field(
        nullable=True, description="Description, as the athlete wrote it; null until the detail was read, or for none."
    )
    sport_type: pl.String = pa.Field(
        description="Sport in Strava's words, an open vocabulary; Workout where no source tells."
    )
    sport_group: pl.String = pa.Field(isin=SPORT_GROUPS, description="Group of sports.")
    start_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(ge=EARLIEST, lt=LATEST, description="Start, UTC.")
    local_start_at: Annotated[pl.Datetime, "us", None] = pa.Field(description="Start on the athlete's wall clock.")
    local_date: pl.Date = pa.Field(description="Calendar day of the start where the athlete was.")
    timezone: pl.String = pa.Field(nullable=True, description="IANA time zone of the start.")
    utc_offset_s: pl.Int64 = pa.Field(ge=-86400, le=86400, description="Local time minus UTC at the start.")
    distance_m: pl.Float64 = pa.Field(
        ge=0, le=FURTHEST_M, nullable=True, description="Distance; null where nobody can tell."
    )
    distance_source: pl.String = pa.Field(
        isin=["recorded", "coordinates"],
        nullable=True,
        description="Told by the source, or added up from coordinates because it told none; null without distance.",
    )
    moving_time_s: pl.Int64 = pa.Field(ge=0, le=LONGEST_S, description="Time in motion, by the source's rule.")
    elapsed_time_s: pl.Int64 = pa.Field(ge=0, le=LONGEST_S, description="From start to end, pauses included.")
    elevation_gain_m: pl.Float64 = pa.Field(ge=0, le=HIGHEST_GAIN_M, nullable=True, description="Climbed height.")
    mean_heartrate_bpm: pl.Float64 = pa.Field(gt=0, le=HIGHEST_BPM, nullable=True, description="Mean heart rate.")
    max_heartrate_bpm: pl.Float64 = pa.Field(gt=0, le=HIGHEST_BPM, nullable=True, description="Highest heart rate.")
    mean_cadence: pl.Float64 = pa.Field(
        ge=0,
        le=HIGHEST_CADENCE,
        nullable=True,
        description="Mean cadence as the source gives it: per leg for runs, revolutions for rides.",
    )
    mean_watts: pl.Float64 = pa.Field(ge=0, le=MOST_WATTS, nullable=True, description="Mean power.")
    has_power_meter: pl.Boolean = pa.Field(
        nullable=True, description="Power was measured; false where Strava estimated it, null where nobody says."
    )
    mean_temp_c: pl.Float64 = pa.Field(
        ge=COLDEST_C,
        le=HOTTEST_C,
        nullable=True,
        description="Mean of the device's own sensor, which reads too warm on a wrist.",
    )
    is_manual: pl.Boolean = pa.Field(description="Entered by hand.")
    is_trainer: pl.Boolean = pa.Field(description="On a trainer or treadmill.")
    is_private: pl.Boolean = pa.Field(description="Visible to the athlete only.")
    visibility: pl.String = pa.Field(nullable=True, description="everyone, followers_only or only_me.")
    gear_id: pl.String = pa.Field(nullable=True, description="Strava's gear id.")
    device_name: pl.String = pa.Field(nullable=True, description="Recording device; null until the detail was read.")
    perceived_exertion: pl.Float64 = pa.Field(
        ge=0, le=10, nullable=True, description="The athlete's rating of effort, 1–10."
    )
    has_streams: pl.Boolean = pa.Field(description="Samples of it stand in core.streams.")
    samples_source: pl.String = pa.Field(
        isin=["strava_api", *SOURCES],
        nullable=True,
        description="Where its samples came from; null without any.",
    )
    upload_id: pl.Int64 = pa.Field(
        nullable=True, description="Strava's number of the upload, by which exports name files; null where not told."
    )
    duplicate_of: pl.Int64 = pa.Field(
        nullable=True, description="The activity kept instead of this one; null if this one counts."
    )
    duplicate_reason: pl.String = pa.Field(
        nullable=True,
        description="Why the other one is kept, or that the athlete wants this one counted; null if neither.",
    )
    updated_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        description="When the newest response about it arrived, UTC."
    )

    class Config:
        name = "core.activities"
        unique = ["athlete_id", "activity_id"]
