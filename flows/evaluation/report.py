"""What `fivefold evaluate` writes: a page with figures and pictures of the worst misses, and the figures as JSON."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from flows.evaluation.detect import Evaluation
from flows.evaluation.floors import COUNTS, floors, judged
from flows.evaluation.worst import BANDS, drawn, worst_misses
from flows.explain.page import legend
from flows.pages.document import document, escaped, table, write
from transforms.rules import RULE_VERSION

#: A condition with fewer reps says little.
LEAST_REPS = 20
#: Conditions that are named as the hardest.
HARDEST = 12


def headline(evaluation: Evaluation) -> pl.DataFrame:
    """The figures that have a goal or a floor, with the verdict on each."""
    return judged(evaluation.figures, floors())


def hardest(evaluation: Evaluation) -> pl.DataFrame:
    """The conditions under which fewest of the reps were found: `condition, recall, precision, n` and interval."""
    reps = evaluation.figures.filter(
        pl.col("classifier") == "hill_sprint_reps", pl.col("condition").str.contains("=", literal=True)
    )
    precision = reps.filter(pl.col("metric") == "precision").select("condition", precision="value")
    return (
        reps.filter(pl.col("metric") == "recall", pl.col("n") >= LEAST_REPS)
        .join(precision, on="condition", how="left")
        .sort("value", "condition")
        .head(HARDEST)
        .select("condition", pl.col("value").alias("recall"), "low", "high", "n", "precision")
    )


def confusion_table(evaluation: Evaluation) -> pl.DataFrame:
    """One row per kind expected, one column per kind found, in the same order."""
    counts = evaluation.confusion
    kinds = sorted({*counts["expected_kind"], *counts["found_kind"]})
    wide = counts.pivot("found_kind", index="expected_kind", values="recordings")
    named = pl.DataFrame({"expected_kind": kinds}).join(wide, on="expected_kind", how="left")
    absent = [pl.lit(None, dtype=pl.Int64).alias(kind) for kind in kinds if kind not in named.columns]
    return named.with_columns(absent).select("expected_kind", *kinds).fill_null(0)


def interval(metric: str, value: float | None, low: float | None = None, high: float | None = None) -> str:
    """`0.912 (0.88–0.94)`; `0.68 s (0.63–0.75)`; `1 (0.2–4.5)` of a count."""
    if value is None:
        return "not measured"
    if metric.endswith("_s"):
        number, ends = f"{value:.2f} s", ".2f"
    elif metric in COUNTS:
        number, ends = f"{value:.0f}", ".1f"
    else:
        number, ends = f"{value:.3f}", ".2f"
    return number if low is None or high is None else f"{number} ({low:{ends}}–{high:{ends}})"


def bound_said(metric: str, bound: float | None) -> str:
    """`0.97`; `1 s`; `5 %` of a count, whose bounds are shares; empty where there is none."""
    if bound is None:
        return ""
    return f"{100 * bound:g} %" if metric in COUNTS else f"{bound:g}{' s' if metric.endswith('_s') else ''}"


def spaced(name: object) -> str:
    """`hill_sprints` → `hill sprints`."""
    return str(name).replace("_", " ")


def metric_said(metric: str) -> str:
    """`start_error_s` → `start error`: the unit stands with the number."""
    return spaced(metric.removesuffix("_s"))


def figure_rows(figures: pl.DataFrame) -> list[tuple[Any, ...]]:
    """Judged figures in words: classifier, condition, figure, value with its interval, n, goal, floor, verdict."""
    return [
        (
            spaced(row["classifier"]),
            spaced(row["condition"]),
            metric_said(row["metric"]),
            interval(row["metric"], row["value"], row["low"], row["high"]),
            row["n"],
            bound_said(row["metric"], row["goal"]),
            bound_said(row["metric"], row["floor"]),
            row["verdict"],
        )
        for row in figures.to_dicts()
    ]


HEADINGS = ("classifier", "condition", "figure", "value (95 %)", "of", "goal", "floor", "verdict")
HARDEST_HEADINGS = ("condition", "recall (95 %)", "reps", "precision")


def hardest_rows(evaluation: Evaluation) -> list[tuple[Any, ...]]:
    """The hardest conditions in words."""
    return [
        (
            spaced(row["condition"]),
            interval("recall", row["recall"], row["low"], row["high"]),
            row["n"],
            interval("precision", row["precision"]),
        )
        for row in hardest(evaluation).to_dicts()
    ]


def confusion_rows(evaluation: Evaluation) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Headings and rows of the confusion table; what never happened is empty."""
    wide = confusion_table(evaluation)
    headings = ["expected ↓ found →", *(spaced(name) for name in wide.columns[1:])]
    return headings, [(spaced(kind), *(count or "" for count in counts)) for kind, *counts in wide.rows()]


