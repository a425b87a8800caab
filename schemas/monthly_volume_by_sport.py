"""mart.monthly_volume_by_sport: running volume split by sport type."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class MonthlyVolumeBySport(Table):
    """Running volume per athlete, calendar month and sport type (Run, TrailRun, VirtualRun …).

    Months without activity stand as zero rows between the first of the type and the current month.
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
