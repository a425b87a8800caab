"""ops.changes: what changed at the source, and what new rules changed."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Changes(Table):
    """One row per field that changed at the source, activity that went or came back, and what that changed of the past.

    Also one per verdict that new rules changed.

    Misleads:
    - A new activity is no change, nor is what came with its first detail.
    - `changed_at` is when this warehouse saw it: the athlete may have changed it days before.
    - Values are texts, also of numbers, and as the athlete wrote them: hostile until escaped.
    - `record:` and `adherence:` rows are consequences, told with an activity that bears on them.

    Example: Which fields change most?
        SELECT split_part(field, ':', 1) AS field, count(*) AS changes FROM ops.changes GROUP BY 1 ORDER BY changes DESC
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    field: pl.String = pa.Field(
        description="Field that changed; `activity` of one that vanished or came back, with its title; of a record "
        "`record:` and its month; of a week `adherence:`, its Monday and the intervention; of a verdict `verdict:` and "
        "its intervention."
    )
    old_value: pl.String = pa.Field(
        nullable=True, description="Value before, as text; of a verdict with the version of its rules."
    )
    new_value: pl.String = pa.Field(
        nullable=True, description="Value after, as text; of a verdict with the version of its rules."
    )
    changed_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When this warehouse saw it, UTC.")
    run_id: pl.String = pa.Field(description="Run that saw it.")

    class Config:
        name = "ops.changes"
        unique = ["athlete_id", "activity_id", "field", "changed_at"]