def page(evaluation: Evaluation, advance: Callable[[int, int], None]) -> str:
    """The report as one HTML file."""
    worst = worst_misses(evaluation)
    figures = []
    for place, row in enumerate(worst.to_dicts(), start=1):
        figures.append(
            f"<h3>{place}. {escaped(spaced(row['scenario']))}</h3><p>{escaped(miss_said(row))}</p>"
            f"<figure>{drawn(row['activity_id'], evaluation.seed)}<figcaption>{LEGEND}</figcaption></figure>"
        )
        advance(place, worst.height)
    headings, rows = confusion_rows(evaluation)
    everything = evaluation.figures.select("classifier", "condition", "metric", "value", "low", "high", "n")
    title = f"How well fivefold's rules {RULE_VERSION} do"
    return document(
        title,
        [
            f"<h1>{escaped(title)}</h1>",
            f"<p>{evaluation.recordings} recordings of seed {evaluation.seed}, made by a model with known truth, and "
            "texts labelled by a reader. None of it is anybody's data.</p>",
            table(HEADINGS, figure_rows(headline(evaluation))),
            "<h2>Sessions: expected and found</h2>",
            table(headings, rows),
            "<h2>Hardest conditions</h2>",
            table(HARDEST_HEADINGS, hardest_rows(evaluation)),
            f"<h2>The {worst.height} worst misses</h2>",
            *figures,
            "<h2>Every figure</h2>",
            table(
                ("classifier", "condition", "figure", "value (95 %)", "of"),
                [
                    (spaced(classifier), spaced(condition), metric_said(metric), interval(metric, value, low, high), n)
                    for classifier, condition, metric, value, low, high, n in everything.rows()
                ],
            ),
        ],
    )


LEGEND = legend(pl.DataFrame({"kind": list(BANDS)}), BANDS)


def miss_said(row: dict[str, Any]) -> str:
    """What went wrong in one recording, and how it was recorded."""
    conditions = ", ".join(
        f"{spaced(name)} {spaced(row[name])}"
        for name in ("sampling", "altimeter", "glitches", "lag", "cadence", "position", "pause", "recovery")
        if row[name] is not None
    )
    return (
        f"Recording {row['activity_id']}: expected {spaced(row['expected_kind'])}, found {spaced(row['found_kind'])}; "
        f"{row['missed']} sprints missed, {row['made_up']} made up. {conditions}."
    )


def as_dict(evaluation: Evaluation) -> dict[str, Any]:
    """All figures, for programs."""
    return {
        "rule_version": RULE_VERSION,
        "recordings": evaluation.recordings,
        "seed": evaluation.seed,
        "headline": headline(evaluation).to_dicts(),
        "figures": evaluation.figures.to_dicts(),
        "confusion": evaluation.confusion.to_dicts(),
        "worst": worst_misses(evaluation).to_dicts(),
    }


def write_report(evaluation: Evaluation, folder: Path, advance: Callable[[int, int], None]) -> Path:
    """Write report.html and figures.json into a folder; return where the page is."""
    path = folder / "report.html"
    write(path, page(evaluation, advance))
    write(folder / "figures.json", orjson.dumps(as_dict(evaluation), option=orjson.OPT_INDENT_2).decode() + "\n")
    return path
