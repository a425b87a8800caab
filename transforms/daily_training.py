"""Activities and sessions become a dense calendar."""

from datetime import date

import polars as pl

from schemas.daily_training import DailyTraining
from transforms.calendar import every_day
from transforms.exact_sum import DOSE_STEPS, PLACES, exact_sum

#: A run more than 10 % longer than the longest of the 30 days before went with more injuries in 5,205 runners
#: (Schuster Brandt Frandsen et al. 2025, Br J Sports Med).
SPIKE_RATIO = 1.1
SPIKE_DAYS = 30


def daily_training(activities: pl.DataFrame, sessions: pl.DataFrame, today: date) -> pl.DataFrame:
    """mart.daily_training from core.activities and mart.sessions, from each athlete's first activity to `today`.

    Duplicates and sessions that do not count are left out.
    """
    day = ["athlete_id", "local_date"]
    return (
        every_day(activities, today)
        .join(_activity_totals(activities), on=day, how="left")
        .join(_session_totals(sessions), on=day, how="left")
        .with_columns(
            pl.col("activities", "run_moving_time_s", "hill_sprint_reps", "run_distance_mm").fill_null(0),
            pl.col("longest_run_m", "heat_minutes", "cross_training_hours", "strength_minutes").fill_null(0.0),
        )
        .sort(day)
        .with_columns(
            run_distance_m=_metres(pl.col("run_distance_mm")),
            run_distance_7d_m=_running_total(7),
            run_distance_28d_m=_running_total(28),
            longest_run_30d_m=_longest_before(),
        )
        .with_columns(
            is_single_run_spike=(pl.col("longest_run_m") > SPIKE_RATIO * pl.col("longest_run_30d_m")).fill_null(False)
        )
        .select(DailyTraining.columns())
    )


def _activity_totals(activities: pl.DataFrame) -> pl.DataFrame:
    is_run = pl.col("sport_group") == "run"
    return (
        activities.filter(pl.col("duplicate_of").is_null())
        .group_by("athlete_id", "local_date")
        .agg(
            activities=pl.len().cast(pl.Int64),
            run_distance_mm=(pl.col("distance_m").filter(is_run) * 1000).round().cast(pl.Int64).sum(),
            run_moving_time_s=pl.col("moving_time_s").filter(is_run).sum(),
            longest_run_m=pl.col("distance_m").filter(is_run).max(),
        )
    )


def _session_totals(sessions: pl.DataFrame) -> pl.DataFrame:
    def dose_of(intervention: str) -> pl.Expr:
        return exact_sum(pl.col("dose").filter(pl.col("intervention") == intervention), steps=DOSE_STEPS)

    return (
        sessions.filter("counts")
        .group_by("athlete_id", "local_date")
        .agg(
            hill_sprint_reps=dose_of("hill_sprints").cast(pl.Int64),
            heat_minutes=dose_of("heat"),
            cross_training_hours=dose_of("cross_training"),
            strength_minutes=dose_of("strength"),
        )
    )


def _running_total(days: int) -> pl.Expr:
    return _metres(pl.col("run_distance_mm").rolling_sum(days, min_samples=1).over("athlete_id"))


def _metres(millimetres: pl.Expr) -> pl.Expr:
    # Rounded for the reason that transforms.exact_sum gives.
    return (millimetres / 1000).round(PLACES)


def _longest_before() -> pl.Expr:
    """Longest run of the 30 days before, m; null without one."""
    longest = pl.col("longest_run_m").shift().rolling_max(SPIKE_DAYS, min_samples=1).over("athlete_id")
    return pl.when(longest > 0).then(longest)
