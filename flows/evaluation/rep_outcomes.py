"""Reps found beside reps run: hit, missed or false."""

import polars as pl

from flows.evaluation.recordings.bands import DURATION_BANDS, GRADE_BANDS, banded
from flows.evaluation.recordings.labelled import Labelled

#: A found rep belongs to a true one that it overlaps, or that begins within this time of it, s.
CLOSE_S = 3.0


def rep_outcomes(labelled: Labelled, found_reps: pl.DataFrame) -> pl.DataFrame:
    """One row per rep that was run or found, with `outcome` 'hit', 'missed' or 'false' and the recording's conditions.

    A rep that was run and a rep that was found make at most one pair: a second finding on the same rep is false.
    Errors are found minus true, s; columns with `found_` are null for misses, the true ones for false findings.
    """
    keys = ["activity_id", "rep_number"]
    found = found_reps.select(
        "activity_id",
        "rep_number",
        pl.col("start_time_s").alias("found_start_time_s"),
        pl.col("duration_s").alias("found_duration_s"),
        pl.col("mean_grade_pct").alias("found_grade_pct"),
    )
    run = labelled.reps
    begin, end = pl.col("start_time_s"), pl.col("start_time_s") + pl.col("duration_s")
    found_begin = pl.col("found_start_time_s")
    found_end = found_begin + pl.col("found_duration_s")
    overlap_s = pl.min_horizontal(end, found_end) - pl.max_horizontal(begin, found_begin)
    pairs = (
        run.join(found.rename({"rep_number": "found_number"}), on="activity_id")
        .with_columns(overlap_s.alias("overlap_s"), (found_begin - begin).alias("start_error_s"))
        .filter((pl.col("overlap_s") > 0) | (pl.col("start_error_s").abs() <= CLOSE_S))
        .sort("activity_id", "overlap_s", "rep_number", "found_number", descending=[False, True, False, False])
        .unique(keys, keep="first", maintain_order=True)
        .unique(["activity_id", "found_number"], keep="first", maintain_order=True)
    )
    hits = pairs.with_columns(
        (pl.col("found_duration_s") - pl.col("duration_s")).alias("duration_error_s"), pl.lit("hit").alias("outcome")
    ).drop("overlap_s", "found_number")
    missed = run.join(pairs, on=keys, how="anti").with_columns(pl.lit("missed").alias("outcome"))
    false = found.join(
        pairs.select("activity_id", pl.col("found_number").alias("rep_number")), on=keys, how="anti"
    ).with_columns(
        banded("found_grade_pct", GRADE_BANDS).alias("grade_band"),
        banded("found_duration_s", DURATION_BANDS).alias("duration_band"),
        pl.lit(False).alias("is_ambiguous"),
        pl.lit("false").alias("outcome"),
    )
    conditions = labelled.recordings.drop("grade_band", "duration_band", "expected_kind").rename(
        {"is_ambiguous": "is_ambiguous_recording"}
    )
    return (
        pl.concat([hits, missed, false], how="diagonal")
        .join(conditions, on="activity_id")
        .sort("activity_id", pl.coalesce("start_time_s", "found_start_time_s"))
    )
