"""How well hill sprints are found: figures with their uncertainty, whole and per condition."""

import numpy as np
import polars as pl

from flows.evaluation.figures import FIGURES_SCHEMA, Figure, share
from flows.evaluation.intervals import bootstrap, wilson
from flows.evaluation.recordings.labelled import Labelled
from flows.evaluation.recordings.scenarios import NEVER_HILL_SPRINTS
from flows.evaluation.rep_outcomes import rep_outcomes

REPS, SESSIONS = "hill_sprint_reps", "hill_sprint_sessions"
#: Columns by whose values figures are told apart.
CONDITIONS = (
    *("scenario", "sampling", "altimeter", "glitches", "lag", "cadence", "position", "coordinates", "distance_step"),
    *("pause", "laps", "recovery", "title", "grade_band", "duration_band"),
)
#: A recording with one of these can answer no question about ten seconds uphill; figures on it stand alone.
UNRESOLVABLE = {("sampling", "smart"), ("altimeter", "none"), ("position", "none"), ("position", "flutter")}
FULL_REPS, SHORT_REPS = "8–10 s, ≥ 8 %, 1 Hz", "6–8 s, ≥ 8 %, 1 Hz"


def sprint_figures(labelled: Labelled, found_reps: pl.DataFrame, found_sessions: pl.DataFrame) -> pl.DataFrame:
    """The figures of mart.hill_sprint_reps and of the hill-sprint rows of mart.sessions.

    'all' counts what the definitions settle: for reps on recordings that can answer (1 Hz, outdoors, altitude and
    distance), for sessions on every recording. What they leave open is told under 'ambiguous'.
    """
    outcomes = rep_outcomes(labelled, found_reps)
    settled = outcomes.filter(~pl.col("is_ambiguous"))
    plain = settled.filter("is_resolvable")
    is_full = pl.col("duration_s").is_between(8, 10) & (pl.col("grade_pct") >= 8)
    is_short = pl.col("duration_s").is_between(6, 8, closed="left") & (pl.col("grade_pct") >= 8)
    # Borders are good to two seconds, so a finding of 7–12 s claims to be one of 8–10 s.
    claims_full = pl.col("found_duration_s").is_between(7, 12) & (pl.col("found_grade_pct") >= 8)
    rows = [
        *_rep_figures("all", plain),
        *_rep_figures(FULL_REPS, plain, is_full, claims_full),
        *[row for row in _rep_figures(SHORT_REPS, plain.filter(is_short)) if row[2] != "precision"],
        *[row for row in _rep_figures("ambiguous", outcomes.filter("is_ambiguous")) if row[2] == "recall"],
    ]
    sessions = beside(labelled, found_sessions)
    rows += _session_figures("all", sessions.filter(~pl.col("is_ambiguous")))
    rows += _session_figures("resolvable", sessions.filter(~pl.col("is_ambiguous") & pl.col("is_resolvable")))
    rows += [
        _wrong(group, sessions.filter(pl.col("scenario").is_in(names))) for group, names in NEVER_HILL_SPRINTS.items()
    ]
    for column in CONDITIONS:
        for value in sorted(labelled.recordings[column].drop_nulls().unique()):
            chosen = pl.col(column) == value
            usual = settled if (column, value) in UNRESOLVABLE else plain
            rows += _rep_figures(f"{column}={value}", usual.filter(chosen))
            rows += _session_figures(f"{column}={value}", sessions.filter(chosen & ~pl.col("is_ambiguous")))
    kinds = sessions.filter(~pl.col("is_ambiguous"))
    for kind in sorted(kinds["expected_kind"].unique()):
        rows.append(_kind_recall(kind, kinds.filter(pl.col("expected_kind") == kind)))
    return pl.DataFrame(rows, schema=FIGURES_SCHEMA, orient="row")


