"""ops.freshness: how fresh everything is."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Freshness(Table):
    """One row per athlete: how fresh everything is."""

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    last_success_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="End of the last good run, UTC."
    )
    last_outcome: pl.String = pa.Field(nullable=True, description="Outcome of the last run.")
    newest_activity_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="Start of the newest activity, UTC."
    )
    activities: pl.Int64 = pa.Field(ge=0, description="Activities in core.")
    activities_pending: pl.Int64 = pa.Field(ge=0, description="Activities still waiting for detail or streams.")
    calls_left_today: pl.Int64 = pa.Field(
        ge=0, nullable=True, description="Calls left before UTC midnight; null when the limit is not known."
    )
    calls_per_day: pl.Int64 = pa.Field(
        ge=0, nullable=True, description="The source's limit a UTC day; null when it is not known."
    )
    records_rejected: pl.Int64 = pa.Field(ge=0, description="Records in quarantine.")
    content_sha256: pl.String = pa.Field(nullable=True, description="Hash of core and mart as published.")
    published_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="When the published copy was made, UTC."
    )

    class Config:
        name = "ops.freshness"
        unique = ["athlete_id"]
