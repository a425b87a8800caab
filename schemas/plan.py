"""core.plan: the training plan in force, with dates."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table

#: The four that are scored by the week, and the one that is scored by the year.
INTERVENTIONS = ["hill_sprints", "heat", "cross_training", "strength"]
PLANNED = [*INTERVENTIONS, "monthly_mileage"]


class Plan(Table):
    """One row per intervention and period: what `plan.toml` asked for, and when.

    Targets are dated, so a change of plan does not rewrite the past. Periods of an intervention do not overlap:
    a declared break stands between the periods before and after it.

    Misleads:
    - Join by day: an intervention has a row for each period, and breaks are rows of their own.
    - `target_min` is asked for each week, of monthly mileage each year.
    - A week is judged by the target in force on its Monday.
    - Every athlete of the warehouse has the same plan.

    Example: What is asked for now?
        SELECT intervention, target_min, target_max, unit FROM core.plan
        WHERE valid_until IS NULL AND NOT is_break ORDER BY intervention
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    intervention: pl.String = pa.Field(isin=PLANNED, description="Intervention.")
    valid_from: pl.Date = pa.Field(description="First day on which the target holds.")
    valid_until: pl.Date = pa.Field(nullable=True, description="Last day on which it holds; null while it still does.")
    unit: pl.String = pa.Field(isin=["sessions", "hours", "records"], description="What is counted.")
    target_min: pl.Float64 = pa.Field(
        ge=0, description="Least that meets the target, a week (a year for monthly mileage); 0 asks for nothing."
    )
    target_max: pl.Float64 = pa.Field(ge=0, description="Upper end of the prescription.")
    session_min_reps: pl.Int64 = pa.Field(
        ge=1, nullable=True, description="Least reps of a hill-sprint session that counts; null for the others."
    )
    is_unknown_counted: pl.Boolean = pa.Field(
        nullable=True, description="Strength counts though nothing says how heavy it was; null for the others."
    )
    is_break: pl.Boolean = pa.Field(description="A declared break: nothing is due.")
    break_reason: pl.String = pa.Field(nullable=True, description="Why, in the athlete's words.")
    plan_version: pl.String = pa.Field(description="Hash of what the plan file says.")

    class Config:
        name = "core.plan"
        unique = ["athlete_id", "intervention", "valid_from"]
