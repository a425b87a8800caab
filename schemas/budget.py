"""ops.budget: the calls already spent at the source."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Budget(Table):
    """One row: the state of the call budget, so that the next run goes on counting.

    Misleads:
    - It is the sync's own notebook: `ops.freshness` says in columns how many calls are left.
    - The windows in it may be over since it was saved.

    Example: What was noted last?
        SELECT source, updated_at, state FROM ops.budget
    """

    source: pl.String = pa.Field(description="Which source.")
    state: pl.String = pa.Field(description="Windows, limits and usage, as JSON.")
    updated_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When it was saved, UTC.")

    class Config:
        name = "ops.budget"
        unique = ["source"]
        metadata = {"private": True}
