"""Explanation and verdict read the same conditions: they never disagree."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.efforts import Efforts
from schemas.hill_sprint_reps import HillSprintReps
from schemas.plan import Plan
from schemas.recorded_sets import RecordedSets
from schemas.sessions import Sessions
from schemas.streams import Streams
from schemas.weather import Weather
from tests.explained import frames_of
from tests.frames import rows
from tests.heat_texts import CASES
from tests.hill_negatives import NEGATIVES
from tests.hill_simulator import Stretch, Watch, easy, hill_sprint_run, record
from tests.hill_verdicts import easy_of
from tests.laws import IS_LONG, examples
from transforms.criteria import Criterion, all_met, criterion_rows
from transforms.effort_series import effort_series, thinned
from transforms.explain_heat import explain_heat
from transforms.explain_hill_sprints import effort_table, explain_efforts, named_subjects
from transforms.explain_strength import explain_strength
from transforms.explanation import explanation, verdicts
from transforms.heat import heat_sessions
from transforms.heat_words import HEAT_WORDS
from transforms.strength import strength_sessions
from transforms.strength_sets import strength_sets


def explained(streams):
    frames = frames_of(streams)
    return frames, explanation(frames, effort_series(streams, easy_of(streams)), HEAT_WORDS)


def agrees(frames, rows_):
    """Efforts are hill sprints, and the session counts, if and only if every condition is met."""
    found = frames[Efforts]
    subjects = named_subjects(found).select("subject", is_sprint=pl.col("effort_kind") == "hill_sprint")
    met = rows_.group_by("subject").agg(pl.col("is_met").all())
    both = subjects.join(met, on="subject", how="left")
    assert both["is_met"].null_count() == 0
    assert both.filter(pl.col("is_met") != pl.col("is_sprint")).is_empty()
    sprints = rows_.filter(pl.col("intervention") == "hill_sprints", pl.col("subject") == "session")
    counted = frames[Sessions].filter(pl.col("intervention") == "hill_sprints", pl.col("counts"))
    assert bool(sprints["is_met"].all()) == (counted.height == 1)
    return True


@examples(10, 4)
@given(st.integers(0, 10_000))
def test_a_sprint_is_named_so_if_and_only_if_all_its_conditions_are_met(seed):
    parts, watch = hill_sprint_run(seed)
    assert agrees(*explained(record(parts, seed, 1, watch).streams))


@pytest.mark.parametrize("shape", NEGATIVES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("has_cadence", [True, False])
def test_what_only_looks_like_sprints_is_explained_as_it_was_judged(shape, has_cadence):
    for seed in range(2):
        run = record(shape(np.random.default_rng(seed)), seed, watch=Watch(has_cadence=has_cadence))
        assert agrees(*explained(run.streams))


@examples(10, 4)
@given(st.integers(0, 2**20))
def test_any_mixture_of_speeds_and_slopes_is_explained_as_it_was_judged(seed):
    rng = np.random.default_rng(seed)
    parts = [
        Stretch(int(rng.integers(4, 60)), float(rng.choice([0.0, 1.3, 2.6, 3.8, 4.6])), float(rng.uniform(-0.1, 0.15)))
        for _ in range(40)
    ]
    watch = Watch(every_s=int(rng.choice([1, 1, 6])), has_altitude=bool(rng.random() < 0.9))
    assert agrees(*explained(record([*easy(8), *parts], seed, watch=watch).streams))


def test_a_weak_sprint_beside_clear_ones_is_explained_by_the_rules_for_those():
    walk, weak = Stretch(100, 1.3), Stretch(9, 3.75, 0.06)
    run = record([*easy(15), *[walk, Stretch(9, 4.4, 0.06)] * 2, walk, weak, walk, *easy(8)], 3)
    frames, told = explained(run.streams)
    assert agrees(frames, told)
    last = told.filter(pl.col("subject").str.starts_with("sprint 3"))
    assert "clear hill sprints in this run" in last["criterion"].to_list()


def test_a_sprint_says_what_of_it_was_not_as_prescribed():
    walk = Stretch(60, 1.3)
    frames, told = explained(record([*easy(15), *[Stretch(9, 5.2, 0.1), walk] * 3, *easy(8)], 3).streams)
    reps = frames[HillSprintReps]
    lines = effort_table(frames[Efforts], told, reps).drop_nulls("prescribed")["prescribed"].to_list()
    assert [line == "as prescribed" for line in lines] == reps.select(
        pl.all_horizontal(pl.col("is_duration_ok", "is_recovery_ok", "is_grade_ok").fill_null(value=True))
    ).to_series().to_list()
    assert "recovery 6" in lines[0] or "recovery 5" in lines[0]
    assert "needed ≥ 85 s, 70 % of it walked or stood" in lines[0]


def test_an_easy_run_says_how_near_its_fastest_moment_came():
    _, told = explained(record(easy(30), 5).streams)
    fastest = told.filter(pl.col("subject") == "fastest moment").row(0, named=True)
    assert fastest["found"].endswith("× easy")
    assert fastest["needed"] == "≥ 1.45 × easy"
    assert not fastest["is_met"]


def test_what_would_have_changed_it_names_the_number_and_the_bound():
    walk = Stretch(100, 1.3)
    frames, told = explained(record([*easy(15), walk, Stretch(9, 5.2, 0.1), walk, *easy(8)], 3).streams)
    said = verdicts(frames[Sessions], told).filter(intervention="hill_sprints")["would_change"].item()
    assert said.startswith("Not met: hill sprints in a row, 35–360 s apart: 1, needed ≥ 3.")


def test_a_number_that_misses_by_a_hair_is_not_shown_as_the_bound():
    least = Criterion("effort", pl.col("x"), least=1.7, unit="× easy", decimals=1)
    told = criterion_rows(pl.DataFrame({"x": [1.698, 1.75]}), [least], "hill_sprints", pl.lit("session"))
    assert told["found"].to_list() == ["1.698 × easy", "1.8 × easy"]
    assert told["is_met"].to_list() == [False, True]


def test_nothing_found_meets_nothing():
    least = Criterion("climb", pl.col("x"), least=1.2, unit="m")
    nothing = pl.DataFrame({"x": [None]}, {"x": pl.Float64})
    told = criterion_rows(nothing, [least], "heat", pl.lit("session"))
    assert told.select("found", "is_met").row(0) == ("nothing recorded", False)
    assert nothing.select(all_met([least])).item() is False


def test_no_efforts_make_no_rows():
    assert explain_efforts(Efforts.none()).is_empty()


def test_heat_counts_if_and_only_if_all_its_conditions_are_met():
    activities = rows(
        Activities,
        *(
            {"activity_id": number, "name": title, "description": words, "sport_type": sport}
            | {"elapsed_time_s": 60 * minutes, "moving_time_s": 60 * minutes, "distance_m": float(99 * (number % 4))}
            for number, (sport, minutes, title, words, _) in enumerate(CASES, start=1)
        ),
    )
    sessions = heat_sessions(activities, ActivitySamples.none(), Weather.none())
    counted = set(sessions.filter("counts")["activity_id"])
    # One by one, as people ask: a few of them where time is short, from all over the list.
    asked = set(activities["activity_id"].to_list()[:: 1 if IS_LONG else 6])
    met = {
        number
        for number in asked
        if explain_heat(activities.filter(activity_id=number), ActivitySamples.none(), Weather.none(), HEAT_WORDS)[
            "is_met"
        ].all()
    }
    assert met == counted & asked
    assert 0 < len(met) < len(asked)


def heat_of_a_run(**told):
    """What is said of the heat of a run of 41 min whose watch read 33 °C, in told weather."""
    seconds = {"elapsed_time_s": 2460, "moving_time_s": 2460, "has_streams": True}
    run = rows(Activities, {"sport_type": "Run", "sport_group": "run"} | seconds)
    watch = rows(ActivitySamples, {"mean_temp_after_20min_c": 33.0, "heartrate_seconds": []})
    found = explain_heat(run, watch, rows(Weather, told), HEAT_WORDS)
    return found.filter(criterion="warm enough to be shown").select("found", "needed", "is_met").row(0)


def test_a_hot_run_is_explained_by_whoever_told_the_weather():
    assert heat_of_a_run(apparent_temp_c=31.0) == ("31 °C apparent (weather in Strava's export)", "≥ 28 °C", True)


def test_a_run_with_a_warm_watch_in_cool_weather_is_explained_by_the_weather():
    assert heat_of_a_run(apparent_temp_c=19.0, source="open_meteo") == (
        "19 °C apparent (weather by Open-Meteo)",
        "≥ 28 °C",
        False,
    )


def test_sets_that_a_watch_counted_are_explained_as_the_watchs():
    gym = rows(Activities, {"sport_type": "WeightTraining", "sport_group": "strength", "elapsed_time_s": 3600})
    recorded = rows(RecordedSets, *({"set_number": n, "reps": 5, "weight_kg": 80.0} for n in (1, 2)))
    sessions = strength_sessions(gym, strength_sets(gym, recorded))
    found = explain_strength(gym, sessions, Plan.none())["found"].to_list()
    assert "2 working sets, counted by the watch" in found


def test_thinning_keeps_every_second_of_an_effort_and_twenty_beside_it():
    parts, watch = hill_sprint_run(5)
    streams = record(parts, 5, 1, watch).streams
    frames = frames_of(streams)
    series = effort_series(streams, easy_of(streams))
    spans = frames[Efforts].select("start_time_s", "duration_s")
    few = thinned(series, spans, 200)
    assert few.height < series.height / 2
    for start, length in spans.rows():
        inside = pl.col("time_s").is_between(start - 20, start + length + 20)
        assert few.filter(inside).drop("is_pause").equals(series.filter(inside).drop("is_pause"))


def test_a_short_recording_is_not_thinned():
    streams = record(easy(3), 5).streams
    series = effort_series(streams, easy_of(streams))
    assert thinned(series, pl.DataFrame({"start_time_s": [], "duration_s": []}), 1500).height == series.height


def test_no_samples_make_an_empty_series():
    series = effort_series(Streams.none(), easy_of(Streams.none()))
    assert series.is_empty()
    assert series.columns[:2] == ["activity_id", "time_s"]
