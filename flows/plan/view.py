"""The plan as people look at it."""

from datetime import date

import polars as pl

from flows.plan.intensity import read_own_intensity
from flows.plan.read import read_plan
from flows.settings import Settings

#: Stands for whoever it is: a plan holds for every athlete of the warehouse.
ANYBODY = 1
#: Earlier than any plan: stands where the file does not say when the plan begins.
UNSAID = date(1900, 1, 1)


def plan_in_force(settings: Settings) -> pl.DataFrame:
    """core.plan as `plan.toml` gives it, with `per` and `note` for people.

    `valid_from` is null where the plan does not say when it begins. Raises `UsageError` for a broken file.
    """
    own = read_own_intensity(settings.plan_path).in_words()
    is_cross_training = pl.col("intervention") == "cross_training"
    return (
        read_plan(settings.plan_path, [ANYBODY], UNSAID)
        .drop("athlete_id")
        .with_columns(
            valid_from=pl.when(pl.col("valid_from") != UNSAID).then("valid_from"),
            per=pl.when(pl.col("unit") == "records").then(pl.lit("a year")).otherwise(pl.lit("a week")),
            note=pl.when(pl.col("session_min_reps").is_not_null())
            .then(pl.format("{} reps or more", "session_min_reps"))
            .when(is_cross_training)
            .then(pl.lit(own)),
        )
    )
