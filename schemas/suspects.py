"""ops.suspects: activities that have to be asked for again."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Suspects(Table):
    """One row per activity that the source may have changed or removed, until it has been asked for again.

    Misleads:
    - A suspect is not deleted: it stays in all tables until the source has said so.
    - Empty is the usual state.

    Example: What is still doubted?
        SELECT s.activity_id, s.reason, local_date, name
        FROM ops.suspects s LEFT JOIN core.activities USING (athlete_id, activity_id) ORDER BY noticed_at
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(gt=0, description="Strava's activity id.")
    reason: pl.String = pa.Field(
        isin=["missing", "event"],
        description="missing: a listing that was read to its end lacks it; event: the source said that it changed.",
    )
    noticed_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When it was first noticed, UTC.")

    class Config:
        name = "ops.suspects"
        unique = ["athlete_id", "activity_id"]
