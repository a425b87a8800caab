"""How well text is read: heat sessions, strength sets and pool runs, in texts labelled by a reader."""

from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Any

import numpy as np
import orjson
import polars as pl

from flows.evaluation.figures import FIGURES_SCHEMA, Figure, share
from flows.evaluation.intervals import bootstrap
from flows.evaluation.strength_scoring import FIELDS, field_counts
from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.heart_rate_zones import HeartRateZones
from schemas.intensity_thresholds import IntensityThresholds
from schemas.weather import Weather
from transforms.cross_training import cross_training_sessions
from transforms.heat import heat_sessions
from transforms.sport_group import sport_group
from transforms.strength_sets import told_sets

HEAT, STRENGTH, POOL_RUN = "heat_text", "strength_text", "pool_run_text"
#: Minutes are right to within one, or to within this share of them: a reader would not ask for more.
SAME_MINUTES, SAME_SHARE = 1.0, 0.05
#: What the figures of strength are counted over.
METRICS = {"": FIELDS, "_without_exercise": FIELDS[1:]}
#: Every text is of another day.
FIRST_START = datetime(2026, 3, 1, 18, tzinfo=UTC)
SET = pl.Struct(
    {"exercise": pl.String, "reps": pl.Int64, "weight_kg": pl.Float64, "rpe": pl.Float64, "is_warmup": pl.Boolean}
)
LABELLED: dict[str, Any] = {
    "activity_id": pl.Int64, "part": pl.String, "language": pl.String, "style": pl.String, "sets": pl.List(SET)
}  # fmt: skip


def corpus(name: str) -> list[dict[str, Any]]:
    """The labelled texts of `heat`, `strength` or `pool_running`, one dict each."""
    lines = resources.files("flows.evaluation.corpora").joinpath(f"{name}.jsonl").read_bytes().splitlines()
    return [orjson.loads(line) for line in lines if line.strip()]


def text_figures() -> pl.DataFrame:
    """All figures on labelled texts, in the shape of `FIGURES_SCHEMA`."""
    return pl.concat(
        [
            heat_figures(corpus("heat")),
            strength_figures(corpus("strength")),
            pool_run_figures(corpus("pool_running")),
        ]
    )


def activities_of(texts: list[dict[str, Any]]) -> pl.DataFrame:
    """core.activities whose texts these are, numbered from 1, a day apart, in the group that their words give them."""
    rows = [
        {
            "athlete_id": 1,
            "activity_id": number,
            "source": "strava_api",
            "name": text["name"],
            "description": text["description"],
            "sport_type": text["sport_type"],
            "start_at": FIRST_START + timedelta(days=number % 400),
            "local_start_at": (FIRST_START + timedelta(days=number % 400)).replace(tzinfo=None),
            "local_date": (FIRST_START + timedelta(days=number % 400)).date(),
            "utc_offset_s": 0,
            "distance_m": text.get("distance_m"),
            "moving_time_s": text.get("elapsed_time_s", 2700),
            "elapsed_time_s": text.get("elapsed_time_s", 2700),
            "is_manual": True,
            "is_trainer": False,
            "is_private": False,
            "has_streams": False,
            "updated_at": FIRST_START,
        }
        for number, text in enumerate(texts, start=1)
    ]
    group = sport_group(*(pl.col(name) for name in ("sport_type", "name", "description", "distance_m")))
    return pl.DataFrame(rows, schema=Activities.dtypes() | {"sport_group": pl.String()}).with_columns(sport_group=group)


def heat_figures(texts: list[dict[str, Any]]) -> pl.DataFrame:
    """Recall, precision and F1 of "is a passive heat session", and shares of right kinds and minutes among the hits."""
    true = pl.DataFrame(
        [
            {"activity_id": number} | {key: text[key] for key in ("part", "language", "is_heat", "kind", "minutes")}
            for number, text in enumerate(texts, start=1)
        ],
        schema_overrides={"minutes": pl.Float64},
    )
    told = heat_sessions(activities_of(texts), ActivitySamples.none(), Weather.none())
    found = told.filter(pl.col("kind") != "active_heat")
    off = (pl.col("minutes") - pl.col("found_minutes")).abs()
    judged = true.join(
        found.select("activity_id", found_kind="kind", found_minutes="dose"), on="activity_id", how="left"
    ).with_columns(
        is_found=pl.col("found_kind").is_not_null(),
        is_kind_right=pl.col("kind") == pl.col("found_kind"),
        is_minutes_right=(pl.col("minutes").is_null() & pl.col("found_minutes").is_null())
        | (off <= pl.max_horizontal(SAME_MINUTES, SAME_SHARE * pl.col("minutes"))).fill_null(value=False),
    )
    rows = [row for name, part in parts_of(judged, ("language",)) for row in _heat_rows(name, part)]
    return pl.DataFrame(rows, schema=FIGURES_SCHEMA, orient="row")


