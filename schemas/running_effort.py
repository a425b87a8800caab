"""core.running_effort: how hard the athlete's easy running is, run by run."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class RunningEffort(Table):
    """One row per run with usable samples: the effort from which faster efforts are told apart.

    Misleads:
    - Grade-adjusted speed is that on the flat of the same cost: it is faster than the pace on every climb.
    - It is a bar above which efforts stand out, not a verdict on how easy the run was.
    - Treadmill and virtual runs have no row, nor have runs with less than a minute of running.

    Example: How did my easy effort move from year to year?
        SELECT year(start_at) AS year, count(*) AS runs, round(median(easy_effort_mps), 2) AS median_easy_mps
        FROM core.running_effort GROUP BY year ORDER BY year
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    start_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="Start, UTC.")
    moving_effort_p40_mps: pl.Float64 = pa.Field(
        gt=0, description="40th percentile of grade-adjusted speed while moving."
    )
    easy_effort_mps: pl.Float64 = pa.Field(
        gt=0,
        nullable=True,
        description="The same, bounded by the median of 56 days up to this run; null until efforts were looked for.",
    )

    class Config:
        name = "core.running_effort"
        unique = ["athlete_id", "activity_id"]
