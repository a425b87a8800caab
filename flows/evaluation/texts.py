"""How well text is read: heat sessions and strength sets, in texts labelled by a reader."""

from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Any

import numpy as np
import orjson
import polars as pl

from flows.evaluation.intervals import bootstrap, wilson
from flows.evaluation.sprints import FIGURES_SCHEMA, Row
from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from transforms.heat import heat_sessions
from transforms.sport_group import sport_group
from transforms.strength_sets import strength_sets

HEAT, STRENGTH = "heat_text", "strength_text"
#: Minutes are right to within one, or to within this share of them: a reader would not ask for more.
SAME_MINUTES, SAME_SHARE = 1.0, 0.05
#: A load is right to within the rounding of pounds.
SAME_KG = 0.06
#: What the figures of strength are counted over.
FIELDS = ("exercise", "reps", "weight_kg", "is_warmup")
#: Found sets are laid beside true ones by the first of these that agrees, then in their order.
PAIRED_BY: tuple[list[str], ...] = (["exercise", "reps", "kg"], ["reps", "kg"], ["exercise", "reps"], ["reps"], [])
#: Every text is of another day.
FIRST_START = datetime(2026, 3, 1, 18, tzinfo=UTC)
#: What exercises are compared without.
PUNCTUATION = r"[\s:;,.–—-]+$|^[\s*•–—-]+"

SETS = {"activity_id": pl.Int64, "exercise": pl.String, "reps": pl.Int64, "weight_kg": pl.Float64,
        "is_warmup": pl.Boolean}  # fmt: skip


def corpus(name: str) -> list[dict[str, Any]]:
    """The labelled texts of `heat` or `strength`, one dict each."""
    lines = resources.files("flows.evaluation.corpora").joinpath(f"{name}.jsonl").read_bytes().splitlines()
    return [orjson.loads(line) for line in lines if line.strip()]


def text_figures() -> pl.DataFrame:
    """All figures on labelled texts, in the shape of `FIGURES_SCHEMA`."""
    return pl.concat([heat_figures(corpus("heat")), strength_figures(corpus("strength"))])


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
    found = heat_sessions(activities_of(texts), ActivitySamples.none()).filter(pl.col("kind") != "active_heat")
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


def _heat_rows(condition: str, judged: pl.DataFrame) -> list[Row]:
    is_true, is_found = judged["is_heat"].to_numpy(), judged["is_found"].to_numpy()
    rows = agreement(HEAT, condition, is_true & is_found, is_true, is_found)
    hits = judged.filter("is_heat", "is_found")
    return rows + [
        share(HEAT, condition, f"{what}_right", int(hits[f"is_{what}_right"].sum()), hits.height)
        for what in ("kind", "minutes")
        if hits.height
    ]


def strength_figures(texts: list[dict[str, Any]]) -> pl.DataFrame:
    """Field-level recall, precision and F1 over exercise, reps, weight and warm-up of each set."""
    true = pl.DataFrame(
        [
            {"activity_id": number} | {field: one[field] for field in FIELDS}
            for number, text in enumerate(texts, start=1)
            for one in text["sets"]
        ],
        schema=SETS,
    )
    counts = field_counts(true, strength_sets(activities_of(texts)).select(list(SETS)))
    about = pl.DataFrame(
        [
            {"activity_id": number} | {key: text[key] for key in ("part", "language", "style")}
            for number, text in enumerate(texts, start=1)
        ]
    )
    judged = about.join(counts, on="activity_id", how="left").with_columns(pl.col("^n_.*$").fill_null(0))
    rows = [
        row
        for name, part in parts_of(judged, ("style", "language"))
        for row in agreement(STRENGTH, name, *(part[f"n_{what}"].to_numpy() for what in ("right", "true", "found")))
    ]
    return pl.DataFrame(rows, schema=FIGURES_SCHEMA, orient="row")


def field_counts(true: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Per activity, over all fields of all sets: how many there truly are, were found, and were found right.

    Takes two frames of `SETS`, in the order of the text. A field without a value is none.
    """
    pairs = paired(keyed(true), keyed(found))
    right = pl.sum_horizontal(
        pl.col("exercise") == pl.col("exercise_found"),
        pl.col("reps") == pl.col("reps_found"),
        (pl.col("weight_kg") - pl.col("weight_kg_found")).abs() <= SAME_KG,
        pl.col("is_warmup") == pl.col("is_warmup_found"),
    )
    filled = pl.sum_horizontal(pl.col(field).is_not_null() for field in FIELDS).sum().cast(pl.Int64)
    return (
        true.group_by("activity_id")
        .agg(n_true=filled)
        .join(found.group_by("activity_id").agg(n_found=filled), on="activity_id", how="full", coalesce=True)
        .join(pairs.group_by("activity_id").agg(n_right=right.sum().cast(pl.Int64)), on="activity_id", how="left")
        .with_columns(pl.col("^n_.*$").fill_null(0))
    )


def keyed(sets: pl.DataFrame) -> pl.DataFrame:
    """Sets with exercises as they are compared, `kg` to pair them by, and their `place` in the text."""
    exercise = pl.col("exercise").str.to_lowercase().str.replace_all(r"\s+", " ").str.replace_all(PUNCTUATION, "")
    return sets.with_columns(exercise=exercise, kg=pl.col("weight_kg").round(0)).with_row_index("place")


def paired(true: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Each true set beside the found one that is most like it; the columns of the found one end in `_found`."""
    pairs = []
    for names in PAIRED_BY:
        keys = ["activity_id", *names]
        both = _numbered(true, keys).join(
            _numbered(found, keys), on=[*keys, "number"], suffix="_found", nulls_equal=True, coalesce=False
        )
        pairs.append(both.drop("number", "number_found"))
        true, found = (
            true.join(both, on="place", how="anti"),
            found.join(both, left_on="place", right_on="place_found", how="anti"),
        )
    return pl.concat(pairs)


def _numbered(sets: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Sets that share their keys, numbered in the order of the text."""
    return sets.with_columns(number=pl.int_range(pl.len()).over(keys))


def parts_of(judged: pl.DataFrame, columns: tuple[str, ...]) -> list[tuple[str, pl.DataFrame]]:
    """The whole under 'all', the held-back texts under 'held_back', and the texts of each value of the columns."""
    parts = [("all", judged), ("held_back", judged.filter(pl.col("part") == "held_back"))]
    for column in columns:
        for value in sorted(judged[column].unique()):
            parts.append((f"{column}={value}", judged.filter(pl.col(column) == value)))
    return parts


def agreement(classifier: str, condition: str, right: np.ndarray, true: np.ndarray, found: np.ndarray) -> list[Row]:
    """Recall, precision and F1 of counts per text; intervals from drawing whole texts again."""
    right, true, found = (counts.astype(np.int64) for counts in (right, true, found))
    rows: list[Row] = []
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


def share(classifier: str, condition: str, metric: str, hits: int, n: int) -> Row:
    """A share with its interval."""
    low, high = wilson(hits, n)
    return classifier, condition, metric, hits / n, low, high, n
