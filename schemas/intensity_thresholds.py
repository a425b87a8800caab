"""mart.intensity_thresholds: what intensity was judged by, and when."""

import pandera.polars as pa
import polars as pl

from schemas.bounds import MOST_WATTS
from schemas.table import Table


class IntensityThresholds(Table):
    """One row per period: the athlete's first threshold and threshold power then, and where they come from.

    What plan.toml says outranks Strava's zones and FTP, and these the highest heart rate seen. Periods of an athlete
    follow each other without a gap; the first begins on 1990-01-01.

    Misleads:
    - Join by day as well as by athlete, as with `core.heart_rate_zones`.
    - A new period need not be a change of the body: a plan, a zone or a source may have changed.
    - The bound is that of running; in the water and on a bicycle verdicts take 10 and 6 beats off it.
    - 77 % of the highest rate seen is a guess, and moves when a higher one is seen: `first_threshold_source` says so.

    Example: What counts as easy now, and says who?
        SELECT first_threshold_bpm, first_threshold_source, threshold_power_w, threshold_power_source
        FROM mart.intensity_thresholds WHERE valid_until IS NULL
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    valid_from: pl.Date = pa.Field(description="First day on which they hold.")
    valid_until: pl.Date = pa.Field(nullable=True, description="Last day on which they hold; null while they still do.")
    first_threshold_bpm: pl.Float64 = pa.Field(
        gt=0, nullable=True, description="Upper bound of low intensity while running; null where nothing tells."
    )
    first_threshold_source: pl.String = pa.Field(nullable=True, description="Where it comes from, in words.")
    threshold_power_w: pl.Float64 = pa.Field(
        gt=0, le=MOST_WATTS, nullable=True, description="Functional threshold power (FTP); null where nothing tells."
    )
    threshold_power_source: pl.String = pa.Field(nullable=True, description="`plan.toml` or `Strava`.")

    class Config:
        name = "mart.intensity_thresholds"
        unique = ["athlete_id", "valid_from"]
