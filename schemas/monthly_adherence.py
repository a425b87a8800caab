"""mart.monthly_adherence: the weeks of each month, counted by verdict."""

import pandera.polars as pa
import polars as pl

from schemas.plan import INTERVENTIONS
from schemas.table import Table


class MonthlyAdherence(Table):
    """One row per athlete, month and intervention. A week belongs to the month that holds its Thursday.

    Misleads:
    - Four or five weeks a month: a percentage moves in steps of 20 to 25 points.
    - `adherence_pct` leaves unknown weeks out, `weeks_due` does not.
    - Averaging the percentages of months weighs weeks unevenly: sum the weeks.

    Example: Which share of the weeks that could be judged was kept, in each year?
        SELECT year(month) AS year, intervention, sum(weeks_met) AS met, sum(weeks_due - weeks_unknown) AS judged
        FROM mart.monthly_adherence GROUP BY ALL ORDER BY ALL
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    month: pl.Date = pa.Field(description="First day of the month.")
    intervention: pl.String = pa.Field(isin=INTERVENTIONS, description="Intervention.")
    weeks_due: pl.Int64 = pa.Field(
        ge=0,
        description="Weeks in which something was due and the data could tell or not; weeks in progress are left out.",
    )
    weeks_met: pl.Int64 = pa.Field(ge=0, description="Weeks met.")
    weeks_partial: pl.Int64 = pa.Field(ge=0, description="Weeks partial.")
    weeks_missed: pl.Int64 = pa.Field(ge=0, description="Weeks missed.")
    weeks_unknown: pl.Int64 = pa.Field(ge=0, description="Weeks unknown.")
    adherence_pct: pl.Float64 = pa.Field(
        ge=0,
        le=100,
        nullable=True,
        description="Weeks met as a share of weeks met, partial and missed; null when there are none.",
    )

    class Config:
        name = "mart.monthly_adherence"
        unique = ["athlete_id", "month", "intervention"]
