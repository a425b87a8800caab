"""mart.monthly_volume: how much of each sport, month by month."""

import pandera.polars as pa
import polars as pl

from schemas.activities import SPORT_GROUPS
from schemas.table import Table


class MonthlyVolume(Table):
    """One row per athlete, calendar month and sport group: training volume, in the athlete's local time.

    Months without activity stand as zero rows between the first and the current month, so that a chart never skips one.

    Misleads:
    - The current month is here, and not complete: ask for `is_complete` before comparing.
    - A month of zeros may be a month that nobody recorded: `is_complete` says only that the listing has no gap.
    - The first month of a history counts as complete when it began on one of its first three days.
    - `run` is all running, on trails and treadmills as well; distances of treadmills are guesses.

    Example: How did my running months go?
        SELECT month, round(distance_m / 1000, 1) AS km, activities, is_complete
        FROM mart.monthly_volume WHERE sport_group = 'run' ORDER BY month DESC LIMIT 12
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    month: pl.Date = pa.Field(description="First day of the month.")
    sport_group: pl.String = pa.Field(isin=SPORT_GROUPS, description="Group of sports.")
    activities: pl.Int64 = pa.Field(ge=0, description="Activities that count; duplicates do not.")
    active_days: pl.Int64 = pa.Field(ge=0, description="Days with at least one.")
    distance_m: pl.Float64 = pa.Field(ge=0, description="Distance.")
    moving_time_s: pl.Int64 = pa.Field(ge=0, description="Moving time.")
    elapsed_time_s: pl.Int64 = pa.Field(ge=0, description="Elapsed time.")
    elevation_gain_m: pl.Float64 = pa.Field(ge=0, description="Climbed height.")
    longest_m: pl.Float64 = pa.Field(ge=0, description="Longest single activity.")
    is_complete: pl.Boolean = pa.Field(description="The month is over and no sync gap lies in it.")

    class Config:
        name = "mart.monthly_volume"
        unique = ["athlete_id", "month", "sport_group"]
