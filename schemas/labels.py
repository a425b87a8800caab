"""core.labels: the athlete's word on activities, which outranks every rule."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Labels(Table):
    """One row per labelled activity that is known here: what `labels.toml` says of it.

    What it counts for is complete: with `[heat]` it counts for heat and for nothing else.

    Misleads:
    - An empty list is the word *none*; null says that the label is about duplicates only.
    - A label of an activity that is not known here waits in labels.toml and has no row.
    - What followed from it is in `mart.sessions`, with `decided_by` = 'label'.

    Example: What did I label, and why?
        SELECT local_date, name, interventions, is_duplicate, note
        FROM core.labels JOIN core.activities USING (athlete_id, activity_id) ORDER BY local_date DESC
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="The activity labelled; negative for one that Strava never saw.")
    interventions: Annotated[pl.List, pl.String()] = pa.Field(
        nullable=True,
        description="All that it counts for; empty for nothing, null where the label is not about that.",
    )
    is_duplicate: pl.Boolean = pa.Field(
        nullable=True,
        description="Whether it is a second recording of a workout; null where the label is not about that.",
    )
    duplicate_of: pl.Int64 = pa.Field(nullable=True, description="The activity to keep instead, where it is one.")
    labelled_on: pl.Date = pa.Field(nullable=True, description="Day of the label, if the file says.")
    note: pl.String = pa.Field(nullable=True, description="Why, in the athlete's words: hostile text until escaped.")

    class Config:
        name = "core.labels"
        unique = ["athlete_id", "activity_id"]
