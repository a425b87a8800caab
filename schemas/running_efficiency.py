"""mart.running_efficiency: a proxy for running economy."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class RunningEfficiency(Table):
    """One row per athlete and month: grade-adjusted metres per heartbeat on steady easy stretches.

    Running economy needs a laboratory. Heat and altitude move this proxy more than training does.
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    month: pl.Date = pa.Field(description="First day of the month.")
    runs: pl.Int64 = pa.Field(ge=1, description="Runs with a usable stretch.")
    windows: pl.Int64 = pa.Field(ge=1, description="Five-minute windows behind the median.")
    metres_per_heartbeat: pl.Float64 = pa.Field(gt=0, description="Median of the windows.")
    metres_per_heartbeat_low: pl.Float64 = pa.Field(gt=0, description="Lower end of the 95 % bootstrap interval.")
    metres_per_heartbeat_high: pl.Float64 = pa.Field(gt=0, description="Upper end of the 95 % bootstrap interval.")
    metres_per_heartbeat_iqr: pl.Float64 = pa.Field(ge=0, description="Interquartile range of the windows.")

    class Config:
        name = "mart.running_efficiency"
        unique = ["athlete_id", "month"]
