"""mart.hill_sprint_reps: every hill sprint found."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class HillSprintReps(Table):
    """One row per hill-sprint rep found in a run's samples.

    Borders are good to about two seconds, so "8–10 s" is judged as 7–12 s.

    Misleads:
    - Reps of runs that do not count are here too: join `mart.sessions` and ask for `counts`.
    - `is_duration_ok` passes 7 to 12 s and `is_recovery_ok` 85 s: the borders of a rep are good to about two seconds.
    - The last rep has no recovery: null, not false.
    - Speeds on different grades do not compare; `mart.hill_progress` compares one hill with itself.
    - A sprint that was not found is in no table: a stalled position or an automatic pause hides it.

    Example: How were the sprints of my last session?
        SELECT rep_number, duration_s, mean_grade_pct, peak_speed_mps, recovery_s, recovery_kind
        FROM mart.hill_sprint_reps
        WHERE activity_id = (SELECT arg_max(activity_id, local_date) FROM mart.sessions
                             WHERE intervention = 'hill_sprints' AND counts)
        ORDER BY rep_number
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    rep_number: pl.Int64 = pa.Field(ge=1, description="1 for the first of the activity.")
    start_time_s: pl.Float64 = pa.Field(ge=0, description="Start on the stream's clock.")
    duration_s: pl.Float64 = pa.Field(gt=0, description="Duration.")
    distance_m: pl.Float64 = pa.Field(ge=0, description="Distance.")
    elevation_gain_m: pl.Float64 = pa.Field(description="Climbed height.")
    mean_grade_pct: pl.Float64 = pa.Field(
        description="Climbed height over distance, pooled over reps on the same hill."
    )
    mean_speed_mps: pl.Float64 = pa.Field(ge=0, description="Mean speed.")
    peak_speed_mps: pl.Float64 = pa.Field(ge=0, description="Highest speed, on a centred one-second grid.")
    first_8s_distance_m: pl.Float64 = pa.Field(
        ge=0,
        nullable=True,
        description="Distance covered in the first 8 s; null when shorter than 7 s or not recorded second by second.",
    )
    first_8s_speed_mps: pl.Float64 = pa.Field(ge=0, nullable=True, description="Mean speed of these 8 s.")
    mean_grade_adjusted_speed_mps: pl.Float64 = pa.Field(
        ge=0, description="Speed on the flat of the same metabolic cost (Minetti 2002)."
    )
    recovery_s: pl.Float64 = pa.Field(
        ge=0, nullable=True, description="Elapsed time to the next rep, pauses included; null after the last."
    )
    recovery_mean_speed_mps: pl.Float64 = pa.Field(
        ge=0, nullable=True, description="Mean speed of the recovery; null after the last."
    )
    recovery_kind: pl.String = pa.Field(
        isin=["stand", "walk", "jog"], nullable=True, description="How the recovery was spent; null after the last."
    )
    is_duration_ok: pl.Boolean = pa.Field(description="8–10 s within the measuring tolerance.")
    is_recovery_ok: pl.Boolean = pa.Field(
        nullable=True, description="Recovery long and slow enough; null after the last."
    )
    is_grade_ok: pl.Boolean = pa.Field(description="Steep enough: 8 % or more.")
    hill_id: pl.String = pa.Field(
        nullable=True,
        description="The hill, named by activity and rep of its first use; null without coordinates, and where another "
        "recording of the workout counts.",
    )
    confidence: pl.Float64 = pa.Field(ge=0, le=1, description="How sure the finding is.")

    class Config:
        name = "mart.hill_sprint_reps"
        unique = ["athlete_id", "activity_id", "rep_number"]
