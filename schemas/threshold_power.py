"""core.threshold_power: the athlete's threshold power, with dates."""

import pandera.polars as pa
import polars as pl

from schemas.bounds import MOST_WATTS
from schemas.table import Table


class ThresholdPower(Table):
    """One row per period in which a functional threshold power (FTP) was set at Strava.

    A new value does not rewrite the past. The first profile that was ever seen stands for everything before it.

    Misleads:
    - A period begins when the value was first seen here; the first one reaches back to 1990 for want of anything
      older.
    - Verdicts rest on `mart.intensity_thresholds`, where plan.toml outranks Strava.

    Example: How did my threshold power change?
        SELECT valid_from, valid_until, threshold_power_w FROM core.threshold_power ORDER BY valid_from
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    valid_from: pl.Date = pa.Field(
        description="First day on which it holds: the day it was first seen (UTC), 1990-01-01 for the first ever."
    )
    valid_until: pl.Date = pa.Field(nullable=True, description="Last day on which it holds; null while it still does.")
    threshold_power_w: pl.Float64 = pa.Field(gt=0, le=MOST_WATTS, description="Functional threshold power (FTP).")
    source: pl.String = pa.Field(isin=["strava_api"], description="Where the row came from.")

    class Config:
        name = "core.threshold_power"
        unique = ["athlete_id", "valid_from"]
