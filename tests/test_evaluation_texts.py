"""Texts found beside texts labelled: what counts as right."""

import pytest

from flows.evaluation.texts import (
    activities_of,
    corpus,
    heat_figures,
    pool_run_figures,
    strength_figures,
)
from schemas.activities import Activities


@pytest.mark.parametrize(("name", "least", "share"), [("heat", 200, 0.2), ("strength", 80, 0.25)])
def test_a_fifth_or_a_quarter_to_two_fifths_of_the_texts_is_held_back(name, least, share):
    texts = corpus(name)
    assert len(texts) >= least
    held = sum(text["part"] == "held_back" for text in texts) / len(texts)
    assert share <= held <= 0.4
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
    squat = {"exercise": "squat", "reps": 5, "weight_kg": 100.0, "rpe": None, "is_warmup": False}
    texts = [
        {"part": part, "language": "en", "style": "handwritten", "sport_type": "WeightTraining", "name": "Legs"}
        | {"description": "Squat 1x5 @ 100kg", "sets": [squat]}
        for part in ("tuning", "held_back")
    ]
    told = strength_figures(texts)
    assert told.filter(condition="all", metric="recall")["n"].item() == 6
    assert told.filter(condition="held_back", metric="recall").select("value", "n").row(0) == (1.0, 3)
    assert told.filter(condition="held_back", metric="recall_without_exercise")["n"].item() == 2


def test_figures_of_pool_running_look_through_the_disguise():
    texts = [
        {"part": "tuning", "language": "en", "elapsed_time_s": 2700, "distance_m": 0.0, "description": None}
        | {"sport_type": sport, "name": name, "is_pool_run": is_pool_run}
        for sport, name, is_pool_run in (
            ("Run", "Aqua jogging", True),
            ("Workout", "Core", True),
            ("Run", "Ran past the pool", False),
        )
    ]
    told = {row[2]: row[3] for row in pool_run_figures(texts).filter(condition="all").rows()}
    assert told == {"recall": 0.5, "precision": 1.0, "f1": pytest.approx(2 / 3)}
