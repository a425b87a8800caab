"""core.efforts: every effort of every run, measured and named."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Efforts(Table):
    """One row per effort: a stretch of a run clearly above the athlete's easy running.

    Verdicts on hill sprints read this instead of millions of samples. Borders are good to about two seconds.

    Misleads:
    - An effort is not a workout: `other` may be a surge, a bridge, a dash for the bus. What they come to is in
      `mart.sessions`.
    - Efforts of second recordings are here too: join `core.activities` and leave out `duplicate_of`.
    - `mean_grade_pct` is pooled over the brief climbs of one hill; one climb alone errs by a metre or two.
    - What could not be measured is null, for want of altitude, cadence or second-by-second samples.

    Example: How long are my efforts, by kind?
        SELECT effort_kind, count(*) AS efforts, round(median(duration_s), 1) AS median_s
        FROM core.efforts GROUP BY effort_kind ORDER BY efforts DESC
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    start_time_s: pl.Float64 = pa.Field(ge=0, description="Start on the stream's clock.")
    duration_s: pl.Float64 = pa.Field(gt=0, description="Duration.")
    distance_m: pl.Float64 = pa.Field(ge=0, nullable=True, description="Distance.")
    elevation_gain_m: pl.Float64 = pa.Field(nullable=True, description="Climbed height; null without altitude.")
    climb_error_m: pl.Float64 = pa.Field(
        ge=0, nullable=True, description="How far the recording's altitude may be wrong about one such climb."
    )
    start_altitude_m: pl.Float64 = pa.Field(nullable=True, description="Altitude at the start.")
    peak_speed_mps: pl.Float64 = pa.Field(
        ge=0, nullable=True, description="Highest speed, on a centred one-second grid."
    )
    first_8s_distance_m: pl.Float64 = pa.Field(
        ge=0,
        nullable=True,
        description="Distance covered in the first 8 s from the start; null when shorter than 7 s or not recorded "
        "second by second.",
    )
    first_8s_speed_mps: pl.Float64 = pa.Field(ge=0, nullable=True, description="Mean speed of these 8 s.")
    cadence_spm: pl.Float64 = pa.Field(ge=0, nullable=True, description="Mean cadence, both legs.")
    cadence_share: pl.Float64 = pa.Field(nullable=True, description="Share of its seconds with a cadence.")
    sample_share: pl.Float64 = pa.Field(nullable=True, description="Share of its seconds that were recorded.")
    rest_before_s: pl.Int64 = pa.Field(
        ge=0, nullable=True, description="Seconds of walking or standing shortly before."
    )
    rest_after_s: pl.Int64 = pa.Field(ge=0, nullable=True, description="Seconds of walking or standing shortly after.")
    net_speed_mps: pl.Float64 = pa.Field(nullable=True, description="Net displacement over a wider window, per second.")
    beside_speed_mps: pl.Float64 = pa.Field(
        ge=0, nullable=True, description="Mean speed in the ten seconds before or after, whichever were faster."
    )
    fall_after_m: pl.Float64 = pa.Field(
        nullable=True, description="Altitude lost in the 16 seconds after; null without altitude."
    )
    way_after_m: pl.Float64 = pa.Field(ge=0, nullable=True, description="Distance covered in these seconds.")
    start_rest_s: pl.Int64 = pa.Field(
        ge=0, nullable=True, description="Seconds of rest in the run up to the start of the effort."
    )
    end_rest_s: pl.Int64 = pa.Field(
        ge=0, nullable=True, description="Seconds of rest in the run up to the end of the effort."
    )
    start_distance_m: pl.Float64 = pa.Field(nullable=True, description="Distance covered at the start.")
    end_distance_m: pl.Float64 = pa.Field(nullable=True, description="Distance covered at the end.")
    easy_effort_mps: pl.Float64 = pa.Field(gt=0, description="The athlete's easy effort that it was compared with.")
    is_lap: pl.Boolean = pa.Field(description="Its borders are those of a lap.")
    lat: pl.Float64 = pa.Field(nullable=True, metadata={"gps": True}, description="Latitude of the start, WGS 84.")
    lon: pl.Float64 = pa.Field(nullable=True, metadata={"gps": True}, description="Longitude of the start, WGS 84.")
    end_lat: pl.Float64 = pa.Field(nullable=True, metadata={"gps": True}, description="Latitude of the end, WGS 84.")
    end_lon: pl.Float64 = pa.Field(nullable=True, metadata={"gps": True}, description="Longitude of the end, WGS 84.")
    has_cadence: pl.Boolean = pa.Field(nullable=True, description="Cadence was recorded for most of it.")
    is_run: pl.Boolean = pa.Field(nullable=True, description="Legs turned as in running, or nothing says otherwise.")
    is_brief: pl.Boolean = pa.Field(nullable=True, description="As long as a sprint, rested, run.")
    is_climb: pl.Boolean = pa.Field(nullable=True, description="It climbs.")
    is_same_hill: pl.Boolean = pa.Field(
        nullable=True, description="It starts where the run's brief climbs usually start."
    )
    mean_grade_pct: pl.Float64 = pa.Field(
        nullable=True, description="Climbed height over distance, pooled over brief climbs of one hill."
    )
    mean_speed_mps: pl.Float64 = pa.Field(ge=0, nullable=True, description="Mean speed.")
    mean_grade_adjusted_speed_mps: pl.Float64 = pa.Field(
        ge=0, nullable=True, description="Speed on the flat of the same metabolic cost (Minetti 2002)."
    )
    effort_kind: pl.String = pa.Field(
        isin=["hill_sprint", "hill_repeat", "sprint", "stride", "interval", "other"], description="What it is."
    )

    class Config:
        name = "core.efforts"
        unique = ["athlete_id", "activity_id", "start_time_s"]
