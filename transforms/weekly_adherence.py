"""Sessions and the plan become a verdict on each week."""

from datetime import date, timedelta

import polars as pl

from schemas.weekly_adherence import WeeklyAdherence
from transforms.exact_sum import DOSE_STEPS, exact_sum
from transforms.history import IS_RECORDED, overlaps_unknown
from transforms.targets import verdict, with_targets

#: More than this many sessions a week eats into recovery.
SESSION_LIMITS = {"heat": 4, "strength": 3}
#: Kinds of a session about which the recording could not decide.
UNDECIDED_KINDS = ["insufficient_resolution", "unverifiable", "unknown"]

ANYTHING = float("inf")


def weekly_adherence(
    sessions: pl.DataFrame, activities: pl.DataFrame, plan: pl.DataFrame, history: pl.DataFrame, today: date
) -> pl.DataFrame:
    """mart.weekly_adherence from mart.sessions, core.activities, core.plan and core.history.

    One row per ISO week, from the first activity known to the week of `today`, and intervention of the plan. The
    target of a week is the one in force on its Monday. The status is the first that applies:

    - `not_due`: nothing was asked on the Monday, or a declared break touches the week;
    - `met`: the minimum is reached, even if the week is not over or not wholly known;
    - `in_progress`: the week of `today`;
    - `unknown`: more may have been done than is known, and that would change the verdict: days before the history or
      after its end, no activity at all, activities still to be fetched, recordings that could not decide;
    - `partial` from half the minimum, else `missed`.
    """
    most = pl.when(_is_half_seen()).then(pl.lit(ANYTHING)).otherwise(pl.col("actual") + pl.col("undecided"))
    status = verdict(pl.col("actual"), most, pl.col("target_min"))
    limit = pl.col("intervention").replace_strict(SESSION_LIMITS, default=ANYTHING, return_dtype=pl.Float64)
    on = ["athlete_id", "intervention", "first_day"]
    return (
        with_targets(_weeks(history, today), plan.filter(pl.col("unit") != "records"))
        .join(_done(sessions), on=on, how="left")
        .join(_undecided(sessions, activities), on=on, how="left")
        .join(_seen(activities), on=["athlete_id", "first_day"], how="left")
        .join(_pending(history), on=["athlete_id", "first_day"], how="left")
        .with_columns(
            pl.col("sessions", "hours", "undecided").fill_null(0.0),
            pl.col("evidence_ids").fill_null([]),
        )
        .with_columns(actual=pl.when(pl.col("unit") == "hours").then("hours").otherwise("sessions"))
        .with_columns(
            is_over_limit=pl.col("sessions") > limit,
            status=pl.when(~pl.col("is_asked") | (pl.col("break_days") > 0))
            .then(pl.lit("not_due"))
            .when((status != "met") & (pl.col("last_day") >= today))
            .then(pl.lit("in_progress"))
            .otherwise(status),
        )
        .rename({"first_day": "week_start"})
        .select(WeeklyAdherence.columns())
        .sort("athlete_id", "week_start", "intervention")
    )


def _weeks(history: pl.DataFrame, today: date) -> pl.DataFrame:
    """Weeks of each athlete's history, with its bounds."""
    return (
        history.select(
            "athlete_id",
            "first_date",
            "complete_until",
            "unknown_from",
            "unknown_until",
            first_day=pl.date_ranges(pl.col("first_date").dt.truncate("1w"), pl.lit(today), interval="1w"),
        )
        .explode("first_day")
        .drop_nulls("first_day")
        .with_columns(last_day=pl.col("first_day") + timedelta(days=6))
    )


def _is_half_seen() -> pl.Expr:
    """Whether there may be sessions in the week of which nothing is known."""
    return (
        (pl.col("first_day") < pl.col("first_date"))
        | (pl.col("last_day") > pl.col("complete_until"))
        | pl.col("is_seen").is_null()
        | pl.col("is_pending").is_not_null()
        | overlaps_unknown("first_day", pl.col("last_day"))
    )


def _done(sessions: pl.DataFrame) -> pl.DataFrame:
    """What counts, per week and intervention: sessions, hours and the ids behind them."""
    return (
        sessions.filter("counts")
        .group_by("athlete_id", "intervention", first_day=pl.col("local_date").dt.truncate("1w"))
        .agg(
            sessions=pl.len().cast(pl.Float64),
            hours=exact_sum(pl.col("dose").filter(pl.col("dose_unit") == "hours"), steps=DOSE_STEPS),
            evidence_ids=pl.col("activity_id").sort(),
        )
    )


def _undecided(sessions: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """Sessions that may have been one: the recording could not decide, and no better one of the workout exists.

    What the athlete labelled is decided.
    """
    copies = activities.filter(pl.col("duplicate_of").is_not_null())
    # A watch's recording of a strength session that an app's log stands for is no second one.
    kept_id = pl.col("evidence").str.json_path_match("$.kept_id").cast(pl.Int64).fill_null(pl.col("activity_id"))
    # Nor is the one that stands for it, where the athlete labelled the other.
    counted = sessions.filter("counts").select("athlete_id", "intervention", activity_id=kept_id)
    return (
        sessions.filter(~pl.col("counts"), pl.col("decided_by") != "label", pl.col("kind").is_in(UNDECIDED_KINDS))
        .filter(kept_id == pl.col("activity_id"))
        .join(counted, on=["athlete_id", "intervention", "activity_id"], how="anti")
        .join(copies, on=["athlete_id", "activity_id"], how="anti")
        .group_by("athlete_id", "intervention", first_day=pl.col("local_date").dt.truncate("1w"))
        .agg(undecided=pl.len().cast(pl.Float64))
    )


def _seen(activities: pl.DataFrame) -> pl.DataFrame:
    """Weeks with any activity but logs: the athlete was recording."""
    week = pl.col("local_date").dt.truncate("1w").alias("first_day")
    return activities.filter(IS_RECORDED).select("athlete_id", week, is_seen=True).unique()


def _pending(history: pl.DataFrame) -> pl.DataFrame:
    """Weeks with an activity of which something is still to be fetched."""
    days = history.explode("pending_dates").drop_nulls("pending_dates")
    return days.select(
        "athlete_id", pl.col("pending_dates").dt.truncate("1w").alias("first_day"), is_pending=True
    ).unique()