def _heat_rows(condition: str, judged: pl.DataFrame) -> list[Figure]:
    is_true, is_found = judged["is_heat"].to_numpy(), judged["is_found"].to_numpy()
    rows = agreement(HEAT, condition, is_true & is_found, is_true, is_found)
    hits = judged.filter("is_heat", "is_found")
    return rows + [
        share(HEAT, condition, f"{what}_right", int(hits[f"is_{what}_right"].sum()), hits.height)
        for what in ("kind", "minutes")
        if hits.height
    ]


def pool_run_figures(texts: list[dict[str, Any]]) -> pl.DataFrame:
    """Recall, precision and F1 of "was running in water", whatever it was recorded as."""
    found = cross_training_sessions(
        activities_of(texts), ActivitySamples.none(), IntensityThresholds.none(), HeartRateZones.none()
    )
    is_pool_run = found.filter(pl.col("kind") == "pool_run").select("activity_id", is_found=pl.lit(value=True))
    about = [
        {"activity_id": number} | {key: text[key] for key in ("part", "language", "sport_type", "is_pool_run")}
        for number, text in enumerate(texts, start=1)
    ]
    judged = (
        pl.DataFrame(about)
        .join(is_pool_run, on="activity_id", how="left")
        .with_columns(pl.col("is_found").fill_null(value=False))
    )
    rows = [
        row
        for name, part in parts_of(judged, ("language", "sport_type"))
        for row in agreement(
            POOL_RUN,
            name,
            (part["is_pool_run"] & part["is_found"]).to_numpy(),
            part["is_pool_run"].to_numpy(),
            part["is_found"].to_numpy(),
        )
    ]
    return pl.DataFrame(rows, schema=FIGURES_SCHEMA, orient="row")


def strength_figures(texts: list[dict[str, Any]]) -> pl.DataFrame:
    """Field-level recall, precision and F1 over exercise, reps, weight, exertion and warm-up of each set.

    Texts are read as strength whatever their sport, so that the words alone decide. Said again with
    `_without_exercise`: how an exercise is called is more open to taste than its numbers.
    """
    labelled = labelled_sets(texts)
    found = told_sets(activities_of(texts).with_columns(sport_group=pl.lit("strength")))
    counts = {suffix: field_counts(labelled, found, fields) for suffix, fields in METRICS.items()}
    rows = [
        (classifier, condition, metric + suffix, value, low, high, n)
        for suffix, counted in counts.items()
        for name, part in parts_of(counted, ("style", "language"))
        for classifier, condition, metric, value, low, high, n in agreement(
            STRENGTH, name, *(part[what].to_numpy() for what in ("right", "labelled", "found"))
        )
    ]
    return pl.DataFrame(rows, schema=FIGURES_SCHEMA, orient="row")


def labelled_sets(texts: list[dict[str, Any]]) -> pl.DataFrame:
    """One row per text: `activity_id, part, language, style, sets`."""
    return pl.DataFrame(
        [
            {"activity_id": number} | {key: text[key] for key in ("part", "language", "style", "sets")}
            for number, text in enumerate(texts, start=1)
        ],
        schema=LABELLED,
    )


def parts_of(judged: pl.DataFrame, columns: tuple[str, ...]) -> list[tuple[str, pl.DataFrame]]:
    """The whole under 'all', the held-back texts under 'held_back', and the texts of each value of the columns."""
    parts = [("all", judged), ("held_back", judged.filter(pl.col("part") == "held_back"))]
    for column in columns:
        for value in sorted(judged[column].unique()):
            parts.append((f"{column}={value}", judged.filter(pl.col(column) == value)))
    return parts


def agreement(classifier: str, condition: str, right: np.ndarray, true: np.ndarray, found: np.ndarray) -> list[Figure]:
    """Recall, precision and F1 of counts per text; intervals from drawing whole texts again."""
    right, true, found = (counts.astype(np.int64) for counts in (right, true, found))
    rows: list[Figure] = []
    for metric, tops, bottoms in (
        ("f1", 2 * right, true + found),
        ("recall", right, true),
        ("precision", right, found),
    ):
        if bottoms.sum():
            low, high = bootstrap(tops, bottoms)
            rows.append(
                (classifier, condition, metric, float(tops.sum() / bottoms.sum()), low, high, int(bottoms.sum()))
            )
    return rows
