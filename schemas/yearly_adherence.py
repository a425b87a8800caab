"""mart.yearly_adherence: monthly-mileage records, year by year."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table
from schemas.weekly_adherence import STATUSES


class YearlyAdherence(Table):
    """One row per athlete and calendar year for the monthly-mileage plan.

    After a plateau, fewer records are not failure.

    Misleads:
    - The year under way is `in_progress` until it is met.
    - The first six months of a history set no record: a first year has half the chances.
    - Provisional records are not counted.

    Example: How many records did each year bring?
        SELECT year, records, status FROM mart.yearly_adherence ORDER BY year
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    year: pl.Int64 = pa.Field(ge=1900, description="Calendar year.")
    records: pl.Int64 = pa.Field(ge=0, description="Monthly-distance records set in it.")
    target_min: pl.Float64 = pa.Field(ge=0, description="Least that meets the target.")
    target_max: pl.Float64 = pa.Field(ge=0, description="Upper end of the prescription.")
    status: pl.String = pa.Field(isin=STATUSES, description="Verdict on the year.")
    plan_version: pl.String = pa.Field(description="Plan in force.")

    class Config:
        name = "mart.yearly_adherence"
        unique = ["athlete_id", "year"]
