"""ops.coverage: the period for which what each source has is known to be here."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Coverage(Table):
    """One row per athlete and source: from when to when all that it has is here.

    That is what Strava listed, what a bulk export holds up to when it was made, or files of which the athlete said that
    they are all (`fivefold import --complete`).

    Misleads:
    - Complete is what the source *listed*: what the athlete hid from the application is not in it.
    - With `FIVEFOLD_API_RETENTION_DAYS` the whole listing begins at `listed_from`.
    - An activity with an earlier start may still arrive, uploaded late: the whole listing is read once a day for
      that.

    Example: How far is the listing known?
        SELECT source, listed_until, full_listing_at FROM ops.coverage
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    source: pl.String = pa.Field(description="Which source.")
    listed_until: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        description="Every activity of the source that started before this instant is here, UTC."
    )
    full_listing_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="When the whole listing was last read, UTC; null for exports and files."
    )
    listed_from: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True,
        description="Nothing that started before this instant is asked for any more, since what came of it was erased, "
        "UTC; null when the listing goes back to the beginning.",
    )

    class Config:
        name = "ops.coverage"
        unique = ["athlete_id", "source"]
        metadata = {"private": True}
