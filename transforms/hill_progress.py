"""Hill-sprint reps become the athlete's progress on each hill, session by session."""

from math import pi

import polars as pl

from schemas.hill_progress import HillProgress
from transforms.first_seconds import FIRST_S
from transforms.theil_sen import shown, theil_sen

#: Error of the first 8 s, m: of a rep against the others of its session, and of a session as a whole [M: 0.75–0.83 and
#: about 0.25 in three years of the synthetic athlete, 0.43 and 0.2 in 200 simulated sessions; the larger are taken].
REP_ERROR_M = 0.8
SESSION_ERROR_M = 0.25
#: A median of many normal values varies by this much more than their mean, in variances [S: Kenney and Keeping 1962];
#: a median of few by less.
MEDIAN_VARIANCE = pi / 2
#: Standard errors within which 95 % lie.
SURE = 1.96
#: Another grade is another speed, whatever the legs do: a share of speed for each point of grade. Maximal running loses
#: 0.6 % a point [S: Paradisis and Cooke 2001, 3.0 % up 3°], equal metabolic power 4.6 % at a grade of 10 % [S: Minetti
#: 2002]; a start from standing lies between [J]. Of 164 changes and trends in three years of an athlete who gains
#: 0.04 m/s a year, 12 are then called measurable; 40 were when a point of difference passed as none [M].
GRADE_EFFECT = 0.03
#: Sessions that the first change is measured against.
FIRST_SESSIONS = 3
#: Twelve weeks, this day among them, and sessions without which there is no trend [J].
TREND_DAYS, LEAST_SESSIONS = 84, 3
DAYS_PER_WEEK = 7

HILL = ["athlete_id", "hill_id"]
SESSION = [*HILL, "activity_id"]


