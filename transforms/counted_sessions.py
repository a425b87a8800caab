"""Sessions as their rules saw them become sessions as the plan counts them."""

import polars as pl

from schemas.sessions import Sessions

#: Whose word decides which of several recordings of a workout is the one that counts.
RANKS = {"label": 0, "log": 1, "rule": 2}
#: What the reason of a session says that does not count because of another.
SAME_WORKOUT = "recorded the same workout and counts."


def counted_sessions(sessions: pl.DataFrame, activities: pl.DataFrame, plan: pl.DataFrame) -> pl.DataFrame:
    """mart.sessions with the last word on `counts`, said in `reason` where it differs from the rule's.

    A workout counts once per intervention, however many recordings it has (core.activities.duplicate_of), and however
    it is known: a label comes before a log, a log before a rule. Hill sprints need the plan's least number of reps, and
    strength of unknown heaviness counts only where the plan (core.plan) says so. A label is above the plan; of
    duplicates that are both labelled one counts, since the athlete can label one of them as none.
    """
    rules = plan.select("athlete_id", "intervention", "session_min_reps", "is_unknown_counted").unique(
        ["athlete_id", "intervention"]
    )
    has_few_reps = pl.col("dose") < pl.col("session_min_reps")
    is_unknown = (pl.col("intervention") == "strength") & (pl.col("kind") == "unknown") & ~pl.col("is_unknown_counted")
    is_label = pl.col("decided_by") == "label"
    known = sessions.join(
        activities.select("athlete_id", "activity_id", "duplicate_of", "source", "start_at", "elapsed_time_s"),
        on=["athlete_id", "activity_id"],
        how="left",
    )
    counted_id = pl.when(is_label).then(_first_that_counts("recording")).otherwise(_first_that_counts("workout"))
    return (
        known.join(_logged_heat(known), on=["athlete_id", "activity_id", "intervention"], how="left")
        .with_columns(recording=pl.coalesce("duplicate_of", "activity_id"))
        .with_columns(workout=pl.coalesce("log_id", _same_hour(), "recording"))
        .join(rules, on=["athlete_id", "intervention"], how="left")
        .with_columns(
            objection=pl.when(is_label)
            .then(None)
            .when(has_few_reps)
            .then(pl.format("The plan asks for {} reps or more.", "session_min_reps"))
            .when(is_unknown)
            .then(pl.lit("The plan does not count strength of unknown heaviness."))
        )
        .with_columns(_overruled())
        # The athlete's word stands first, then the original, then the lowest id: the first that counts goes on.
        .sort(
            "athlete_id",
            "intervention",
            pl.col("decided_by").replace_strict(RANKS, return_dtype=pl.Int64),
            pl.col("duplicate_of").is_not_null(),
            "activity_id",
        )
        .with_columns(
            objection=pl.when(counted_id != pl.col("activity_id")).then(
                pl.format(f"Activity {{}} {SAME_WORKOUT}", counted_id)
            )
        )
        .with_columns(_overruled())
        .select(Sessions.columns())
        .sort("athlete_id", "activity_id", "intervention")
    )


def _first_that_counts(group: str) -> pl.Expr:
    return pl.col("activity_id").filter("counts").first().over("athlete_id", "intervention", group)


def _same_hour() -> pl.Expr:
    """The activity that stands for a strength session of several recordings, by `transforms.strength`; else null."""
    kept_id = pl.col("evidence").str.json_path_match("$.kept_id").cast(pl.Int64, strict=False)
    return pl.when(pl.col("intervention") == "strength").then(kept_id)


def _logged_heat(known: pl.DataFrame) -> pl.DataFrame:
    """Heat sessions logged by hand or overlapping one, and its `log_id`: nobody is in two saunas at once."""
    key = ["athlete_id", "activity_id", "intervention"]
    heat = known.filter(pl.col("intervention") == "heat").select(
        *key,
        is_logged=pl.col("source") == "manual_log",
        begin_at="start_at",
        end_at=pl.col("start_at") + pl.duration(seconds="elapsed_time_s"),
    )
    logs = heat.filter("is_logged").select("athlete_id", "begin_at", "end_at", log_id="activity_id")
    is_same_time = (pl.col("begin_at") < pl.col("end_at_of_log")) & (pl.col("begin_at_of_log") < pl.col("end_at"))
    return (
        heat.join(logs, on="athlete_id", suffix="_of_log")
        # Two logs are two sessions.
        .filter(pl.when("is_logged").then(pl.col("log_id") == pl.col("activity_id")).otherwise(is_same_time))
        .group_by(key)
        .agg(pl.col("log_id").max())
    )


def _overruled() -> list[pl.Expr]:
    """`counts` and `reason` after the `objection`, if there is one."""
    is_overruled = pl.col("counts") & pl.col("objection").is_not_null()
    return [
        (pl.col("counts") & ~is_overruled).alias("counts"),
        pl.when(is_overruled).then(pl.format("{} {}", "reason", "objection")).otherwise("reason").alias("reason"),
    ]
