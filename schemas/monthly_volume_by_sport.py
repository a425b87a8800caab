"""mart.monthly_volume_by_sport: running volume split by sport type."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class MonthlyVolumeBySport(Table):
    """One row per athlete, calendar month and sport type (Run, TrailRun, VirtualRun …): running volume.

    Months without activity stand as zero rows between the first of the type and the current month.

    Misleads:
    - Only running, split by Strava's type: other sports are in `mart.monthly_volume`.
    - A type begins in its own first month: a month without a row is before that, not a zero forgotten.
    - It adds up to `run` of `mart.monthly_volume`, month by month.

    Example: How much of my running is on trails?
        SELECT year(month) AS year,
               round(100 * sum(if(sport_type = 'TrailRun', distance_m, 0)) / nullif(sum(distance_m), 0)) AS trail_pct
        FROM mart.monthly_volume_by_sport GROUP BY year ORDER BY year
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    month: pl.Date = pa.Field(description="First day of the month.")
    sport_type: pl.String = pa.Field(description="Strava's sport type, verbatim.")
    activities: pl.Int64 = pa.Field(ge=0, description="Activities that count; duplicates do not.")
    active_days: pl.Int64 = pa.Field(ge=0, description="Days with at least one.")
    distance_m: pl.Float64 = pa.Field(ge=0, description="Distance.")
    moving_time_s: pl.Int64 = pa.Field(ge=0, description="Moving time.")
    elapsed_time_s: pl.Int64 = pa.Field(ge=0, description="Elapsed time.")
    elevation_gain_m: pl.Float64 = pa.Field(ge=0, description="Climbed height.")
    longest_m: pl.Float64 = pa.Field(ge=0, description="Longest single activity.")
    is_complete: pl.Boolean = pa.Field(description="The month is over and no sync gap lies in it.")

    class Config:
        name = "mart.monthly_volume_by_sport"
        unique = ["athlete_id", "month", "sport_type"]
