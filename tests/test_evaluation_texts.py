"""Texts found beside texts labelled: what counts as right."""

import polars as pl
import pytest

from flows.evaluation.texts import SETS, activities_of, corpus, field_counts, heat_figures, strength_figures
from schemas.activities import Activities


def sets(*rows, activity_id=1):
    return pl.DataFrame([(activity_id, *row) for row in rows], schema=SETS, orient="row")


def counted(true, found):
    row = field_counts(true, found).row(0, named=True)
    return row["n_true"], row["n_found"], row["n_right"]


SQUAT = ("squat", 5, 100.0, False)


def test_a_set_that_is_read_as_it_was_written_is_right_in_every_field():
    assert counted(sets(SQUAT), sets(SQUAT)) == (4, 4, 4)


def test_a_wrong_number_is_one_wrong_field():
    assert counted(sets(SQUAT), sets(("squat", 6, 100.0, False))) == (4, 4, 3)


def test_a_missed_set_costs_recall_and_shifts_no_other():
    true = sets(("squat", 5, 60.0, True), SQUAT, ("squat", 3, 110.0, False))
    assert counted(true, sets(SQUAT, ("squat", 3, 110.0, False))) == (12, 8, 8)


def test_a_set_made_up_costs_precision():
    assert counted(sets(SQUAT), sets(SQUAT, ("run", 6, 400.0, False))) == (4, 8, 4)


def test_a_set_found_twice_is_right_once():
    assert counted(sets(SQUAT), sets(SQUAT, SQUAT)) == (4, 8, 4)


def test_what_nobody_wrote_is_no_field():
    assert counted(sets((None, 8, None, False)), sets((None, 8, None, False))) == (2, 2, 2)


def test_case_spaces_and_the_rounding_of_pounds_make_no_error():
    assert counted(sets(("bench press", 7, 79.37866, False)), sets(("Bench  Press:", 7, 79.38, False))) == (4, 4, 4)


def test_sets_of_one_text_never_answer_for_another():
    true, found = sets(SQUAT, activity_id=1), sets(SQUAT, activity_id=2)
    assert field_counts(true, found).sort("activity_id").rows() == [(1, 4, 0, 0), (2, 0, 4, 0)]


@pytest.mark.parametrize(("name", "least"), [("heat", 200), ("strength", 80)])
def test_a_third_of_the_texts_is_held_back(name, least):
    texts = corpus(name)
    assert len(texts) >= least
    held = sum(text["part"] == "held_back" for text in texts) / len(texts)
    assert held == pytest.approx(1 / 3, abs=0.05)
    assert len({text["id"] for text in texts}) == len(texts)
    Activities.validate(activities_of(texts))


def test_figures_of_heat_count_each_text_once():
    texts = [
        {"part": "tuning", "language": "en", "sport_type": "Workout", "elapsed_time_s": 1500, "distance_m": 0.0}
        | {"name": name, "description": None, "is_heat": heat, "kind": kind, "minutes": minutes}
        for name, heat, kind, minutes in (
            ("Sauna", True, "sauna", 25.0),
            ("Steam room", True, "hot_tub", 25.0),
            ("Sauna", True, "sauna", 40.0),
            ("Felt like a sauna", False, None, None),
            ("Evening", True, "sauna", 25.0),
        )
    ]
    told = {row[2]: row[3] for row in heat_figures(texts).filter(condition="all").rows()}
    assert told == {
        "recall": 0.75,
        "precision": 1.0,
        "f1": pytest.approx(6 / 7),
        "kind_right": pytest.approx(2 / 3),
        "minutes_right": pytest.approx(2 / 3),
    }


def test_figures_of_strength_are_told_for_the_texts_held_back():
    squat = dict(zip(("exercise", "reps", "weight_kg", "is_warmup"), SQUAT, strict=True))
    texts = [
        {"part": part, "language": "en", "style": "handwritten", "sport_type": "WeightTraining", "name": "Legs"}
        | {"description": "Squat 1x5 @ 100kg", "sets": [squat]}
        for part in ("tuning", "held_back")
    ]
    told = strength_figures(texts)
    assert told.filter(condition="all", metric="recall")["n"].item() == 8
    assert told.filter(condition="held_back", metric="recall").select("value", "n").row(0) == (1.0, 4)
