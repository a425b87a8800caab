from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.sessions import Sessions
from schemas.weather import Weather
from tests.frames import rows
from tests.heat_texts import CASES
from tests.laws import examples
from transforms.heat import heat_sessions
from transforms.heat_words import HEAT_WORDS

NO_SAMPLES, NO_WEATHER = ActivitySamples.none(), Weather.none()
PIECES = [
    *"+,.(\n'分",
    "sauna ",
    "no ",
    "3x12",
    " min",
    "25",
    "10+",
    "like a ",
    "サウナ",
    "\ue000",
    "9" * 20,
    "1h",
    "٣",
    "२५",
]


def activity(sport: str = "Workout", minutes: float = 25, name: str | None = None, **more: Any) -> dict[str, Any]:
    moves = sport in ("Run", "Ride")
    seconds = int(60 * minutes)
    return {
        "sport_type": sport,
        "sport_group": "run" if sport == "Run" else "other",
        "name": name,
        "distance_m": 10_000.0 if moves else 0.0,
        "elapsed_time_s": seconds,
        "moving_time_s": seconds,
    } | more


def judge(
    *activities: dict[str, Any], samples: pl.DataFrame = NO_SAMPLES, weather: pl.DataFrame = NO_WEATHER
) -> pl.DataFrame:
    numbered = [{"activity_id": number} | row for number, row in enumerate(activities, start=1)]
    return Sessions.validate(heat_sessions(rows(Activities, *numbered), samples, weather))


def one(**given: Any) -> dict[str, Any]:
    return judge(activity(**given)).row(0, named=True)


def understood() -> list[tuple[str, Any, Any]]:
    """Text, what it means, and what was understood."""
    found = judge(*(activity(sport, minutes, name, description=text) for sport, minutes, name, text, _ in CASES))
    counted = {row["activity_id"]: (row["kind"], row["dose"]) for row in found.filter("counts").rows(named=True)}
    return [(f"{case[0]} | {case[2]} | {case[3]}", case[4], counted.get(n)) for n, case in enumerate(CASES, start=1)]


def test_what_people_write_is_understood():
    table = understood()
    wrong = [line for line in table if line[1] != line[2]]
    true = sum(meant is not None and got is not None for _, meant, got in table)
    precision = true / sum(got is not None for _, _, got in table)
    recall = true / sum(meant is not None for _, meant, _ in table)
    assert len(table) >= 150
    assert min(precision, recall) >= 0.97, wrong
    assert len(wrong) <= 0.03 * len(table), wrong


