"""Sessions as their rules saw them become sessions as the plan counts them."""

import polars as pl

from schemas.sessions import Sessions


def counted_sessions(sessions: pl.DataFrame, activities: pl.DataFrame, plan: pl.DataFrame) -> pl.DataFrame:
    """mart.sessions with the last word on `counts`, said in `reason` where it differs from the rule's.

    A workout counts once per intervention, however many recordings it has (core.activities.duplicate_of). Hill sprints
    need the plan's least number of reps, and strength of unknown heaviness counts only where the plan (core.plan)
    says so. What the athlete labelled is left alone.
    """
    rules = plan.select("athlete_id", "intervention", "session_min_reps", "is_unknown_counted").unique(
        ["athlete_id", "intervention"]
    )
    has_few_reps = pl.col("dose") < pl.col("session_min_reps")
    is_unknown = (pl.col("intervention") == "strength") & (pl.col("kind") == "unknown") & ~pl.col("is_unknown_counted")
    # The original stands first, then the lowest id: the first that counts goes on counting.
    workout = ["athlete_id", "intervention", pl.coalesce("duplicate_of", "activity_id")]
    counted_id = pl.col("activity_id").filter("counts").first().over(workout)
    return (
        sessions.join(
            activities.select("athlete_id", "activity_id", "duplicate_of"), on=["athlete_id", "activity_id"], how="left"
        )
        .join(rules, on=["athlete_id", "intervention"], how="left")
        .with_columns(
            objection=pl.when(has_few_reps)
            .then(pl.format("The plan asks for {} reps or more.", "session_min_reps"))
            .when(is_unknown)
            .then(pl.lit("The plan does not count strength of unknown heaviness."))
        )
        .with_columns(_overruled())
        .sort("athlete_id", "intervention", pl.col("duplicate_of").is_not_null(), "activity_id")
        .with_columns(
            objection=pl.when(counted_id != pl.col("activity_id")).then(
                pl.format("Activity {} recorded the same workout and counts.", counted_id)
            )
        )
        .with_columns(_overruled())
        .select(Sessions.columns())
        .sort("athlete_id", "activity_id", "intervention")
    )


def _overruled() -> list[pl.Expr]:
    """`counts` and `reason` after the `objection`, if there is one and the athlete did not decide."""
    is_overruled = pl.col("counts") & pl.col("objection").is_not_null() & (pl.col("decided_by") == "rule")
    return [
        (pl.col("counts") & ~is_overruled).alias("counts"),
        pl.when(is_overruled).then(pl.format("{} {}", "reason", "objection")).otherwise("reason").alias("reason"),
    ]
