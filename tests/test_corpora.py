"""The labelled texts are whole, valid and divided as their README says."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

CORPORA = Path(__file__).parent.parent / "flows" / "evaluation" / "corpora"
TEXT = {"id", "part", "language", "sport_type", "name", "description"}
HEAT = TEXT | {"elapsed_time_s", "distance_m", "is_heat", "kind", "minutes"}
STRENGTH = TEXT | {"style", "sets"}
KINDS = {"sauna", "hot_tub", "steam", "passive_other"}
STYLES = {"hevy", "strong", "fitbod", "handwritten", "not_sets"}


def corpus(name: str) -> list[dict[str, Any]]:
    lines = (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def held_back(texts: list[dict[str, Any]]) -> float:
    return sum(text["part"] == "held_back" for text in texts) / len(texts)


@pytest.fixture(scope="module")
def heat() -> list[dict[str, Any]]:
    return corpus("heat")


@pytest.fixture(scope="module")
def strength() -> list[dict[str, Any]]:
    return corpus("strength")


def test_there_are_as_many_texts_as_the_goals_ask_for(heat, strength):
    assert len(heat) >= 300
    assert len(strength) >= 220


def test_heat_texts_are_in_many_languages_each_with_heat_and_without(heat):
    seen = {(text["language"], text["is_heat"]) for text in heat}
    assert len({language for language, _ in seen if {(language, True), (language, False)} <= seen}) >= 14


@pytest.mark.parametrize("name", ["heat", "strength"])
def test_every_id_is_there_once_and_says_its_corpus(name):
    ids = [text["id"] for text in corpus(name)]
    assert len(set(ids)) == len(ids)
    assert all(identity.startswith(f"{name}-") for identity in ids)


@pytest.mark.parametrize(("name", "fields"), [("heat", HEAT), ("strength", STRENGTH)])
def test_every_text_has_all_fields_and_no_unknown_one(name, fields):
    for text in corpus(name):
        assert set(text) - {"why"} == fields, text["id"]
        assert text["part"] in {"tuning", "held_back"}, text["id"]
        assert text["name"].strip(), text["id"]
        assert text["description"] is None or isinstance(text["description"], str), text["id"]


@pytest.mark.parametrize("name", ["heat", "strength"])
def test_no_text_is_there_twice(name):
    counted = Counter((text["name"].casefold(), (text["description"] or "").casefold()) for text in corpus(name))
    assert [text for text, times in counted.items() if times > 1] == []


def test_a_fifth_of_the_heat_labels_and_a_quarter_of_the_strength_styles_or_more_is_held_back(heat, strength):
    for is_heat in (True, False):
        assert 0.2 <= held_back([text for text in heat if text["is_heat"] is is_heat]) <= 0.37
    for style in STYLES:
        assert 0.25 <= held_back([text for text in strength if text["style"] == style]) <= 0.42


def test_heat_labels_are_kinds_and_minutes_that_there_can_be(heat):
    for text in heat:
        assert text["elapsed_time_s"] > 0, text["id"]
        assert text["distance_m"] >= 0, text["id"]
        if text["is_heat"]:
            assert text["kind"] in KINDS, text["id"]
            assert text["minutes"] is None or 8 <= text["minutes"] <= 90, text["id"]
        else:
            assert text["kind"] is None, text["id"]
            assert text["minutes"] is None, text["id"]


def test_between_two_and_three_fifths_of_the_heat_texts_tell_of_heat(heat):
    assert 0.4 <= sum(text["is_heat"] for text in heat) / len(heat) <= 0.6


def test_a_fifth_or_more_of_the_strength_texts_have_no_sets(strength):
    without = [text["style"] == "not_sets" for text in strength]
    assert [not text["sets"] for text in strength] == without
    assert 0.2 <= sum(without) / len(strength) <= 0.35


def test_sets_are_within_the_bounds_of_the_table(strength):
    for one in (one for text in strength for one in text["sets"]):
        assert set(one) == {"exercise", "reps", "weight_kg", "rpe", "is_warmup"}
        assert one["reps"] is None or 1 <= one["reps"] <= 100
        assert one["weight_kg"] is None or 0 < one["weight_kg"] <= 300
        assert one["rpe"] is None or 5 <= one["rpe"] <= 10
        assert isinstance(one["is_warmup"], bool)


def test_exercises_are_named_as_the_text_names_them(strength):
    for text in strength:
        written = f"{text['name']} {text['description'] or ''}".lower()
        for one in text["sets"]:
            assert one["exercise"] is None or one["exercise"] in written, text["id"]
