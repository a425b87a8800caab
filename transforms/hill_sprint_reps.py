"""Efforts become hill-sprint reps with their recoveries."""

import polars as pl

from schemas.hill_sprint_reps import HillSprintReps
from transforms.efforts import LEAST_GRADE_PCT, LEAST_REST_S, SPRINT_EFFORT, efforts

#: "8–10 s" within the measuring tolerance of two seconds.
DURATION_OK_S = (7.0, 12.0)
#: Prescribed are 90 s to 2 min; both borders of the recovery are measured.
RECOVERY_OK_S = 85.0
#: Share of the recovery that has to be walked or stood.
RESTED_SHARE_OK = 0.70
#: The steepest runnable hill; 4–8 % is a hill sprint all the same, but amber.
GRADE_OK_PCT = 8.0
#: Slower than this over the whole recovery the athlete stood.
STANDING_SPEED_MPS = 0.5


def hill_sprint_reps(streams: pl.DataFrame, laps: pl.DataFrame, easy: pl.DataFrame) -> pl.DataFrame:
    """mart.hill_sprint_reps of the runs in `easy` (core.running_effort), from core.streams and core.laps."""
    return reps_among(efforts(streams, laps, easy))


def numbered(found: pl.DataFrame) -> pl.DataFrame:
    """The hill sprints among efforts in their order, with `rep_number`: 1 for the first of its activity."""
    order = ["athlete_id", "activity_id"]
    return (
        found.filter(pl.col("effort_kind") == "hill_sprint")
        .sort(*order, "start_time_s")
        .with_columns(rep_number=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over(order))
    )


def reps_among(found: pl.DataFrame) -> pl.DataFrame:
    """mart.hill_sprint_reps: the hill sprints among efforts, numbered, with the recovery to the next.

    On which hill they were is not known from one run: `hill_id` is null until `on_hills`.
    """
    order = ["athlete_id", "activity_id"]
    recovery_s = pl.col("start_time_s").shift(-1).over(order) - pl.col("start_time_s") - pl.col("duration_s")
    recovery_m = pl.col("start_distance_m").shift(-1).over(order) - pl.col("end_distance_m")
    rested_s = pl.col("start_rest_s").shift(-1).over(order) - pl.col("end_rest_s")
    is_rested = pl.col("rested_share") >= RESTED_SHARE_OK
    is_standing = is_rested & (pl.col("recovery_mean_speed_mps") < STANDING_SPEED_MPS)
    return (
        numbered(found)
        .with_columns(
            recovery_s=recovery_s.clip(lower_bound=0.1),
            recovery_m=recovery_m.clip(lower_bound=0.0),
            rested_s=rested_s,
        )
        .with_columns(
            recovery_mean_speed_mps=pl.col("recovery_m") / pl.col("recovery_s"),
            rested_share=pl.col("rested_s") / pl.col("recovery_s"),
        )
        .with_columns(
            recovery_kind=pl.when(pl.col("recovery_s").is_null())
            .then(None)
            .when(is_standing)
            .then(pl.lit("stand"))
            .when(is_rested)
            .then(pl.lit("walk"))
            .otherwise(pl.lit("jog")),
            is_duration_ok=pl.col("duration_s").is_between(*DURATION_OK_S),
            is_recovery_ok=(pl.col("recovery_s") >= RECOVERY_OK_S) & is_rested,
            is_grade_ok=pl.col("mean_grade_pct") >= GRADE_OK_PCT,
            hill_id=pl.lit(None, pl.String),
            confidence=confidence(),
        )
        .with_columns(
            pl.col(
                "start_time_s", "duration_s", "distance_m", "elevation_gain_m", "mean_grade_pct", "recovery_s"
            ).round(1),
            pl.col("first_8s_distance_m").round(2),
            pl.col("^.*_mps$", "confidence").round(2),
        )
        .select(HillSprintReps.columns())
    )


def confidence() -> pl.Expr:
    """How sure a rep is, 0–1: the product of how far each witness stands from its threshold.

    Judgement: a rep at every threshold at once is as likely as not none (0.4); clear ones reach 0.95.
    """
    strength = pl.col("mean_grade_adjusted_speed_mps") / pl.col("easy_effort_mps")
    witnesses = [
        (strength - SPRINT_EFFORT) / 0.5,
        (pl.col("mean_grade_pct") - LEAST_GRADE_PCT) / 3.0,
        (pl.max_horizontal("rest_before_s", "rest_after_s") - LEAST_REST_S) / 15.0,
        1.0 - (pl.col("duration_s") - 9.5).abs().clip(2.5, 4.5).sub(2.5) / 2.0,
        pl.when(pl.col("cadence_share") >= 0.5).then(1.0).otherwise(0.5),
    ]
    sure = pl.lit(0.95)
    for witness in witnesses:
        sure = sure * (0.84 + 0.16 * witness.clip(0.0, 1.0))
    return sure
