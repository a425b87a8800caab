"""mart.hill_progress: whether one gets faster on one's hill, the real outcome of sprinting."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class HillProgress(Table):
    """One row per hill and session of hill sprints on it: how far and how fast its first 8 s went, and the trend.

    Read the changes with care: a wet or soft surface, wind, shoes, tired legs, another starting point on a hill that
    steepens (look at `mean_grade_pct`) and another watch move a session as much as months of training do.
    `is_…_measurable` rules out the measuring error and another grade, nothing else. Sessions that are merely possible
    or labelled as something else, duplicates and reps without coordinates are not here.

    Misleads:
    - One session may be on two hills, and then has two rows.
    - `change_from_first_mps` is against the median of the first three sessions: null for these, and one slow first
      day does not make progress.
    - Not measurable is not *no change*: the recording cannot tell.
    - `mean_temp_c` is the watch's, several degrees too warm.

    Example: On which hills is there a trend that can be measured?
        SELECT hill_number, local_date, trend_sessions, trend_mps_per_week
        FROM mart.hill_progress WHERE is_trend_measurable ORDER BY local_date DESC LIMIT 5
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    hill_id: pl.String = pa.Field(description="The hill, named by activity and rep of its first use.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    hill_number: pl.Int64 = pa.Field(ge=1, description="1 for the hill that the athlete used first, and so on.")
    session_number: pl.Int64 = pa.Field(ge=1, description="1 for the first session on the hill.")
    local_date: pl.Date = pa.Field(description="Day of the session where the athlete was.")
    reps: pl.Int64 = pa.Field(ge=1, description="Reps on the hill.")
    measured_reps: pl.Int64 = pa.Field(ge=0, description="Reps whose first 8 s were recorded second by second.")
    mean_grade_pct: pl.Float64 = pa.Field(description="Median of the reps' grade.")
    mean_temp_c: pl.Float64 = pa.Field(
        nullable=True, description="Mean of the device's own sensor, which reads too warm on a wrist."
    )
    median_first_8s_distance_m: pl.Float64 = pa.Field(
        ge=0, nullable=True, description="Distance covered in the first 8 s, median of the measured reps."
    )
    best_first_8s_distance_m: pl.Float64 = pa.Field(ge=0, nullable=True, description="The same of the best rep.")
    median_first_8s_speed_mps: pl.Float64 = pa.Field(
        ge=0, nullable=True, description="Mean speed of the first 8 s, median of the measured reps."
    )
    best_first_8s_speed_mps: pl.Float64 = pa.Field(ge=0, nullable=True, description="The same of the best rep.")
    speed_error_mps: pl.Float64 = pa.Field(
        ge=0,
        nullable=True,
        description="Measuring error of the median speed: it is right to this much 19 times out of 20.",
    )
    change_from_previous_mps: pl.Float64 = pa.Field(
        nullable=True, description="Median speed against the last session measured on the hill; null for the first."
    )
    is_change_from_previous_measurable: pl.Boolean = pa.Field(
        nullable=True,
        description="The change is larger than its measuring error and what a difference in grade may make.",
    )
    change_from_first_mps: pl.Float64 = pa.Field(
        nullable=True,
        description="Median speed against the median of the first three sessions measured on the hill; null for these.",
    )
    is_change_from_first_measurable: pl.Boolean = pa.Field(
        nullable=True,
        description="The change is larger than its measuring error and what a difference in grade may make.",
    )
    trend_sessions: pl.Int64 = pa.Field(ge=0, description="Measured sessions on the hill in 12 weeks up to this one.")
    trend_mps_per_week: pl.Float64 = pa.Field(
        nullable=True,
        description="Theil–Sen slope of the median speed over these; null with fewer than three.",
    )
    is_trend_measurable: pl.Boolean = pa.Field(
        nullable=True,
        description="The trend is larger than what the measuring error and differences in grade would make.",
    )

    class Config:
        name = "mart.hill_progress"
        unique = ["athlete_id", "hill_id", "activity_id"]
