"""mart.running_efficiency: a proxy for running economy."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class RunningEfficiency(Table):
    """One row per athlete and month: grade-adjusted metres per heartbeat on steady easy stretches.

    Running economy needs a laboratory. Heat and altitude move this proxy more than training does.

    Misleads:
    - Do not compare months of different seasons: heat and altitude move it more than training does.
    - Intervals that overlap show no difference; ones that do not may still be the weather, the strap or the shoes.
    - A month without a row had no usable stretch: that is unknown.
    - All months rest on the highest heart rate ever seen: a higher one moves all of them.

    Example: How does each October compare?
        SELECT year(month) AS year, runs, metres_per_heartbeat, metres_per_heartbeat_low, metres_per_heartbeat_high
        FROM mart.running_efficiency WHERE month(month) = 10 ORDER BY year
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
