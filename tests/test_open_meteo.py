"""The weather is looked up only when asked for, once, at a rounded place; what fails is tried another night."""

import logging
import socket
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.passes import transform
from flows.settings import load_settings
from flows.strava.session import Patience
from flows.weather.look_up import MOST_UNUSABLE, NO_EXPORT, look_up
from flows.weather.open_meteo import NoAnswer, UselessAnswer, open_meteo
from schemas.activities import Activities
from schemas.payloads import Payloads
from schemas.recordings import Recordings
from schemas.sessions import Sessions
from schemas.streams import Streams
from schemas.weather import Weather
from tests.frames import rows
from tests.laws import IS_LONG
from tests.nights import DAY, SHORT, empty_warehouse, nights, run_on
from tests.weather_archive import Archive, archive, as_asked
from transforms.weather import weather
from warehouse.database import Warehouse, open_warehouse
from warehouse.raw import newest_weather

NOW = datetime(2026, 5, 20, 21, tzinfo=UTC)
#: On one day of a stretch of two weeks.
MORNING = datetime(2026, 4, 1, 7, tzinfo=UTC)
HELSINKI = (60.1699, 24.9384)


class Home:
    """An open warehouse with some runs, and an archive to ask."""

    def __init__(self, folder: Path, warehouse: Warehouse, served: Archive):
        self.folder, self.warehouse, self.served = folder, warehouse, served
        self.settings = load_settings(home=folder, open_meteo=True, open_meteo_url=served.url)

    def has(self, *runs: dict[str, Any], at: tuple[float, float] | None = HELSINKI) -> None:
        """Add runs, each with a sample without a place and two with one."""
        known, samples = [], []
        for run in runs:
            lat, lon = run.pop("at", at) or (None, None)
            plain = {"activity_id": 1, "sport_type": "Run", "sport_group": "run", "has_streams": True}
            plain |= {"start_at": MORNING, "elapsed_time_s": 3600}
            known.append(plain | run)
            number = known[-1]["activity_id"]
            samples += [
                {"activity_id": number, "time_s": second, "lat": lat and lat + shift, "lon": lon}
                for second, shift in ((1, 0.0), (2, 0.3))
            ]
            samples.append({"activity_id": number, "time_s": 0})
        self.warehouse.append(Activities, rows(Activities, *known))
        self.warehouse.append(Streams, rows(Streams, *samples))

    def look_up(self, **choices: Any):
        return look_up(self.warehouse, self.settings, "test", NOW, lambda: NOW, **choices)

    def landed(self) -> pl.DataFrame:
        return self.warehouse.read(Payloads)

    def ids(self) -> list[int]:
        return self.landed()["activity_id"].sort().to_list()


@pytest.fixture
def home(tmp_path):
    file = tmp_path / "warehouse.duckdb"
    file.write_bytes(empty_warehouse())
    with archive() as served, open_warehouse(file) as warehouse:
        yield Home(tmp_path, warehouse, served)


def test_nothing_is_asked_unless_the_setting_says_so(home):
    home.has({})
    home.settings = load_settings(home=home.folder, open_meteo_url=home.served.url)
    assert home.look_up().calls == 0
    assert home.served.asked == []


def test_the_place_is_rounded_to_a_tenth_of_a_degree(home):
    home.has({}, {"activity_id": 2, "at": (-33.8688, -0.04)})
    home.look_up()
    assert sorted(home.served.places()) == [("-33.9", "0.0"), ("60.2", "24.9")]


def test_what_is_asked_are_hours_in_utc_and_metres_a_second(home):
    home.has({})
    home.look_up()
    [asked] = home.served.asked
    assert asked["hourly"] == "temperature_2m,apparent_temperature,relative_humidity_2m,wind_speed_10m"
    assert (asked["timezone"], asked["wind_speed_unit"]) == ("GMT", "ms")
    assert (asked["start_date"], asked["end_date"]) == ("2026-04-01", "2026-04-01")


def test_the_server_is_told_who_asks(home):
    home.has({})
    home.look_up()
    assert home.served.asked[0]["User-Agent"].startswith("fivefold/")


def test_runs_of_one_stretch_of_days_at_one_place_are_one_call(home):
    home.has(*({"activity_id": n, "start_at": MORNING + n * DAY} for n in range(1, 4)))
    assert home.look_up().landed == 3
    assert home.served.days() == [("2026-04-02", "2026-04-04")]


