"""What the plan asked for on a day, and the verdict on what was done."""

import polars as pl

#: From this share of the minimum, a week that did not reach it is partial.
PARTIAL_SHARE = 0.5

KEYS = ["athlete_id", "intervention"]


def with_targets(periods: pl.DataFrame, plan: pl.DataFrame) -> pl.DataFrame:
    """Cross each athlete's periods with the interventions of the plan, and add what it asks of each.

    `periods` has `athlete_id`, `first_day` and `last_day`. Added: `intervention`, `unit`, `target_min`, `target_max`
    and `plan_version` of the plan in force on the first day, `is_asked` (something was, on that day), and `break_days`
    (days of the period within declared breaks). Before the plan begins, its first targets stand in, not asked.
    """
    wanted = ["unit", "target_min", "target_max", "plan_version"]
    ordered = plan.sort("valid_from")
    first = ordered.group_by(KEYS, maintain_order=True).agg(pl.col(wanted).first())
    in_force = (
        pl.col("valid_from").is_not_null()
        & (pl.col("first_day") <= pl.col("valid_until")).fill_null(True)
        & ~pl.col("is_break")
    )
    return (
        periods.join(first.select(KEYS), on="athlete_id")
        .sort("first_day")
        .join_asof(ordered, left_on="first_day", right_on="valid_from", by=KEYS, check_sortedness=False, coalesce=False)
        .join(first, on=KEYS, suffix="_first")
        .with_columns(pl.coalesce(name, f"{name}_first").alias(name) for name in wanted)
        .with_columns(is_asked=(in_force & (pl.col("target_min") > 0)).fill_null(False))
        .join(_break_days(periods, plan), on=[*KEYS, "first_day"], how="left")
        .with_columns(pl.col("break_days").fill_null(0))
        .select(*periods.columns, "intervention", *wanted, "is_asked", "break_days")
    )


def _break_days(periods: pl.DataFrame, plan: pl.DataFrame) -> pl.DataFrame:
    """Days of each period that lie in breaks, where there are any."""
    last_day = pl.min_horizontal("valid_until", "last_day")
    first_day = pl.max_horizontal("valid_from", "first_day")
    return (
        periods.select("athlete_id", "first_day", "last_day")
        .join(plan.filter("is_break"), on="athlete_id")
        .with_columns(break_days=(last_day - first_day).dt.total_days() + 1)
        .filter(pl.col("break_days") > 0)
        .group_by(*KEYS, "first_day")
        .agg(pl.col("break_days").sum())
    )


def verdict(actual: pl.Expr, most: pl.Expr, target_min: pl.Expr) -> pl.Expr:
    """`met`, `partial` or `missed`; `unknown` when `most`, what may have been done, would change that."""

    def judged(done: pl.Expr) -> pl.Expr:
        return (
            pl.when(done >= target_min)
            .then(pl.lit("met"))
            .when(done >= PARTIAL_SHARE * target_min)
            .then(pl.lit("partial"))
            .otherwise(pl.lit("missed"))
        )

    return pl.when(judged(actual) == judged(most)).then(judged(actual)).otherwise(pl.lit("unknown"))
