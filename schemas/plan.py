"""core.plan: the training plan in force, with dates."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table

#: The four that are scored by the week, and the one that is scored by the year.
INTERVENTIONS = ["hill_sprints", "heat", "cross_training", "strength"]
PLANNED = [*INTERVENTIONS, "monthly_mileage"]


class Plan(Table):
    """One row per intervention and period: what `plan.toml` asked for, and when.

    Targets are dated, so a change of plan does not rewrite the past.
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    intervention: pl.String = pa.Field(isin=PLANNED, description="Intervention.")
    valid_from: pl.Date = pa.Field(description="First day on which the target holds.")
    valid_until: pl.Date = pa.Field(nullable=True, description="Last day on which it holds; null while it still does.")
    unit: pl.String = pa.Field(isin=["sessions", "hours", "records"], description="What is counted.")
    target_min: pl.Float64 = pa.Field(
        ge=0, description="Least that meets the target, a week (a year for monthly mileage)."
    )
    target_max: pl.Float64 = pa.Field(ge=0, description="Upper end of the prescription.")
    is_break: pl.Boolean = pa.Field(description="A declared break: nothing is due.")
    plan_version: pl.String = pa.Field(description="Hash of the plan file that said so.")

    class Config:
        name = "core.plan"
        unique = ["athlete_id", "intervention", "valid_from"]