TEXT = st.one_of(st.none(), st.text(max_size=30), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


@examples(20, 6)
@given(st.lists(st.tuples(st.sampled_from(["Run", "Workout", "Sauna"]), TEXT, TEXT), min_size=1, max_size=20))
def test_no_text_breaks_the_reader(told):
    found = judge(*(activity(sport, name=name, description=text) for sport, name, text in told))
    counted = found.filter("counts")["dose"].drop_nulls()
    assert counted.is_between(8, 75).all()


def test_an_activity_of_its_own_lasts_its_elapsed_time():
    session = one(name="Sauna 20 min", minutes=26)
    assert (session["kind"], session["dose"], session["dose_unit"], session["counts"]) == ("sauna", 26, "minutes", True)


def test_stated_rounds_beat_the_elapsed_time_with_its_pauses():
    assert one(name="3x12 sauna", minutes=58)["dose"] == 36


@pytest.mark.parametrize(("minutes", "counts"), [(7.9, False), (8, True), (75, True), (75.1, False)])
def test_a_session_lasts_8_to_75_minutes(minutes, counts):
    assert one(name="Sauna", minutes=minutes)["counts"] is counts


def test_whoever_covers_ground_does_not_sit_in_a_sauna():
    session = one(name="Sauna", distance_m=3000.0)
    assert not session["counts"]
    assert "3000 m" in session["reason"]


def test_a_note_in_a_run_is_a_session_of_that_run():
    session = judge(activity("Run", 50, "Morning Run", description="easy 10k + 25 min sauna")).row(0, named=True)
    assert (session["activity_id"], session["kind"], session["dose"], session["counts"]) == (1, "sauna", 25, True)


def test_a_note_without_minutes_counts_flagged():
    session = one(sport="Run", description="8 km, then sauna")
    assert (session["dose"], session["counts"]) == (None, True)
    assert session["confidence"] <= 0.5
    assert "unknown" in session["reason"]


def test_title_and_description_tell_of_one_session():
    assert one(sport="Run", name="10k + 25 min sauna", description="25 min sauna at the club")["dose"] == 25


def test_two_kinds_of_one_visit_add_up_under_the_longer():
    session = one(sport="Run", description="10 min sauna + 15 min hot tub")
    assert (session["kind"], session["dose"]) == ("hot_tub", 25)


def test_a_duplicate_is_not_a_session():
    assert judge(activity(name="Sauna"), activity(name="Sauna", duplicate_of=1))["activity_id"].to_list() == [1]


def test_what_only_a_duplicate_tells_is_a_session():
    watch, app = activity("WeightTraining", 60, "Gym"), activity("WeightTraining", 60, "Gym + 15 min sauna")
    told = judge(watch, app | {"duplicate_of": 1}, app | {"duplicate_of": 1})
    assert told.select("activity_id", "dose", "counts").rows() == [(2, 15, True)]


def test_the_reason_quotes_the_words_on_one_line():
    reason = one(name="Sauna\n\nwith <b>Ann</b> and 'Bob'\"; --")["reason"]
    assert "Sauna with <b>Ann</b>" in reason
    assert "\n" not in reason


def test_the_evidence_is_json_that_people_can_read():
    evidence = pl.Series([one(name="3x12 sauna")["evidence"]]).str.json_decode(
        pl.Struct({"clause": pl.String, "stated_min": pl.Float64, "is_own": pl.Boolean})
    )
    assert evidence[0] == {"clause": "3×12 sauna", "stated_min": 36.0, "is_own": True}


def test_ones_own_words_can_be_added():
    words = dict(HEAT_WORDS) | {"passive_other": (*HEAT_WORDS["passive_other"], "hot box")}
    told = rows(Activities, activity(name="Hot box"))
    assert heat_sessions(told, NO_SAMPLES, NO_WEATHER).is_empty()
    assert heat_sessions(told, NO_SAMPLES, NO_WEATHER, words)["kind"].to_list() == ["passive_other"]


def test_half_an_hour_of_running_at_28_degrees_is_active_heat_that_never_counts():
    warm = rows(ActivitySamples, {"mean_temp_after_20min_c": 28.0, "heartrate_seconds": []})
    session = judge(activity("Run", 45, has_streams=True), samples=warm).row(0, named=True)
    assert (session["kind"], session["dose"], session["counts"]) == ("active_heat", 45, False)
    assert session["confidence"] < 0.5


@pytest.mark.parametrize(("sport", "minutes", "temp"), [("Run", 45, 27.9), ("Run", 29, 31.0), ("Ride", 45, 31.0)])
def test_a_cool_or_short_run_or_a_ride_is_not_active_heat(sport, minutes, temp):
    warm = rows(ActivitySamples, {"mean_temp_after_20min_c": temp, "heartrate_seconds": []})
    assert judge(activity(sport, minutes, has_streams=True), samples=warm).is_empty()


def test_without_samples_the_mean_temperature_of_the_activity_stands_in():
    assert judge(activity("Run", 45, mean_temp_c=31.0))["kind"].to_list() == ["active_heat"]


def test_with_samples_the_warm_start_of_the_sensor_does_not_count():
    cool = rows(ActivitySamples, {"mean_temp_after_20min_c": 22.0, "heartrate_seconds": []})
    assert judge(activity("Run", 45, mean_temp_c=29.0, has_streams=True), samples=cool).is_empty()


def in_air(**told: Any) -> dict[str, Any]:
    """A run of 41 min in told weather, with a watch that reads 33 °C."""
    return run_in_air(weather=told).row(0, named=True)


def run_in_air(weather: dict[str, Any] | None = None, watch_c: float | None = 33.0, **more: Any) -> pl.DataFrame:
    watch = rows(ActivitySamples, {"mean_temp_after_20min_c": watch_c, "heartrate_seconds": []})
    run = activity("Run", 41, has_streams=True) | more
    return judge(run, samples=watch, weather=NO_WEATHER if weather is None else rows(Weather, weather))


def test_weather_in_the_export_tells_of_the_heat_in_its_numbers():
    session = in_air(temp_c=29.0, apparent_temp_c=31.0, humidity_pct=60.0, wind_mps=1.0)
    assert session["reason"] == (
        "A run of 41 min at 31 °C apparent (weather in Strava's export): such heat costs recovery and is not counted."
    )
    assert not session["counts"]


def test_weather_is_surer_than_the_watch():
    assert in_air(apparent_temp_c=31.0)["confidence"] > run_in_air().row(0, named=True)["confidence"]


def test_weather_that_was_looked_up_says_by_whom():
    assert "(weather by Open-Meteo)" in in_air(source="open_meteo", apparent_temp_c=28.0)["reason"]


def test_the_evidence_of_a_hot_run_names_the_number_its_kind_and_who_told_it():
    evidence = pl.Series([in_air(apparent_temp_c=31.5)["evidence"]]).str.json_decode(
        pl.Struct({"temp_c": pl.Float64, "measure": pl.String, "told_by": pl.String, "watch_c": pl.Float64})
    )
    assert evidence[0] == {"temp_c": 31.5, "measure": "apparent", "told_by": "strava_export", "watch_c": 33.0}


@pytest.mark.parametrize("told", [{"apparent_temp_c": 27.9}, {"temp_c": 31.0, "apparent_temp_c": 27.0}])
def test_where_the_weather_was_cool_a_warm_wrist_is_no_heat(told):
    assert run_in_air(told).is_empty()


def test_a_hot_day_is_heat_whatever_the_watch_says():
    assert run_in_air({"apparent_temp_c": 28.0}, watch_c=20.0)["kind"].to_list() == ["active_heat"]
    assert run_in_air({"apparent_temp_c": 28.0}, watch_c=None, has_streams=False).height == 1


@pytest.mark.parametrize("indoors", [{"is_trainer": True}, {"sport_type": "VirtualRun"}])
def test_indoors_the_weather_means_nothing(indoors):
    assert run_in_air({"apparent_temp_c": 35.0}, watch_c=22.0, **indoors).is_empty()
    assert "by the watch" in run_in_air({"apparent_temp_c": 5.0}, **indoors)["reason"].item()


def test_without_an_apparent_temperature_it_is_worked_out_and_said_so():
    session = in_air(temp_c=29.0, humidity_pct=70.0, wind_mps=1.0)
    assert "33.5 °C apparent (worked out from temperature, humidity and wind in Strava's export)" in session["reason"]
    assert '"measure":"computed"' in session["evidence"]


def test_wind_can_make_warm_air_feel_cool():
    assert run_in_air({"temp_c": 29.0, "humidity_pct": 30.0, "wind_mps": 8.0}).is_empty()


def test_air_temperature_alone_stands_in_less_surely():
    session = in_air(temp_c=30.0)
    assert "30 °C (air temperature in Strava's export, which tells no humidity)" in session["reason"]
    assert session["confidence"] < in_air(apparent_temp_c=30.0)["confidence"]


def test_weather_of_other_athletes_and_activities_is_theirs():
    told = rows(Weather, {"athlete_id": 2, "apparent_temp_c": 35.0}, {"activity_id": 2, "apparent_temp_c": 35.0})
    assert judge(activity("Run", 41), weather=told).is_empty()


def test_a_sauna_after_a_hot_run_is_the_session_that_is_kept():
    warm = rows(ActivitySamples, {"mean_temp_after_20min_c": 31.0, "heartrate_seconds": []})
    told = judge(activity("Run", 45, description="+ 20 min sauna", has_streams=True), samples=warm)
    assert told["kind"].to_list() == ["sauna"]


def test_no_activities_make_no_sessions():
    assert Sessions.validate(heat_sessions(Activities.none(), NO_SAMPLES, NO_WEATHER)).is_empty()
