"""raw.payloads: what the source sent, verbatim."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Payloads(Table):
    """One row per response body kept, exactly as the source sent it; append-only.

    A response that equals the newest one of the same thing is not kept again, so a night without news adds no row.

    Misleads:
    - Not every call left a row: an answer that says the same as the last one is not kept again, so `fetched_at` is
      when something was new.
    - The newest row is not the newest truth: a 404 of an activity says that it is gone, one of streams that it has no
      samples.
    - `body` is text, byte for byte, with whatever people wrote in it: read it with JSON functions, and never print it
      unescaped.
    - `payload_id` is an order of landing in this file, not an id of Strava's.

    Example: How much of what is there came in which month?
        SELECT date_trunc('month', fetched_at)::DATE AS month, kind, count(*) AS payloads
        FROM raw.payloads GROUP BY ALL ORDER BY ALL
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    payload_id: pl.Int64 = pa.Field(
        gt=0, description="Order of landing in this warehouse, counted with raw.files: 1, 2, 3 …"
    )
    source: pl.String = pa.Field(
        isin=["strava_api", "manual_log", "open_meteo"],
        description="Where it came from; manual_log: `fivefold log`, in the same shape.",
    )
    kind: pl.String = pa.Field(
        isin=["activity_page", "activity", "streams", "zones", "athlete", "weather"], description="What was asked for."
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
