"""Strength sets read from text beside those that stand in it: how many fields of theirs are right."""

import numpy as np
import polars as pl

#: What is right or wrong of a set. A warm-up is a field where it is one: nobody writes that a set is none.
FIELDS = ("exercise", "reps", "weight_kg", "rpe", "is_warmup")
#: Pounds are rounded by apps and people; half a plate of the smallest is a hundred times more [J].
WEIGHT_TOLERANCE_KG = 0.05
RPE_TOLERANCE = 0.01


def field_counts(labelled: pl.DataFrame, found: pl.DataFrame, fields: tuple[str, ...] = FIELDS) -> pl.DataFrame:
    """Per text of `labelled`: its other columns with `right, found, labelled`, each a number of fields.

    `labelled` has a row per text: `activity_id`, `sets` (a list of structs of `FIELDS`) and what else is known of it.
    `found` is mart.strength_sets of these activities. The sets of a text are laid side by side in their order, sets
    left out on either side, so that most fields agree.
    """
    true = _sets_in_order(labelled.select("activity_id", "sets").explode("sets").drop_nulls("sets").unnest("sets"))
    seen = _sets_in_order(found.join(labelled, on="activity_id", how="semi").sort("activity_id", "set_number"))
    pairs = true.join(seen, on="activity_id", suffix="_found").with_columns(
        right=pl.sum_horizontal(_agrees(name) for name in fields)
    )
    return (
        labelled.drop("sets")
        .join(_most_right(pairs), on="activity_id", how="left")
        .join(_told(seen, fields, "found"), on="activity_id", how="left")
        .join(_told(true, fields, "labelled"), on="activity_id", how="left")
        .with_columns(pl.col("right", "found", "labelled").fill_null(0))
    )


def _sets_in_order(sets: pl.DataFrame) -> pl.DataFrame:
    """The fields of sets, comparable, with their `place` in the text."""
    exercise = pl.col("exercise").cast(pl.String).str.normalize("NFKC").str.to_lowercase()
    return sets.select(
        "activity_id",
        exercise.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars(),
        pl.col("reps").cast(pl.Int64),
        pl.col("weight_kg", "rpe").cast(pl.Float64),
        is_warmup=pl.when("is_warmup").then(True),
    ).with_columns(place=pl.int_range(pl.len()).over("activity_id"))


def _agrees(name: str) -> pl.Expr:
    tolerance = {"weight_kg": WEIGHT_TOLERANCE_KG, "rpe": RPE_TOLERANCE}.get(name)
    true, seen = pl.col(name), pl.col(f"{name}_found")
    same = true == seen if tolerance is None else (true - seen).abs() <= tolerance
    return same.fill_null(False).cast(pl.Int64)


def _told(sets: pl.DataFrame, fields: tuple[str, ...], name: str) -> pl.DataFrame:
    told = pl.sum_horizontal(pl.col(field).is_not_null().sum() for field in fields)
    return sets.group_by("activity_id").agg(told.cast(pl.Int64).alias(name))


def _most_right(pairs: pl.DataFrame) -> pl.DataFrame:
    """The most right fields that an alignment in order can have, per text: all texts at once, place by place."""
    texts = pairs["activity_id"].unique().sort()
    if texts.is_empty():
        return pl.DataFrame(schema={"activity_id": pl.Int64, "right": pl.Int64})
    text = np.searchsorted(texts.to_numpy(), pairs["activity_id"].to_numpy())
    row, column = pairs["place"].to_numpy() + 1, pairs["place_found"].to_numpy() + 1
    right = np.zeros((int(row.max()) + 1, int(column.max()) + 1, len(texts)), dtype=np.int64)
    right[row, column, text] = pairs["right"].to_numpy()
    best = np.zeros_like(right)
    for i in range(1, best.shape[0]):
        for j in range(1, best.shape[1]):
            best[i, j] = np.maximum(best[i - 1, j - 1] + right[i, j], np.maximum(best[i - 1, j], best[i, j - 1]))
    return pl.DataFrame({"activity_id": texts, "right": best[-1, -1]})
