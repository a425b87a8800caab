"""core.heart_rate_zones: the athlete's zones."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class HeartRateZones(Table):
    """One row per heart-rate zone that is set at Strava, lowest first."""

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    zone_number: pl.Int64 = pa.Field(ge=1, description="1 for the lowest.")
    min_bpm: pl.Int64 = pa.Field(ge=0, description="Lower bound.")
    max_bpm: pl.Int64 = pa.Field(ge=0, nullable=True, description="Upper bound; null for the top zone.")

    class Config:
        name = "core.heart_rate_zones"
        unique = ["athlete_id", "zone_number"]
