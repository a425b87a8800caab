"""mart.weekly_adherence: was the plan kept, week by week."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.plan import INTERVENTIONS
from schemas.table import Table

STATUSES = ["met", "partial", "missed", "unknown", "not_due", "in_progress"]


class WeeklyAdherence(Table):
    """One row per athlete, ISO week and intervention in force.

    `unknown` is not `missed`: it says that the data could not tell.

    Misleads:
    - Six statuses, not two: a share of weeks kept leaves out `unknown`, `not_due` and `in_progress`.
    - `actual` is in `unit`: sessions, of cross-training hours.
    - `actual` may be above 0 in an unknown week: what is known did not suffice, and what is not known may.
    - A met week may end later than today, and a week in which a break was declared is not due, whatever was done.

    Example: How often was each status given in the last year?
        SELECT intervention, status, count(*) AS weeks FROM mart.weekly_adherence
        WHERE week_start > (SELECT max(week_start) - 364 FROM mart.weekly_adherence)
        GROUP BY intervention, status ORDER BY intervention, weeks DESC
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    week_start: pl.Date = pa.Field(description="Monday of the ISO week.")
    intervention: pl.String = pa.Field(isin=INTERVENTIONS, description="Intervention.")
    unit: pl.String = pa.Field(isin=["sessions", "hours"], description="What is counted.")
    target_min: pl.Float64 = pa.Field(ge=0, description="Least that meets the target.")
    target_max: pl.Float64 = pa.Field(ge=0, description="Upper end of the prescription.")
    actual: pl.Float64 = pa.Field(ge=0, description="What was done.")
    status: pl.String = pa.Field(isin=STATUSES, description="Verdict on the week.")
    is_over_limit: pl.Boolean = pa.Field(
        description="So much that recovery may suffer: more than 4 heat or 3 strength sessions."
    )
    evidence_ids: Annotated[pl.List, pl.Int64()] = pa.Field(description="Activities that count toward it.")
    plan_version: pl.String = pa.Field(description="Plan in force.")

    class Config:
        name = "mart.weekly_adherence"
        unique = ["athlete_id", "week_start", "intervention"]
