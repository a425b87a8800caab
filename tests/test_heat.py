from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.sessions import Sessions
from tests.frames import rows
from tests.heat_texts import CASES
from tests.laws import examples
from transforms.heat import heat_sessions
from transforms.heat_words import HEAT_WORDS

NO_SAMPLES = ActivitySamples.none()
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


def judge(*activities: dict[str, Any], samples: pl.DataFrame = NO_SAMPLES) -> pl.DataFrame:
    numbered = [{"activity_id": number} | row for number, row in enumerate(activities, start=1)]
    return Sessions.validate(heat_sessions(rows(Activities, *numbered), samples))


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
    assert heat_sessions(told, NO_SAMPLES).is_empty()
    assert heat_sessions(told, NO_SAMPLES, words)["kind"].to_list() == ["passive_other"]


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


def test_a_sauna_after_a_hot_run_is_the_session_that_is_kept():
    warm = rows(ActivitySamples, {"mean_temp_after_20min_c": 31.0, "heartrate_seconds": []})
    told = judge(activity("Run", 45, description="+ 20 min sauna", has_streams=True), samples=warm)
    assert told["kind"].to_list() == ["sauna"]


def test_no_activities_make_no_sessions():
    assert Sessions.validate(heat_sessions(Activities.none(), NO_SAMPLES)).is_empty()
