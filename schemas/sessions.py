"""mart.sessions: which activity counts for which intervention."""

import pandera.polars as pa
import polars as pl

from schemas.plan import INTERVENTIONS
from schemas.table import Table


class Sessions(Table):
    """One row per activity and intervention that it counts for, or nearly did, with the reason.

    Rows with `counts` false are here to be seen, not to be summed.
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    activity_id: pl.Int64 = pa.Field(description="Strava's activity id; negative for files that Strava never saw.")
    local_date: pl.Date = pa.Field(description="Calendar day where the athlete was.")
    intervention: pl.String = pa.Field(isin=INTERVENTIONS, description="Intervention.")
    kind: pl.String = pa.Field(description="What it was, e.g. sauna, ride, heavy, hill_sprints.")
    dose: pl.Float64 = pa.Field(ge=0, nullable=True, description="How much of it, in dose_unit.")
    dose_unit: pl.String = pa.Field(isin=["reps", "minutes", "hours"], description="Unit of the dose.")
    counts: pl.Boolean = pa.Field(description="Counts toward the plan.")
    confidence: pl.Float64 = pa.Field(ge=0, le=1, description="How sure the verdict is.")
    reason: pl.String = pa.Field(description="One plain sentence with the numbers behind the verdict.")
    evidence: pl.String = pa.Field(description="The numbers themselves, as JSON.")
    decided_by: pl.String = pa.Field(
        isin=["rule", "log", "label"],
        description="Who decided: rule, or the athlete: log (`fivefold log`) or label (`fivefold label`).",
    )
    rule_version: pl.String = pa.Field(description="Version of the rules that decided.")

    class Config:
        name = "mart.sessions"
        unique = ["athlete_id", "activity_id", "intervention"]
