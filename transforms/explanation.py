"""Why each verdict on an activity fell as it did, and what would have changed it."""

from collections.abc import Mapping

import polars as pl

from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.efforts import Efforts
from schemas.hill_sprint_reps import HillSprintReps
from schemas.plan import INTERVENTIONS, Plan
from schemas.sessions import Sessions
from schemas.stream_quality import StreamQuality
from schemas.table import Table
from schemas.weather import Weather
from transforms.explain_cross_training import explain_cross_training
from transforms.explain_heat import explain_heat
from transforms.explain_hill_sprints import explain_efforts, explain_no_effort, explain_session
from transforms.explain_same_workout import explain_same_workout
from transforms.explain_strength import explain_strength

Frames = Mapping[type[Table], pl.DataFrame]


def explanation(frames: Frames, series: pl.DataFrame, heat_words: Mapping[str, tuple[str, ...]]) -> pl.DataFrame:
    """One row per condition: `intervention, subject, criterion, found, needed, is_met, margin`.

    `frames` are the rows about one activity of core.activities, core.activity_samples, core.weather, mart.sessions,
    core.efforts, mart.hill_sprint_reps and core.stream_quality, and core.plan. `series` is its `effort_series`, empty
    without samples. The subject is the session, or an effort ("sprint 3 at 12:41"). A session counts by the rules if
    and only if all its rows are met, and an effort is a hill sprint if and only if all of its are.
    """
    activities, sessions, plan = frames[Activities], frames[Sessions], frames[Plan]
    found = frames[Efforts]
    of = {name: sessions.filter(pl.col("intervention") == name) for name in INTERVENTIONS}
    no_effort = explain_no_effort(series if found.is_empty() else series.clear())
    return pl.concat(
        [
            explain_session(activities, frames[HillSprintReps], found, frames[StreamQuality], plan),
            explain_efforts(found),
            no_effort,
            explain_heat(activities, frames[ActivitySamples], frames[Weather], heat_words),
            explain_cross_training(activities, of["cross_training"]),
            explain_strength(activities, of["strength"], plan),
            explain_same_workout(sessions),
        ]
    )


def verdicts(sessions: pl.DataFrame, explained: pl.DataFrame) -> pl.DataFrame:
    """One row per intervention: the columns of mart.sessions, null where it has no row, and `would_change`.

    Where the athlete decided, `would_change` tells of the rules alone.
    """
    order = pl.DataFrame({"intervention": INTERVENTIONS})
    is_overruled = (pl.col("decided_by") != "rule").fill_null(value=False)
    return (
        order.join(sessions, on="intervention", how="left", maintain_order="left")
        .join(what_would_change(explained), on="intervention", how="left", maintain_order="left")
        .with_columns(
            would_change=pl.when(is_overruled)
            .then(pl.format("The rules alone say: {}", "would_change"))
            .otherwise("would_change")
        )
    )


def what_would_change(explained: pl.DataFrame) -> pl.DataFrame:
    """`intervention, would_change`: the nearest condition that is missed, or else the one met most narrowly.

    Of an activity with efforts that are no hill sprints it also says which came nearest.
    """
    missed = nearest_missed(explained.filter(pl.col("subject") == "session"))
    narrow = narrowest_met(explained.filter(pl.col("subject") == "session"))
    weakest = weakest_sprint(explained)
    effort = nearest_effort(explained)
    return (
        explained.select("intervention")
        .unique(maintain_order=True)
        .join(missed, on="intervention", how="left", maintain_order="left")
        .join(narrow, on="intervention", how="left", maintain_order="left")
        .join(effort, on="intervention", how="left", maintain_order="left")
        .join(weakest, on="intervention", how="left", maintain_order="left")
        .select(
            "intervention",
            would_change=pl.when(pl.col("missed").is_not_null())
            .then(pl.concat_str("missed", "effort", separator=" ", ignore_nulls=True))
            .otherwise(
                pl.concat_str(
                    pl.col("narrow").fill_null("Every condition is met, and none is a number near its bound."),
                    "weakest",
                    separator=" ",
                    ignore_nulls=True,
                )
            ),
        )
    )


def nearest_missed(sessions: pl.DataFrame) -> pl.DataFrame:
    """`intervention, missed`: what is not met, the nearest first."""
    return (
        sessions.filter(~pl.col("is_met"))
        # What is no number (a sport, a word) cannot be approached: it is said first, since it alone would have decided.
        .sort("margin", descending=True, nulls_last=False, maintain_order=True)
        .group_by("intervention", maintain_order=True)
        .agg(missed=pl.format("{}: {}, needed {}", "criterion", "found", "needed").str.join("; "))
        .with_columns(missed=pl.format("Not met: {}.", "missed"))
    )


def narrowest_met(sessions: pl.DataFrame) -> pl.DataFrame:
    """`intervention, narrow`: of a session that counts, the condition that lies nearest to its bound."""
    return (
        sessions.drop_nulls("margin")
        .sort("margin", maintain_order=True)
        .group_by("intervention", maintain_order=True)
        .first()
        .select(
            "intervention",
            narrow=pl.format(
                "Nearest to its bound: {}, {} where {} is needed; past that it would not have counted.",
                "criterion",
                "found",
                "needed",
            ),
        )
    )


def weakest_sprint(explained: pl.DataFrame) -> pl.DataFrame:
    """`intervention, weakest`: the hill sprint that came nearest to being none, and by what."""
    is_sprint = pl.col("is_met").all().over("intervention", "subject") & (pl.col("subject") != "session")
    return (
        explained.filter(is_sprint)
        .drop_nulls("margin")
        .sort("margin", maintain_order=True)
        .group_by("intervention", maintain_order=True)
        .first()
        .select(
            "intervention",
            weakest=pl.format("Weakest is {}: {} {}, needed {}.", "subject", "criterion", "found", "needed"),
        )
    )


def nearest_effort(explained: pl.DataFrame) -> pl.DataFrame:
    """`intervention, effort`: the effort that came nearest to being a hill sprint without being one."""
    efforts = explained.filter(pl.col("subject") != "session", ~pl.col("is_met"))
    return (
        efforts.group_by("intervention", "subject", maintain_order=True)
        .agg(
            misses=pl.len(),
            furthest=pl.col("margin").min().fill_null(-1.0),
            what=pl.format("{} {}, needed {}", "criterion", "found", "needed").str.join("; "),
        )
        .sort("misses", -pl.col("furthest"), maintain_order=True)
        .group_by("intervention", maintain_order=True)
        .first()
        .select("intervention", effort=pl.format("Nearest came the {}: {}.", "subject", "what"))
    )
