"""core.history: the days for which the athlete's data can tell something."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class History(Table):
    """One row per athlete: where the known days begin and end.

    A day outside is unknown, which is not the same as a day without training.

    Misleads:
    - `first_date` is the first activity known, not the first day of running.
    - Days after `complete_until` may be here in part: today always is.
    - Days from `unknown_from` to `unknown_until` are inside, and as unknown as those outside.
    - A week with a pending day is judged *unknown* where that may change the verdict.

    Example: From when to when is everything known?
        SELECT first_date, complete_until, len(pending_dates) AS days_pending FROM core.history
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    first_date: pl.Date = pa.Field(description="Local day of the first activity known.")
    complete_until: pl.Date = pa.Field(description="Last local day up to which every activity is known to be here.")
    pending_dates: Annotated[pl.List, pl.Date()] = pa.Field(
        description="Local days with an activity whose detail or samples are still to be fetched."
    )

    unknown_from: pl.Date = pa.Field(
        nullable=True, description="First local day of those whose activities were erased; null when none were."
    )
    unknown_until: pl.Date = pa.Field(
        nullable=True,
        description="Last local day of these: what is here of them came from a file, or is the last left.",
    )

    class Config:
        name = "core.history"
        unique = ["athlete_id"]
