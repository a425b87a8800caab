"""How well strength sets are read from text: figures with their uncertainty, field by field."""

import numpy as np
import polars as pl

CLASSIFIER = "strength_text"
#: What is right or wrong of a set. A warm-up is a field where it is one: nobody writes that a set is none.
FIELDS = ("exercise", "reps", "weight_kg", "rpe", "is_warmup")
#: The columns of figures, with and without the exercise among the fields.
METRICS = {"": FIELDS, "_without_exercise": FIELDS[1:]}
#: Pounds are rounded by apps and people; half a plate of the smallest is a hundred times more [J].
WEIGHT_TOLERANCE_KG = 0.05
RPE_TOLERANCE = 0.01
#: Draws of the bootstrap, and its seed: the same texts give the same interval.
DRAWS, SEED = 2000, 3
FIGURES_SCHEMA = {
    "classifier": pl.String(),
    "condition": pl.String(),
    "metric": pl.String(),
    "value": pl.Float64(),
    "low": pl.Float64(),
    "high": pl.Float64(),
    "n": pl.Int64(),
}


def strength_figures(labelled: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Precision, recall and F1 of the fields of sets: of all texts ('all'), and of each style of writing.

    `labelled` has one row per text: `activity_id, style, sets` (a list of structs of `FIELDS`). `found` is
    mart.strength_sets of these activities. The sets of a text are laid side by side in their order, sets left out on
    either side, so that most fields agree. Precision is right fields over found ones, recall over labelled ones.
    Intervals: 95 %, bootstrap over texts, because the fields of one text fall together.
    """
    styles = ["all", *sorted(labelled["style"].unique())]
    counts = {suffix: field_counts(labelled, found, fields) for suffix, fields in METRICS.items()}
    rows = [
        row
        for style in styles
        for suffix, counted in counts.items()
        for row in _figures(style, suffix, counted if style == "all" else counted.filter(pl.col("style") == style))
    ]
    return pl.DataFrame(rows, schema=FIGURES_SCHEMA, orient="row")


def field_counts(labelled: pl.DataFrame, found: pl.DataFrame, fields: tuple[str, ...] = FIELDS) -> pl.DataFrame:
    """Per text of `labelled`: `activity_id, style, right, found, labelled`, each a number of fields."""
    true = _sets_in_order(labelled.select("activity_id", "sets").explode("sets").drop_nulls("sets").unnest("sets"))
    seen = _sets_in_order(found.join(labelled, on="activity_id", how="semi").sort("activity_id", "set_number"))
    pairs = true.join(seen, on="activity_id", suffix="_found").with_columns(
        right=pl.sum_horizontal(_agrees(name) for name in fields)
    )
    return (
        labelled.select("activity_id", "style")
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


def _figures(condition: str, suffix: str, counted: pl.DataFrame) -> list[tuple[object, ...]]:
    """Rows of figures; one that counts nothing is left out."""
    numbers = counted.select("right", "found", "labelled").to_numpy()
    drawn = np.random.default_rng(SEED).integers(len(numbers), size=(DRAWS, len(numbers)))
    right, found, labelled = numbers[drawn].sum(axis=1).T
    all_right, all_found, all_labelled = (int(total) for total in numbers.sum(axis=0))
    told = [
        ("precision", all_right, all_found, right, found),
        ("recall", all_right, all_labelled, right, labelled),
        ("f1", 2 * all_right, all_found + all_labelled, 2 * right, found + labelled),
    ]
    rows: list[tuple[object, ...]] = []
    for metric, part, whole, parts, wholes in told:
        if not whole:
            continue
        low, high = np.quantile(parts[wholes > 0] / wholes[wholes > 0], [0.025, 0.975])
        rows.append((CLASSIFIER, condition, metric + suffix, part / whole, float(low), float(high), whole))
    return rows
