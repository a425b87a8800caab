"""How well strength sets are read from the labelled texts, and how the score is made."""

from typing import Any

import polars as pl

from flows.evaluation.strength_scoring import field_counts
from flows.evaluation.texts import SET, activities_of, corpus, labelled_sets, strength_figures
from schemas.strength_sets import StrengthSets
from tests.frames import rows
from transforms.strength import coverage
from transforms.strength_sets import told_sets

#: What the figures of texts that rules were made for may not fall under. Of the texts held back, and so of the true
#: figures, flows/evaluation/floors.toml says it.
TUNING = 0.999


def texts(part: str) -> list[dict[str, Any]]:
    return [text for text in corpus("strength") if text["part"] == part]


def figure(figures: pl.DataFrame, metric: str, condition: str = "all") -> float:
    return figures.filter(metric=metric, condition=condition)["value"].item()


def test_fields_of_the_texts_that_rules_were_made_for_are_read_as_they_stand():
    figures = strength_figures(texts("tuning")).filter(condition="all")
    assert set(figures["metric"]) >= {"precision", "recall", "precision_without_exercise", "recall_without_exercise"}
    assert figures["value"].min() >= TUNING


def test_lines_with_sets_are_parsed_and_lines_without_are_no_candidates():
    known = activities_of(texts("tuning")).with_columns(sport_group=pl.lit("strength"))
    covered = labelled_sets(texts("tuning")).join(coverage(known, told_sets(known)), on="activity_id", how="left")
    told = covered.filter(pl.col("sets").list.len() > 0)
    assert told["parsed_lines"].sum() / told["candidate_lines"].sum() >= 0.99
    assert covered.filter(pl.col("sets").list.len() == 0)["parsed_lines"].fill_null(0).sum() == 0
    assert covered.filter(pl.col("sets").list.len() == 0)["candidate_lines"].drop_nulls().sum() <= 8


def sets(*told: tuple[str | None, int | None, float | None]) -> list[dict[str, Any]]:
    return [
        {"exercise": exercise, "reps": reps, "weight_kg": kg, "rpe": None, "is_warmup": False}
        for exercise, reps, kg in told
    ]


def counts(true: list[dict[str, Any]], seen: list[dict[str, Any]]) -> tuple[int, int, int]:
    text = pl.DataFrame({"activity_id": [1], "sets": [true]}, schema_overrides={"sets": pl.List(SET)})
    told = [{"activity_id": 1, "set_number": n, **one, "source_text": "x"} for n, one in enumerate(seen, start=1)]
    return field_counts(text, rows(StrengthSets, *told)).select("right", "found", "labelled").row(0)


def test_a_set_left_out_costs_its_own_fields_and_no_others():
    true = sets(("squat", 5, 100.0), ("squat", 3, 110.0), ("bench", 8, 60.0))
    assert counts(true, [true[0], true[2]]) == (6, 6, 9)


def test_a_set_too_many_costs_its_own_fields_and_no_others():
    true = sets(("squat", 5, 100.0), ("bench", 8, 60.0))
    assert counts(true, [true[0], *sets(("row", 1, None)), true[1]]) == (6, 8, 6)


def test_names_are_compared_without_case_and_punctuation_and_weights_within_a_little():
    assert counts(sets(("pull-ups", 8, 20.0)), sets(("Pull ups:", 8, 20.04))) == (3, 3, 3)
    assert counts(sets(("pull-ups", 8, 20.0)), sets(("Pull downs", 8, 20.06))) == (1, 3, 3)


def test_sets_are_matched_in_their_order():
    one, two = sets(("squat", 5, 100.0), ("bench", 8, 60.0))
    assert counts([one, two], [two, one]) == (3, 6, 6)


def test_a_text_without_sets_that_gets_one_costs_precision():
    assert counts([], sets((None, 5, None))) == (0, 1, 0)
    assert counts(sets((None, 5, None)), []) == (0, 0, 1)
