"""ops.freshness: how fresh everything is."""

from datetime import timedelta
from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table

#: A night may be missed by a few hours (a laptop asleep at three); two in a row not.
STALE_AFTER = timedelta(hours=36)


class Freshness(Table):
    """One row per athlete: how fresh everything is.

    Misleads:
    - Compare `stale_after` with the clock yourself, null being stale: the row cannot know what time you read it.
    - `activities` counts second recordings too.
    - `failed_runs` counts those since the last good one: 0 is well.
    - `calls_left_today` is as of the last run.

    Example: Is it fresh?
        SELECT coalesce(stale_after > now(), FALSE) AS is_fresh, last_success_at, failed_runs, activities_pending
        FROM ops.freshness
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    last_success_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="End of the last good run, UTC."
    )
    stale_after: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="Stale once this has passed, UTC; null, and stale, before the first good run."
    )
    last_outcome: pl.String = pa.Field(nullable=True, description="Outcome of the last run.")
    failed_runs: pl.Int64 = pa.Field(
        ge=0, nullable=True, description="Runs in a row that failed since the last good one."
    )
    failing_since: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="Start of the first of these, UTC; null when the last run was good."
    )
    newest_activity_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="Start of the newest activity, UTC."
    )
    activities: pl.Int64 = pa.Field(ge=0, description="Activities in core.")
    activities_pending: pl.Int64 = pa.Field(ge=0, description="Activities still waiting for detail or streams.")
    oldest_pending_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="Start of the oldest activity that waits, UTC; null when none does."
    )
    newest_pending_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="Start of the newest activity that waits, UTC; null when none does."
    )
    activities_to_check: pl.Int64 = pa.Field(
        ge=0,
        nullable=True,
        description="Activities that the source may have changed or removed, still to be asked for (`ops.suspects`).",
    )
    listed_until: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True,
        description="Every activity that the source listed as started before this instant is here, UTC.",
    )
    full_listing_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="When the whole listing was last read, UTC."
    )
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

    oldest_api_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True,
        description="When the oldest answer of Strava's API that is still kept was fetched, UTC; null when none is.",
    )

    class Config:
        name = "ops.freshness"
        unique = ["athlete_id"]
