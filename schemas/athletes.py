"""core.athletes: what is known of the athlete."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.bounds import HEAVIEST_KG, MOST_WATTS
from schemas.table import Table


class Athletes(Table):
    """One row per athlete: what the athlete set at Strava and verdicts rest on; no name, no place.

    Misleads:
    - Only the newest profile: what held on an earlier day is in `core.threshold_power`.
    - Null may also mean that the grant lacks `profile:read_all`.
    - `updated_at` is when Strava first said this, not when it was last asked.

    Example: Whom does this warehouse know?
        SELECT athlete_id, threshold_power_w, weight_kg FROM core.athletes
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    threshold_power_w: pl.Float64 = pa.Field(
        gt=0, le=MOST_WATTS, nullable=True, description="Functional threshold power (FTP); null where none is set."
    )
    weight_kg: pl.Float64 = pa.Field(
        gt=0, le=HEAVIEST_KG, nullable=True, description="Body weight; null where none is set."
    )
    updated_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When Strava said so first, UTC.")
    source: pl.String = pa.Field(isin=["strava_api"], description="Where the row came from.")

    class Config:
        name = "core.athletes"
        unique = ["athlete_id"]


class ProfilesAnswered(Athletes):
    """The same row while it is still one of an answer, of which there may be many."""

    payload_id: pl.Int64 = pa.Field(ge=1, description="The answer.")

    class Config(Athletes.Config):
        unique = ["athlete_id", "payload_id"]
