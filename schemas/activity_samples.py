"""core.activity_samples: what verdicts need to know about an activity's samples, in one row."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.bounds import COLDEST_C, HOTTEST_C
from schemas.table import Table


class ActivitySamples(Table):
    """One row per activity with samples: heart rate and temperature boiled down, cleaned of drop-outs and spikes.

    Verdicts that compare activities with each other read this instead of millions of samples.

    Misleads:
    - `heartrate_seconds` starts at 30 bpm: the seconds at a rate of b are in entry b - 29, as SQL counts.
    - Only seconds in motion are counted, so it adds up to less than the elapsed time; drop-outs and spikes are left
      out, so also to less than `moving_time_s`.
    - `peak_heartrate_bpm` was held for five samples in a row: it is lower than `core.activities.max_heartrate_bpm`,
      which may be a spike.
    - Temperature is that of the watch on the wrist, several degrees above the air's.

    Example: How long was my heart above 170 in my hardest runs?
        SELECT local_date, round(list_sum(heartrate_seconds[142:]) / 60, 1) AS minutes_above_170, peak_heartrate_bpm
        FROM core.activity_samples JOIN core.activities USING (athlete_id, activity_id)
        WHERE sport_group = 'run' AND duplicate_of IS NULL ORDER BY minutes_above_170 DESC, local_date LIMIT 5
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    moving_time_s: pl.Int64 = pa.Field(ge=0, description="Recorded seconds in motion; gaps over 10 s are not recorded.")
    heartrate_time_s: pl.Int64 = pa.Field(ge=0, description="Those of them with a believable heart rate.")
    heartrate_seconds: Annotated[pl.List, pl.Int64()] = pa.Field(
        description="Seconds in motion at each heart rate: the first entry is 30 bpm, one entry per bpm up to 229."
    )
    peak_heartrate_bpm: pl.Int64 = pa.Field(
        ge=30, le=229, nullable=True, description="Highest heart rate held for five samples in a row."
    )
    mean_temp_after_20min_c: pl.Float64 = pa.Field(
        ge=COLDEST_C,
        le=HOTTEST_C,
        nullable=True,
        description="Mean of the device's sensor from 20 min on, when it has settled.",
    )

    class Config:
        name = "core.activity_samples"
        unique = ["athlete_id", "activity_id"]