def test_another_place_and_another_month_are_calls_of_their_own(home):
    home.has({}, {"activity_id": 2, "at": (52.5, 13.4)}, {"activity_id": 3, "start_at": MORNING - 60 * DAY})
    assert home.look_up().calls == 3


def test_the_day_after_is_asked_for_where_a_run_went_into_it(home):
    home.has({"start_at": datetime(2026, 4, 1, 23, tzinfo=UTC)})
    home.look_up()
    assert home.served.days() == [("2026-04-01", "2026-04-02")]


def test_the_answer_lands_word_for_word_with_each_run(home):
    home.has({}, {"activity_id": 2, "start_at": MORNING + DAY})
    home.look_up()
    sent = as_asked(home.served.asked[0])[1].decode()
    assert home.landed().select("activity_id", "source", "kind", "http_status", "body").rows() == [
        (2, "open_meteo", "weather", 200, sent),
        (1, "open_meteo", "weather", 200, sent),
    ]


def test_what_landed_becomes_the_weather_of_the_run(home):
    home.has({})
    home.look_up()
    known, bad = weather(NO_EXPORT, home.landed(), home.warehouse.read(Activities))
    assert bad.is_empty()
    assert Weather.validate(known).rows() == [(1, 1, "open_meteo", 20.0, 21.0, 60.0, 2.5)]


def test_it_is_asked_once(home):
    home.has({})
    home.look_up()
    assert home.look_up().calls == 0
    assert len(home.served.asked) == 1


def test_what_was_asked_about_a_file_tells_of_the_activity_that_it_turns_out_to_be_of(home):
    home.has({"activity_id": -700})
    home.look_up()
    home.warehouse.append(Recordings, rows(Recordings, {"recording_id": -700, "activity_id": 12, "format": "fit"}))
    scope = pl.DataFrame({"athlete_id": [1], "activity_id": [12]})
    assert newest_weather(home.warehouse, scope).select("activity_id", "kind").rows() == [(12, "weather")]


@pytest.mark.parametrize(
    "run",
    [
        {"start_at": NOW - timedelta(days=4)},
        {"is_trainer": True},
        {"sport_type": "VirtualRun"},
        {"sport_type": "Ride", "sport_group": "cross_training"},
        {"has_streams": False},
        {"at": None},
    ],
)
def test_nobody_is_asked_about_what_is_too_new_indoors_no_run_or_without_a_place(home, run):
    home.has({"activity_id": 1} | run, at=None if "at" in run else HELSINKI)
    assert home.look_up().calls == 0


def test_nobody_is_asked_about_a_run_whose_weather_the_export_told(home):
    home.has({})
    home.warehouse.append(Weather, rows(Weather, {"temp_c": 20.0}))
    assert home.look_up().calls == 0


TRY_AGAIN = "Until it has told the weather, runs are judged by the watch; it is asked again another night."


def test_without_a_network_there_is_a_sentence_and_no_error(home):
    home.has({})
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        port = unheard.getsockname()[1]
        home.settings = load_settings(
            home=home.settings.home, open_meteo=True, open_meteo_url=f"http://127.0.0.1:{port}"
        )
        looked = home.look_up()
    assert (looked.landed, home.ids()) == (0, [])
    assert looked.trouble == f"Open-Meteo gave no answer: the connection was refused. {TRY_AGAIN}"


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (400, b'{"error":true,"reason":"Latitude 60.2 is odd"}', "was of no use: it answered 400"),
        (404, b"", "was of no use: it answered 404"),
        (429, b'{"error":true}', "gave no answer: it says that too many calls were made"),
        (500, b"", "gave no answer: it answered 500"),
        (302, b"", "gave no answer: the network sends us to another page"),
        (200, b"", "was of no use: it is no JSON"),
        (200, b"<html>Log in</html>", "was of no use: it is no JSON"),
        (200, b"\xff\xfe{}", "was of no use: it is no JSON"),
        (200, b'{"hourly": 3}', "was of no use: it tells of no hours"),
    ],
)
def test_what_is_no_answer_lands_nothing_is_said_in_a_sentence_and_asked_again(home, status, body, said):
    home.has({})
    home.served.always(status, body, Location="http://127.0.0.1:1/")
    trouble = home.look_up().trouble
    assert said in trouble
    assert trouble.endswith(TRY_AGAIN)
    assert "60.2" not in trouble
    assert home.ids() == []
    home.served.answer = as_asked
    assert home.look_up().landed == 1


