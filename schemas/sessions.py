"""mart.sessions: which activity counts for which intervention."""

import pandera.polars as pa
import polars as pl

from schemas.plan import INTERVENTIONS
from schemas.table import Table


class Sessions(Table):
    """One row per activity and intervention that it counts for, or nearly did, with the reason.

    Rows with `counts` false are here to be seen, not to be summed.

    Misleads:
    - `dose` has another unit for each intervention: reps, minutes or hours. Never sum it over all.
    - Ask for `counts`: what nearly counted, was too hard or is shown only (`active_heat`) stands here too.
    - `confidence` is how sure the rule is that it read the data rightly, not how good the session was.
    - A null dose is a session of unknown length, not of none.
    - One activity may have several rows: a run with a sauna after it counts for heat, and may hold hill sprints.

    Example: What counted in the last week that was recorded?
        SELECT local_date, intervention, kind, dose, dose_unit, reason FROM mart.sessions
        WHERE counts AND local_date > (SELECT max(local_date) - 7 FROM mart.sessions) ORDER BY local_date, intervention
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