def beside(labelled: Labelled, found_sessions: pl.DataFrame) -> pl.DataFrame:
    """The recordings with the kind expected and the kind found, 'none' for no row."""
    found = found_sessions.filter(pl.col("intervention") == "hill_sprints").select(
        "activity_id", pl.col("kind").alias("found_kind")
    )
    return labelled.recordings.join(found, on="activity_id", how="left").with_columns(
        pl.col("expected_kind", "found_kind").fill_null("none")
    )


def confusion(labelled: Labelled, found_sessions: pl.DataFrame) -> pl.DataFrame:
    """How many recordings of each expected kind got which kind; those whose kind is open are left out."""
    return (
        beside(labelled, found_sessions)
        .filter(~pl.col("is_ambiguous"))
        .group_by("expected_kind", "found_kind")
        .agg(pl.len().cast(pl.Int64).alias("recordings"))
        .sort("expected_kind", "found_kind")
    )


def _rep_figures(
    condition: str, outcomes: pl.DataFrame, run: pl.Expr | None = None, claimed: pl.Expr | None = None
) -> list[Figure]:
    """Recall and errors over the reps run, precision over those found; nothing where there are neither."""
    was_run = outcomes.filter(pl.col("outcome") != "false")
    was_found = outcomes.filter(pl.col("outcome") != "missed")
    was_run = was_run if run is None else was_run.filter(run)
    was_found = was_found if claimed is None else was_found.filter(claimed)
    hits = was_run.filter(pl.col("outcome") == "hit")
    rows: list[Figure] = []
    if was_run.height:
        rows.append(share(REPS, condition, "recall", hits.height, was_run.height))
    if was_found.height:
        right = was_found.filter(pl.col("outcome") == "hit").height
        rows.append(share(REPS, condition, "precision", right, was_found.height))
    if hits.height:
        rows += [_error(condition, metric, hits) for metric in ("start_error_s", "duration_error_s")]
    return rows


def _error(condition: str, metric: str, hits: pl.DataFrame) -> Figure:
    """Mean absolute error."""
    per_recording = hits.group_by("activity_id", maintain_order=True).agg(pl.col(metric).abs().sum(), pl.len())
    sums, counts = per_recording[metric].to_numpy(), per_recording["len"].to_numpy()
    low, high = bootstrap(sums, counts)
    return REPS, condition, metric, float(sums.sum() / counts.sum()), low, high, hits.height


def _session_figures(condition: str, sessions: pl.DataFrame) -> list[Figure]:
    """Recall, precision and F1 of the verdict `hill_sprints`; nothing where it is neither true nor found."""
    true = (sessions["expected_kind"] == "hill_sprints").to_numpy()
    found = (sessions["found_kind"] == "hill_sprints").to_numpy()
    both, either = true & found, true.astype(np.int64) + found
    if not either.sum():
        return []
    low, high = bootstrap(2 * both, either)
    f1 = float(2 * both.sum() / either.sum())
    rows: list[Figure] = [(SESSIONS, condition, "f1", f1, low, high, sessions.height)]
    if true.any():
        rows.append(share(SESSIONS, condition, "recall", int(both.sum()), int(true.sum())))
    if found.any():
        rows.append(share(SESSIONS, condition, "precision", int(both.sum()), int(found.sum())))
    return rows


def _wrong(group: str, sessions: pl.DataFrame) -> Figure:
    """How many recordings of a group were called hill sprints; the bounds are the share's, times their number."""
    n = sessions.height
    wrong = sessions.filter(pl.col("found_kind") == "hill_sprints").height
    low, high = wilson(wrong, n)
    bounds = (None, None) if low is None or high is None else (low * n, high * n)
    return SESSIONS, group, "wrong_hill_sprints", float(wrong), *bounds, n


def _kind_recall(kind: str, sessions: pl.DataFrame) -> Figure:
    """How many recordings of a kind were given it."""
    right = sessions.filter(pl.col("found_kind") == kind).height
    return share(SESSIONS, f"expected_kind={kind}", "recall", right, sessions.height)
