"""Strength sets: read from the texts of strength activities, or else as a watch counted them."""

import polars as pl

from schemas.strength_sets import StrengthSets
from transforms.strength_lines import ACTIVITY, strength_lines
from transforms.strength_names import LONGEST_EXERCISE
from transforms.strength_text import sets_in_lines

#: The `source_text` of sets that no text names. Nobody writes sets in words without a number.
RECORDED = "recorded by the device"


def strength_sets(activities: pl.DataFrame, recorded: pl.DataFrame) -> pl.DataFrame:
    """core.activities and core.recorded_sets → mart.strength_sets.

    Only activities of the group 'strength' have any. What a device recorded stands where the words name no set: it
    guesses exercises, and people correct them in their text.
    """
    told = told_sets(activities)
    counted = (
        recorded.join(activities.filter(pl.col("sport_group") == "strength"), on=ACTIVITY, how="semi")
        .join(told, on=ACTIVITY, how="anti")
        .with_columns(
            exercise=in_words(pl.col("exercise")),
            # A device writes 0 kg where no load was typed in.
            weight_kg=pl.when(pl.col("weight_kg") > 0).then("weight_kg"),
            rpe=pl.lit(None, dtype=pl.Float64),
            is_warmup=pl.lit(value=False),
            source_text=pl.lit(RECORDED),
        )
        .select(StrengthSets.columns())
    )
    return pl.concat([told, counted]).sort(StrengthSets.key())


def is_recorded() -> pl.Expr:
    """Whether a row of mart.strength_sets is what a device counted."""
    return pl.col("source_text") == RECORDED


def in_words(exercise: pl.Expr) -> pl.Expr:
    """A device's name of an exercise as people write it: `barbell_back_squat` → `barbell back squat`."""
    spaced = exercise.str.replace_all(r"(\p{Ll})(\p{Lu})", "$1 $2").str.replace_all(r"[_\s]+", " ")
    words = spaced.str.strip_chars().str.to_lowercase().str.slice(0, LONGEST_EXERCISE)
    return pl.when(words.str.len_chars() > 0).then(words)


def told_sets(activities: pl.DataFrame) -> pl.DataFrame:
    """The sets that the texts of core.activities name, as mart.strength_sets, in the order of the text.

    Only activities of the group 'strength' are read: elsewhere `5x5` is as likely an interval. The title is read where
    the description names no set.
    """
    lines = strength_lines(activities)
    if lines.is_empty():
        return StrengthSets.none()
    told = sets_in_lines(lines)
    described = told.filter(pl.col("field") == "description")
    titled = told.filter(pl.col("field") == "name").join(described, on=ACTIVITY, how="anti")
    return (
        pl.concat([described, titled])
        .sort(*ACTIVITY, "line_number", "piece_number", "repeat")
        .with_columns(
            set_number=pl.int_range(1, pl.len() + 1).over(ACTIVITY),
            source_text=pl.col("text").str.strip_chars(),
        )
        .select(StrengthSets.columns())
    )
