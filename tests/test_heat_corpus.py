from pathlib import Path
from typing import Any

import orjson
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.evaluation.texts import activities_of, corpus, heat_figures
from schemas.activity_samples import ActivitySamples
from schemas.sessions import Sessions
from schemas.weather import Weather
from tests.laws import examples
from transforms.heat import clauses_of, heat_sessions
from transforms.heat_text import LONGEST_TEXT, MOST_HEAT_WORDS
from transforms.heat_words import HEAT_WORDS

#: Sports in which nobody covers ground.
STILL = ("Workout", "WeightTraining", "Yoga", "PhysicalTherapy")
#: Texts that rules were made for: they hold what was reached, and measure nothing.
REGRESSIONS = Path(__file__).with_name("heat_regressions.jsonl")
#: What figures may not fall under, per set of texts: F1, share of right kinds, share of right minutes. Of texts held
#: back, flows/evaluation/floors.toml says it.
FLOORS = {"tuning": (0.995, 0.99, 0.99), "regressions": (0.985, 0.99, 0.99)}


def texts_of(part: str) -> list[dict[str, Any]]:
    if part == "regressions":
        return [orjson.loads(line) | {"part": "tuning"} for line in REGRESSIONS.read_bytes().splitlines()]
    return [text for text in corpus("heat") if text["part"] == part]


def told(*texts: dict[str, Any]) -> pl.DataFrame:
    return Sessions.validate(heat_sessions(activities_of(list(texts)), ActivitySamples.none(), Weather.none()))


def a_text(sport: str = "Run", name: str = "Run", description: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "sport_type": sport,
        "name": name,
        "description": description,
        "elapsed_time_s": 3000,
        "distance_m": 0.0 if sport in STILL else 9000.0,
    } | more


def minutes_of(**given: Any) -> float | None:
    session = told(a_text(**given)).row(0, named=True)
    return session["dose"]


@pytest.mark.parametrize("part", FLOORS)
def test_texts_are_read_at_least_this_well(part):
    figures = dict(heat_figures(texts_of(part)).filter(condition="all").select("metric", "value").rows())
    found = tuple(round(figures[metric], 4) for metric in ("f1", "kind_right", "minutes_right"))
    assert all(value >= floor for value, floor in zip(found, FLOORS[part], strict=True)), found


def test_at_least_twelve_languages_are_read_as_well_as_english():
    figures = heat_figures(texts_of("tuning") + texts_of("regressions")).filter(metric="f1")
    well = figures.filter(pl.col("condition").str.starts_with("language="), pl.col("value") >= 0.95)
    assert well.height >= 12


def test_what_a_title_leaves_out_its_description_says():
    assert minutes_of(sport="Workout", name="Sauna", description="3x12, then a shower") == 36
    assert minutes_of(sport="Workout", name="Sauna", description="12 in, 3 out, 12 in") == 24


def test_a_denied_title_takes_the_minutes_of_its_description_with_it():
    assert told(a_text(sport="Workout", name="No sauna", description="10 min core")).is_empty()


def test_a_range_counts_with_its_middle():
    assert minutes_of(description="Easy, then 20-30 min sauna") == 25


def test_todays_minutes_are_of_the_heat_that_was_missed_yesterday():
    assert minutes_of(description="Gestern keine Sauna, heute 2 x 13 Minuten") == 26
    assert told(a_text(description="Yesterday sauna, today 50 min easy")).is_empty()


def test_a_note_without_minutes_counts_unless_a_word_casts_doubt_on_it():
    noted, doubtful = (
        a_text(description="Easy. Quick sauna at the club"),
        a_text(description="sauna membership expired"),
    )
    assert told(noted, doubtful)["activity_id"].to_list() == [1]


def test_a_note_without_minutes_counts_only_where_something_says_that_it_happened():
    noted, spoken_of = (
        a_text(description="Easy 8, and with that we ended up in the sauna"),
        a_text(description="Someone has parked a mobile sauna on the beach"),
    )
    assert told(noted, spoken_of)["activity_id"].to_list() == [1]


def test_minutes_of_the_run_before_a_full_stop_are_not_the_saunas():
    assert minutes_of(description="Ran 50 min. Sauna 20.") == 20


def test_rounds_of_the_title_multiply_the_minutes_of_the_description():
    assert minutes_of(sport="Workout", name="Sauna/cold plunge x3", description="10 min hot, 2 min cold") == 30


def test_of_a_session_with_a_long_rest_the_stated_minutes_count():
    assert minutes_of(sport="Workout", name="Therme", description="25 min Whirlpool", elapsed_time_s=75 * 60) == 25


@pytest.mark.parametrize(
    "piece",
    [
        "sauna ",
        "10 min ",
        "sauna 10+",
        "no ",
        "like a ",
        "3x",
        "サウナ",
        "사우나 ",
        "é",
        "(",
        "\n",
        "tomorrow, ",
        "half an hour ",
    ],
)
def test_of_a_hostile_text_only_its_beginning_is_read(piece):
    # Every pattern is linear in what it reads, and what is read is bounded: so is the time.
    hostile = "sauna " + piece * (100_000 // len(piece))
    whole = clauses_of(activities_of([a_text(description=hostile)]), HEAT_WORDS)
    assert whole.equals(clauses_of(activities_of([a_text(description=hostile[:LONGEST_TEXT])]), HEAT_WORDS))
    assert whole.height <= 2 * MOST_HEAT_WORDS


PIECES = st.sampled_from(
    sorted(
        {word for text in corpus("heat") if text["part"] == "tuning" for word in (text["description"] or "").split()}
    )
)
WRITTEN = st.one_of(st.none(), st.lists(PIECES, max_size=25).map(" ".join), st.text(max_size=40))


@examples(30, 8)
@given(st.lists(st.tuples(st.sampled_from(["Run", "Workout", "Yoga"]), WRITTEN, WRITTEN), min_size=1, max_size=20))
def test_whatever_is_written_gives_valid_rows_with_possible_minutes(written):
    found = told(*(a_text(sport=sport, name=name, description=text) for sport, name, text in written))
    assert found.filter("counts")["dose"].drop_nulls().is_between(8, 75).all()
    assert found["dose"].drop_nulls().is_finite().all()
