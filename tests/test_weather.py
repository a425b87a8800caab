"""What exports and Open-Meteo tell becomes core.weather."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.kept_rules import keeps_rules
from schemas.payloads import Payloads
from schemas.recordings import Recordings
from schemas.weather import Weather
from tests.frames import rows
from tests.laws import examples
from transforms.apparent_temperature import apparent_temperature_c
from transforms.weather import told_in_lists, weather

NOON = datetime(2024, 7, 3, 12, tzinfo=UTC)
MIDNIGHT = datetime(2024, 7, 3, tzinfo=UTC)
NO_EXPORT = Weather.none().drop("source")
NUMBERS = ["temp_c", "apparent_temp_c", "humidity_pct", "wind_mps"]


def run(start_at: datetime = NOON, minutes: int = 60, **more: Any) -> dict[str, Any]:
    return {"start_at": start_at, "elapsed_time_s": 60 * minutes} | more


def exported(*told: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{"athlete_id": 1, "activity_id": 1} | one for one in told], schema=NO_EXPORT.schema)


def hours(**lists: list[Any]) -> dict[str, Any]:
    """An answer about a day: `temperature_2m` is the hour unless other lists are given."""
    times = [f"{MIDNIGHT + timedelta(hours=n):%Y-%m-%dT%H:%M}" for n in range(24)]
    plain: dict[str, list[Any]] = {
        "time": times,
        "temperature_2m": [float(n) for n in range(24)],
        "apparent_temperature": [n + 2.0 for n in range(24)],
        "relative_humidity_2m": [60] * 24,
        "wind_speed_10m": [1.5] * 24,
    }
    return {"latitude": 52.5, "longitude": 13.4, "utc_offset_seconds": 0, "hourly": plain | lists}


def answer(body: Any, payload_id: int = 1, **more: Any) -> dict[str, Any]:
    text = body if isinstance(body, str) else orjson.dumps(body).decode()
    return {"payload_id": payload_id, "activity_id": 1, "source": "open_meteo", "kind": "weather", "body": text} | more


def told(
    *answers: dict[str, Any], by_export: pl.DataFrame = NO_EXPORT, runs: tuple[dict[str, Any], ...] = (run(),)
) -> tuple[pl.DataFrame, pl.DataFrame]:
    landed = rows(Payloads, *({"http_status": 200} | one for one in answers)) if answers else Payloads.none()
    good, bad = weather(by_export, landed, rows(Activities, *runs))
    return Weather.validate(good), bad


def numbers(good: pl.DataFrame) -> list[tuple[Any, ...]]:
    return good.select("source", *NUMBERS).rows()


def test_the_export_tells_the_weather_of_an_activity():
    one = {"temp_c": 21.0, "apparent_temp_c": 23.5, "humidity_pct": 80.0, "wind_mps": 2.0}
    assert numbers(told(by_export=exported(one))[0]) == [("strava_export", 21.0, 23.5, 80.0, 2.0)]


def test_the_hours_of_an_activity_are_averaged():
    assert numbers(told(answer(hours()))[0]) == [("open_meteo", 12.5, 14.5, 60.0, 1.5)]


def test_the_shortest_activity_has_the_hour_nearest_to_it():
    twenty_to_three = run(NOON + timedelta(hours=2, minutes=40), minutes=1)
    assert told(answer(hours()), runs=(twenty_to_three,))[0]["temp_c"].to_list() == [15.0]


def test_what_the_export_tells_outranks_what_was_looked_up():
    assert numbers(told(answer(hours()), by_export=exported({"temp_c": 30.0}))[0]) == [
        ("strava_export", 30.0, None, None, None)
    ]


def test_an_export_that_tells_no_temperature_leaves_it_to_the_look_up():
    good, _ = told(answer(hours()), by_export=exported({"humidity_pct": 50.0}))
    assert good["source"].to_list() == ["open_meteo"]


def test_of_several_rows_of_an_export_the_last_counts():
    assert told(by_export=exported({"temp_c": 1.0}, {"temp_c": 2.0}))[0]["temp_c"].to_list() == [2.0]


def test_an_impossible_reading_becomes_null_and_the_others_stay():
    good, bad = told(by_export=exported({"temp_c": 451.0, "apparent_temp_c": 30.0, "wind_mps": float("nan")}))
    assert (numbers(good), bad.height) == ([("strava_export", None, 30.0, None, None)], 0)


def test_of_two_answers_the_newer_counts():
    warm = hours(temperature_2m=[30.0] * 24)
    assert told(answer(hours(), 1), answer(warm, 2))[0]["temp_c"].to_list() == [30.0]


def test_hours_without_a_number_are_left_out_of_the_average():
    gap = hours(temperature_2m=[None if n == 12 else float(n) for n in range(24)], wind_speed_10m=[None] * 24)
    assert numbers(told(answer(gap))[0]) == [("open_meteo", 13.0, 14.5, 60.0, None)]


def test_a_list_that_was_not_sent_is_null():
    short = hours()
    del short["hourly"]["wind_speed_10m"]
    assert numbers(told(answer(short))[0]) == [("open_meteo", 12.5, 14.5, 60.0, None)]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<html>", "weather: type"),
        ('{"hourly": {"time": "noon"}}', "weather: hours"),
        ("[1, 2]", "weather: type"),
        ('{"error": true, "reason": "no"}', "weather: hours"),
        ('{"hourly": {"time": []}}', "weather: hours"),
        (hours(time=["2019-01-01T00:00"] * 24), "weather: hours"),
        (hours(time=["noon"] * 24), "weather: hours"),
        (hours(temperature_2m=[20.0]), "weather: hours"),
        (hours(temperature_2m=[999.0] * 24, apparent_temperature=[None] * 24), "weather: hours"),
    ],
)
def test_an_answer_that_tells_nothing_is_rejected_with_a_reason(body, rule):
    good, bad = told(answer(body, 7))
    assert good.is_empty()
    assert bad.select("payload_id", "table_name", "record_id", "rule").rows() == [(7, "core.weather", "1", rule)]


def test_weather_of_an_activity_that_is_gone_is_neither_kept_nor_rejected():
    good, bad = told(answer(hours(), activity_id=2), by_export=exported({"activity_id": 3, "temp_c": 1.0}))
    assert (good.height, bad.height) == (0, 0)


def test_rows_of_lists_tell_the_weather_the_newest_list_last():
    row = {"format": "csv", "activity_id": 5}
    recorded = rows(
        Recordings,
        row | {"recording_id": -9, "weather_temp_c": 21.0, "listed_until": NOON},
        row | {"recording_id": -8, "weather_temp_c": 19.0, "listed_until": NOON - timedelta(days=300)},
        {"recording_id": -7, "activity_id": 5, "format": "fit", "weather_temp_c": 50.0},
    )
    told = told_in_lists(recorded)
    assert told.columns == NO_EXPORT.columns
    assert told["temp_c"].to_list() == [19.0, 21.0]


def test_nothing_told_is_no_weather():
    assert [frame.height for frame in told()] == [0, 0]


PIECE = st.one_of(st.none(), st.booleans(), st.floats(allow_nan=False), st.integers(), st.text(max_size=5))


@examples(10_000, 40)
@given(
    st.dictionaries(
        st.sampled_from(["time", "temperature_2m", "apparent_temperature", "wind_speed_10m"]),
        st.one_of(PIECE, st.lists(st.one_of(PIECE, st.just("2024-07-03T12:00")), max_size=3)),
    ),
    st.integers(0, 40),
)
def test_no_answer_breaks_the_reader(lists, cut):
    text = json.dumps({"hourly": lists})
    good, bad = told(
        answer(text[: len(text) - cut]), answer(hours(), 2, activity_id=2), runs=(run(), run(activity_id=2))
    )
    assert set(good["activity_id"]) | set(bad["record_id"].cast(pl.Int64)) == {1, 2}
    assert keeps_rules(Weather, good)


@pytest.mark.parametrize(
    ("temp_c", "humidity_pct", "wind_mps", "feels_c"),
    [(30.0, 50.0, 0.0, 33.0), (30.0, 50.0, 5.0, 29.5), (20.0, 60.0, 2.0, 19.2), (0.0, 100.0, 10.0, -9.0)],
)
def test_the_apparent_temperature_is_steadmans(temp_c, humidity_pct, wind_mps, feels_c):
    given = pl.lit(temp_c), pl.lit(humidity_pct), pl.lit(wind_mps)
    assert pl.select(apparent_temperature_c(*given)).item() == pytest.approx(feels_c, abs=0.05)


def test_without_humidity_or_wind_no_apparent_temperature_is_worked_out():
    none = pl.lit(None, dtype=pl.Float64)
    assert pl.select(
        apparent_temperature_c(pl.lit(30.0), none, pl.lit(1.0)),
        wind=apparent_temperature_c(pl.lit(30.0), pl.lit(50.0), none),
    ).row(0) == (None, None)
