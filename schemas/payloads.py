"""raw.payloads: what the source sent, verbatim."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Payloads(Table):
    """One row per response body kept, exactly as the source sent it; append-only.

    A response that equals the newest one of the same thing is not kept again, so a night without news adds no row.
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    payload_id: pl.Int64 = pa.Field(gt=0, description="Order of landing in this warehouse: 1, 2, 3 …")
    source: pl.String = pa.Field(
        isin=["strava_api", "manual_log"],
        description="Where it came from; manual_log: `fivefold log`, in the same shape.",
    )
    kind: pl.String = pa.Field(
        isin=["activity_page", "activity", "streams", "zones", "athlete"], description="What was asked for."
    )
    activity_id: pl.Int64 = pa.Field(
        nullable=True, description="The activity asked for; null for pages, zones and the athlete."
    )
    http_status: pl.Int64 = pa.Field(
        ge=100,
        le=599,
        description="Status of the answer: 200, or 404 where that is data (no streams, a log removed).",
    )
    body: pl.String = pa.Field(description="The body, byte for byte (JSON text).")
    body_sha256: pl.String = pa.Field(description="SHA-256 of the body, hexadecimal.")
    fetched_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When the answer arrived, UTC.")
    run_id: pl.String = pa.Field(description="The run that landed it: a sync, or one `fivefold log`.")

    class Config:
        name = "raw.payloads"
        unique = ["athlete_id", "payload_id"]
