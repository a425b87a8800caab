"""Strength sets become the progress of the main lifts, week by week."""

import polars as pl

from schemas.strength_progression import StrengthProgression
from transforms.exact_sum import PLACES, exact_sum
from transforms.strength import recordings, with_work
from transforms.strength_lifts import estimated_maximum_kg, main_lift
from transforms.strength_lines import ACTIVITY
from transforms.theil_sen import shown, theil_sen

#: Weeks that a trend looks at, this one among them, and weeks with the lift without which there is no trend.
TREND_WEEKS, LEAST_WEEKS = 4, 3
#: So much of the tonnage of the week before, or less, is a deload when tonnage rose for three weeks: −35 %.
DELOAD_SHARE = 0.65
#: Estimates are kept to 0.1 kg, as on the session. A slope from those is a multiple of 1/120 kg: at three decimals no
#: tie decides how it is rounded.
ESTIMATE_PLACES, SLOPE_PLACES = 1, 3

LIFT = ["athlete_id", "lift"]


def strength_progression(activities: pl.DataFrame, sets: pl.DataFrame) -> pl.DataFrame:
    """core.activities and mart.strength_sets → mart.strength_progression.

    Working sets as the verdict on a session takes them, those without a load left out.
    """
    return (
        with_trend(weeks_of_lifts(activities, sets))
        .select(StrengthProgression.columns())
        .sort(StrengthProgression.key())
    )


def weeks_of_lifts(activities: pl.DataFrame, sets: pl.DataFrame) -> pl.DataFrame:
    """`athlete_id, lift, week_start, top_e1rm_kg, tonnage_kg, sets`: what was done of each main lift in each week."""
    kept = recordings(activities, sets).filter(pl.col("kept_id") == pl.col("activity_id"))
    weight_kg, reps = pl.col("weight_kg"), pl.col("reps")
    return (
        with_work(sets)
        .filter(pl.col("is_work") & (weight_kg > 0))
        .join(kept.select(*ACTIVITY, week_start=pl.col("local_date").dt.truncate("1w")), on=ACTIVITY)
        .with_columns(lift=main_lift(pl.col("exercise")))
        .drop_nulls("lift")
        .group_by(*LIFT, "week_start")
        .agg(
            top_e1rm_kg=estimated_maximum_kg(weight_kg, reps).max().round(ESTIMATE_PLACES),
            tonnage_kg=exact_sum(weight_kg * reps),
            sets=pl.len().cast(pl.Int64),
        )
    )


def with_trend(weeks: pl.DataFrame) -> pl.DataFrame:
    """Add `e1rm_slope_kg_per_week` and `is_deload`, from this week and the three before it."""
    seen = weeks.with_columns(e1rm_0=pl.col("top_e1rm_kg"), tonnage_0=pl.col("tonnage_kg"))
    for ago in range(1, TREND_WEEKS):
        earlier = weeks.select(
            *LIFT,
            pl.col("week_start").dt.offset_by(f"{ago}w"),
            pl.col("top_e1rm_kg").alias(f"e1rm_{ago}"),
            pl.col("tonnage_kg").alias(f"tonnage_{ago}"),
        )
        seen = seen.join(earlier, on=[*LIFT, "week_start"], how="left")
    week = [*LIFT, "week_start"]
    estimates = [pl.col(f"e1rm_{ago}") for ago in range(TREND_WEEKS)]
    points = pl.concat(seen.select(*week, weeks=pl.lit(-ago), e1rm_kg=estimates[ago]) for ago in range(TREND_WEEKS))
    seen = seen.join(theil_sen(points, week, "weeks", "e1rm_kg"), on=week, how="left")
    has_enough = pl.sum_horizontal(estimate.is_not_null() for estimate in estimates) >= LEAST_WEEKS
    this, last, second, third = (pl.col(f"tonnage_{ago}") for ago in range(TREND_WEEKS))
    is_deload = (third < second) & (second < last) & (this <= (DELOAD_SHARE * last).round(PLACES))
    return seen.with_columns(
        e1rm_slope_kg_per_week=pl.when(has_enough).then(shown(pl.col("slope"), SLOPE_PLACES)),
        is_deload=is_deload.fill_null(False),
    )