def test_hours_that_are_not_known_yet_do_not_land_and_are_asked_again(home):
    home.has({})
    home.served.answer = lambda asked: as_asked(asked, temp_c=None)
    assert (home.look_up().landed, home.ids()) == (0, [])
    home.served.answer = as_asked
    assert home.look_up().landed == 1


def test_one_useless_answer_does_not_keep_the_others_back(home):
    home.has({}, {"activity_id": 2, "at": (52.5, 13.4)})
    home.served.answer = lambda asked: (400, b"", {}) if asked["latitude"] == "60.2" else as_asked(asked)
    assert (home.look_up().landed, home.ids()) == (1, [2])


def test_after_some_useless_answers_in_a_row_no_more_is_asked(home):
    home.has(*({"activity_id": n, "at": (float(n), 13.4)} for n in range(1, 9)))
    home.served.always(400)
    assert home.look_up().calls == MOST_UNUSABLE


def test_a_night_asks_so_often_the_newest_first_and_the_next_goes_on(home):
    home.has(*({"activity_id": n, "start_at": MORNING - 30 * n * DAY} for n in range(1, 4)))
    home.look_up(most_calls=2)
    assert home.ids() == [1, 2]
    home.look_up(most_calls=2)
    assert home.ids() == [1, 2, 3]


def ask(url: str, **patience: float) -> str:
    with open_meteo(url, Patience(**patience)) as archived:
        return archived.hours(60.2, 24.9, date(2026, 4, 1), date(2026, 4, 1))


def test_an_answer_that_does_not_come_is_not_waited_for(home):
    home.served.answer = lambda asked: time.sleep(0.4) or as_asked(asked)
    with pytest.raises(NoAnswer, match="it stopped answering"):
        ask(home.served.url, silence_s=0.1)


def test_an_answer_that_is_too_large_is_not_read(home):
    with pytest.raises(UselessAnswer, match="too large"):
        ask(home.served.url, largest_bytes=100)


def test_no_place_gets_into_a_log_an_error_or_a_sentence(home, caplog):
    caplog.set_level(logging.DEBUG)
    home.has({})
    told = []
    # A header that is none makes urllib3 warn, with the whole address.
    for answer in ((200, b"{}", {"Bad header": "x"}), (500, b"", {}), (302, b"", {"Location": "http://127.0.0.1:1/"})):
        home.served.always(answer[0], answer[1], **answer[2])
        told.append(str(home.look_up()))
    home.served.answer = as_asked
    told.append(str(home.look_up()))
    text = caplog.text + " ".join(told)
    assert not any(part in text for part in ("60.", "24.9", "latitude"))


def test_a_night_goes_on_without_the_weather_and_the_next_has_it(tmp_path):
    with archive() as served, nights(tmp_path / "home", [run_on(20)]) as night:
        night.settings = night.settings.model_copy(update={"open_meteo": True, "open_meteo_url": served.url})
        served.always(503)
        first = night.sync()
        assert (first.outcome, first.weather_calls) == ("ok", 1)
        assert first.message == f"Open-Meteo gave no answer: it answered 503. {TRY_AGAIN}"
        served.answer = as_asked
        assert night.sync().message is None
        assert night.table(Payloads, kind="weather")["source"].to_list() == ["open_meteo"]
        assert night.table(Weather)["apparent_temp_c"].to_list() == [21.0]


def test_a_run_is_judged_in_the_night_in_which_its_weather_came(tmp_path):
    with archive() as served, nights(tmp_path / "home", [run_on(20, moving_time=2400, elapsed_time=2460)]) as night:
        night.settings = night.settings.model_copy(update={"open_meteo": True, "open_meteo_url": served.url})
        served.answer = lambda asked: as_asked(asked, temp_c=30.0)
        night.sync(steps=replace(SHORT, transform=transform))
        said = "A run of 41 min at 31 °C apparent (weather by Open-Meteo): such heat costs recovery and is not counted."
        assert night.table(Sessions, kind="active_heat")["reason"].to_list() == [said]
        assert not IS_LONG or night.changed_by_a_rebuild() == []


def test_a_night_without_the_setting_asks_nobody(tmp_path):
    with archive() as served, nights(tmp_path / "home", [run_on(20)]) as night:
        night.settings = night.settings.model_copy(update={"open_meteo_url": served.url})
        night.sync()
    assert served.asked == []
