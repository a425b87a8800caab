"""mart.daily_training: a dense calendar for dashboards."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class DailyTraining(Table):
    """One row per athlete and day, from the first activity to today, days without training included.

    Misleads:
    - A row of zeros is a day on which nothing was recorded; whether anything was done is another question.
    - The last row is today, which is not over.
    - The sums of 7 and 28 days are of what is known: at the beginning of the history they are too small.
    - `is_single_run_spike` is about one run against one month. It warns; it forecasts nothing about one person.
    - Heat minutes leave out sessions of unknown length.

    Example: On which days did I train twice or more?
        SELECT local_date, activities, round(run_distance_m / 1000, 1) AS km, heat_minutes, strength_minutes
        FROM mart.daily_training WHERE activities >= 2 ORDER BY local_date DESC LIMIT 10
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    local_date: pl.Date = pa.Field(description="Day.")
    activities: pl.Int64 = pa.Field(ge=0, description="Activities that count; duplicates do not.")
    run_distance_m: pl.Float64 = pa.Field(ge=0, description="Running distance.")
    run_moving_time_s: pl.Int64 = pa.Field(ge=0, description="Running, moving time.")
    longest_run_m: pl.Float64 = pa.Field(ge=0, description="Longest single run of the day.")
    longest_run_30d_m: pl.Float64 = pa.Field(
        ge=0, nullable=True, description="Longest run of the 30 days before; null without one."
    )
    is_single_run_spike: pl.Boolean = pa.Field(
        description="Longest run more than 10 % beyond the longest of the 30 days before: a load warning with evidence."
    )
    hill_sprint_reps: pl.Int64 = pa.Field(ge=0, description="Reps of hill-sprint sessions that count.")
    heat_minutes: pl.Float64 = pa.Field(ge=0, description="Passive heat that counts.")
    cross_training_hours: pl.Float64 = pa.Field(ge=0, description="Cross-training that counts.")
    strength_minutes: pl.Float64 = pa.Field(ge=0, description="Strength training that counts.")
    run_distance_7d_m: pl.Float64 = pa.Field(ge=0, description="Running distance of the seven days up to this one.")
    run_distance_28d_m: pl.Float64 = pa.Field(ge=0, description="Running distance of the 28 days up to this one.")

    class Config:
        name = "mart.daily_training"
        unique = ["athlete_id", "local_date"]
