"""ops.rereads: when the details of recent activities were last asked for again."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Rereads(Table):
    """One row per activity whose detail was asked for again, whether or not it had changed.

    Misleads:
    - It is about being asked, not about change: what had changed is in `ops.changes`.
    - Only recent activities are asked for again; the others have no row.

    Example: When was anything last read again?
        SELECT max(read_at) AS last_reread_at, count(*) AS activities FROM ops.rereads
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(gt=0, description="Strava's activity id.")
    read_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="The last time, UTC.")

    class Config:
        name = "ops.rereads"
        unique = ["athlete_id", "activity_id"]
        metadata = {"private": True}
