"""mart.monthly_records: months that beat every month before."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class MonthlyRecords(Table):
    """One row per month that set, or is about to set, a running-distance record.

    The first six months of a history are the baseline and set none. The current month is provisional.

    Misleads:
    - A provisional row is no record: it is the month under way whose projection would be one, and it may vanish.
    - A record beats every complete month before it by 100 m or more, so a month with a gap in the data neither sets
      nor holds one.
    - Months that set none have no row.
    - A record says that the month was long, not that it was good for you.

    Example: By how much do I beat my records?
        SELECT month, round(improvement_m / 1000, 1) AS more_km, months_stood
        FROM mart.monthly_records WHERE NOT is_provisional ORDER BY month
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    month: pl.Date = pa.Field(description="First day of the month.")
    distance_m: pl.Float64 = pa.Field(ge=0, description="Running distance of the month so far.")
    previous_record_m: pl.Float64 = pa.Field(gt=0, description="The record it beat, or has to beat.")
    previous_record_month: pl.Date = pa.Field(description="The month that held it.")
    improvement_m: pl.Float64 = pa.Field(
        description="Distance above the old record; negative while a provisional month is still below."
    )
    months_stood: pl.Int64 = pa.Field(ge=1, description="Months for which the old record stood.")
    is_provisional: pl.Boolean = pa.Field(description="The month is not over.")
    projected_distance_m: pl.Float64 = pa.Field(
        ge=0, nullable=True, description="Projected distance of the whole month; null once it is over."
    )
    needed_m_per_day: pl.Float64 = pa.Field(
        ge=0, nullable=True, description="Still to run each remaining day for a record; null once the month is over."
    )
    records_last_12_months: pl.Int64 = pa.Field(
        ge=0, description="Records set in the twelve months up to this one, provisional ones left out."
    )

    class Config:
        name = "mart.monthly_records"
        unique = ["athlete_id", "month"]