def hill_progress(reps: pl.DataFrame, sessions: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """mart.hill_sprint_reps, mart.sessions and core.activities → mart.hill_progress."""
    return (
        sessions_on_hills(reps, sessions, activities)
        .pipe(with_changes)
        .pipe(with_trend)
        .with_columns(
            change_from_previous_mps=shown(pl.col("change_from_previous_mps"), 3),
            change_from_first_mps=shown(pl.col("change_from_first_mps"), 3),
            trend_mps_per_week=shown(pl.col("trend_mps_per_week"), 4),
        )
        .with_columns(
            pl.col("^.*_first_8s_speed_mps$", "speed_error_mps").round(3),
            pl.col("^.*_first_8s_distance_m$", "mean_grade_pct").round(2),
        )
        .select(HillProgress.columns())
        .sort(HillProgress.key())
    )


def sessions_on_hills(reps: pl.DataFrame, sessions: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """One row per hill and session in the order of time: reps, first 8 s, and `variance`, (m/s)² of the median."""
    run = ["athlete_id", "activity_id"]
    is_denied = (pl.col("decided_by") == "label") & ~pl.col("counts")
    certain = sessions.filter(
        (pl.col("intervention") == "hill_sprints") & (pl.col("kind") == "hill_sprints") & ~is_denied
    )
    kept = activities.filter(pl.col("duplicate_of").is_null())
    distance_m = pl.col("first_8s_distance_m")
    variance_m2 = SESSION_ERROR_M**2 + MEDIAN_VARIANCE * REP_ERROR_M**2 / pl.col("measured_reps")
    is_measured = pl.col("measured_reps") > 0
    on_hills = (
        reps.drop_nulls("hill_id")
        .join(certain, on=run, how="semi")
        .group_by(SESSION)
        .agg(
            reps=pl.len().cast(pl.Int64),
            measured_reps=distance_m.count().cast(pl.Int64),
            mean_grade_pct=pl.col("mean_grade_pct").median(),
            median_first_8s_distance_m=distance_m.median(),
            best_first_8s_distance_m=distance_m.max(),
        )
        .join(kept.select(*run, "start_at", "local_date", "mean_temp_c"), on=run)
        .sort("athlete_id", "start_at", "activity_id", "hill_id")
    )
    first_used = on_hills.unique(HILL, keep="first", maintain_order=True)
    numbers = first_used.select(*HILL, hill_number=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("athlete_id"))
    per_second = 1 / FIRST_S
    return on_hills.join(numbers, on=HILL, maintain_order="left").with_columns(
        session_number=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over(HILL),
        median_first_8s_speed_mps=pl.col("median_first_8s_distance_m") * per_second,
        best_first_8s_speed_mps=pl.col("best_first_8s_distance_m") * per_second,
        variance=pl.when(is_measured).then(variance_m2 * per_second**2),
        speed_error_mps=pl.when(is_measured).then(SURE * per_second * variance_m2.sqrt()),
    )


def with_changes(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the changes against the previous and against the first sessions, each with its `is_…_measurable`."""
    speed, variance = pl.col("median_first_8s_speed_mps"), pl.col("variance")
    grade_pct = pl.when(speed.is_not_null()).then("mean_grade_pct")
    # What was not measured is skipped, not compared with.
    before, variance_before, grade_before = (
        column.forward_fill().shift(1).over(HILL) for column in (speed, variance, grade_pct)
    )
    number = speed.is_not_null().cum_sum().over(HILL)
    is_first = speed.is_not_null() & (number <= FIRST_SESSIONS)
    first = speed.filter(is_first).median().over(HILL)
    first_variance = variance.filter(is_first).mean().over(HILL) * (MEDIAN_VARIANCE / FIRST_SESSIONS)
    first_grade = grade_pct.filter(is_first).median().over(HILL)
    error = SURE * (variance + variance_before).sqrt() + made_by_grade(grade_pct - grade_before, speed)
    error_from_first = SURE * (variance + first_variance).sqrt() + made_by_grade(grade_pct - first_grade, speed)
    change, change_from_first = speed - before, speed - first
    is_later = number > FIRST_SESSIONS
    return rows.with_columns(
        change_from_previous_mps=change,
        is_change_from_previous_measurable=change.abs() > error,
        change_from_first_mps=pl.when(is_later).then(change_from_first),
        is_change_from_first_measurable=pl.when(is_later).then(change_from_first.abs() > error_from_first),
    )


def made_by_grade(points: pl.Expr, speed_mps: pl.Expr) -> pl.Expr:
    """How much of a change in speed may come from a difference in grade, m/s."""
    return GRADE_EFFECT * speed_mps * points.abs()


def with_trend(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `trend_sessions`, `trend_mps_per_week` and `is_trend_measurable`, over the twelve weeks up to each row."""
    days = (pl.col("seen_date") - pl.col("local_date")).dt.total_days()
    earlier = rows.drop_nulls("median_first_8s_speed_mps").select(
        *HILL,
        "variance",
        "mean_grade_pct",
        seen_date="local_date",
        seen_number="session_number",
        seen_mps="median_first_8s_speed_mps",
    )
    windows = (
        rows.select(*SESSION, "local_date", "session_number")
        .join(earlier, on=HILL)
        .with_columns(days=days)
        .filter((pl.col("seen_number") <= pl.col("session_number")) & (pl.col("days") > -TREND_DAYS))
    )
    # The error of a slope by least squares; Theil–Sen needs hardly more points for the same [S: Sen 1968].
    spread = ((pl.col("days") - pl.col("days").mean()) ** 2).sum()
    grades, span_days = pl.col("mean_grade_pct"), pl.col("days").max() - pl.col("days").min()
    by_grade = made_by_grade(grades.max() - grades.min(), pl.col("seen_mps").mean()) / span_days
    held = (
        windows.sort(*SESSION, "seen_number")
        .group_by(SESSION, maintain_order=True)
        .agg(
            trend_sessions=pl.len().cast(pl.Int64),
            slope_error=SURE * (pl.col("variance").mean() / spread).sqrt() + by_grade,
        )
    )
    slope = pl.when(pl.col("trend_sessions") >= LEAST_SESSIONS).then(pl.col("slope"))
    return (
        rows.join(held, on=SESSION, how="left")
        .join(theil_sen(windows, SESSION, "days", "seen_mps"), on=SESSION, how="left")
        .with_columns(
            pl.col("trend_sessions").fill_null(0),
            trend_mps_per_week=slope * DAYS_PER_WEEK,
            is_trend_measurable=slope.abs() > pl.col("slope_error"),
        )
    )
