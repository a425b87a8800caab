"""The recordings on which the search for sprints did worst, drawn."""

from collections.abc import Mapping

import polars as pl

from flows.evaluation.detect import Evaluation, found_in, recording
from flows.explain.picture import Band, picture
from transforms.effort_borders import ENTER_EFFORT
from transforms.effort_series import effort_series, thinned

#: Recordings that are shown, and at most so many of one scenario among them.
SHOWN, OF_ONE_SCENARIO = 10, 3
#: A wrong verdict weighs as much as so many reps missed or made up.
VERDICT_WEIGHT = 3
MOST_POINTS = 1200
#: Truth above, findings below: what agrees lies over each other.
BANDS: Mapping[str, Band] = {
    "truly run": Band("#e69f00", "#8a5a00", 0.6, None, 0.0, 0.5),
    "found": Band("#56b4e9", "#0072b2", 0.5, (3, 2), 0.5, 1.0),
}


def worst_misses(evaluation: Evaluation) -> pl.DataFrame:
    """`activity_id, scenario, expected_kind, found_kind, missed, made_up, …` of the ten worst, the worst first.

    Recordings that cannot answer, and those that the definitions leave open, are not held against the rules.
    """
    is_settled = ~pl.col("is_ambiguous") & pl.col("is_resolvable")
    counted = (
        evaluation.outcomes.filter(is_settled)
        .group_by("activity_id")
        .agg(
            missed=(pl.col("outcome") == "missed").sum().cast(pl.Int64),
            made_up=(pl.col("outcome") == "false").sum().cast(pl.Int64),
        )
    )
    is_wrong = (pl.col("expected_kind") != pl.col("found_kind")) & ~pl.col("is_ambiguous")
    badness = pl.col("missed") + pl.col("made_up") + VERDICT_WEIGHT * is_wrong.cast(pl.Int64)
    ranked = (
        evaluation.verdicts.filter(is_settled)
        .join(counted, on="activity_id", how="left")
        .with_columns(pl.col("missed", "made_up").fill_null(0))
        .with_columns(badness=badness)
        .filter(pl.col("badness") > 0)
        .sort("badness", "activity_id", descending=[True, False])
    )
    among = pl.int_range(pl.len()).over("scenario")
    return ranked.filter(among < OF_ONE_SCENARIO).head(SHOWN)


def drawn(activity_id: int, seed: int) -> str:
    """A picture of one recording, made once more, with what was truly run above and what was found below."""
    labelled = recording(activity_id, seed)
    found = found_in(labelled)
    spans = pl.concat(
        [spans_of(labelled.reps, "truly run", numbered=True), spans_of(found.reps, "found", numbered=False)]
    )
    series = effort_series(labelled.streams, found.easy)
    lasting = spans.select("start_time_s", duration_s=pl.col("end_time_s") - pl.col("start_time_s"))
    few = thinned(series, lasting, MOST_POINTS)
    label = f"Speed, effort and altitude of recording {activity_id}; sprints run above, sprints found below."
    return picture(few, spans, ENTER_EFFORT, label, BANDS)


def spans_of(reps: pl.DataFrame, kind: str, numbered: bool) -> pl.DataFrame:
    """Reps as spans of a picture."""
    number = pl.col("rep_number") if numbered else pl.lit(None, dtype=pl.Int64)
    return reps.select(
        "start_time_s",
        end_time_s=pl.col("start_time_s") + pl.col("duration_s"),
        kind=pl.lit(kind),
        number=number,
    )
