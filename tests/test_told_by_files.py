"""What files tell and the API does not: the air in an export's list, and sets that a watch counted."""

import gzip
import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from schemas.files import Files
from schemas.sessions import Sessions
from schemas.strength_sets import StrengthSets
from schemas.table import Table
from schemas.weather import Weather
from tests.frames import rows
from tests.landed import derive
from tests.nights import empty_warehouse
from tests.written.export import activities_csv
from tests.written.fit import fit_file
from tests.written.workout import LiftedSet, Workout
from warehouse.database import open_warehouse

AT = datetime(2026, 5, 20, 12, tzinfo=UTC)
AIR = {"temp_c": 29.0, "apparent_temp_c": 31.0, "humidity_pct": 60.0, "wind_mps": 1.5}
HOT_RUN = Workout(AT - timedelta(days=9), 2460, distance_m=8000.0, strava_id=71, more={"weather": AIR})
SQUATS = tuple(LiftedSet(300 * n, 40.0, "squat", 5, 100.0) for n in range(1, 4))
GYM = Workout(AT - timedelta(days=5), 3600, sport_type="WeightTraining", name="Gym", sets=SQUATS)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """The tables of a warehouse into which an export's list and the file of a watch were imported."""
    folder = tmp_path_factory.mktemp("told")
    (folder / "warehouse.duckdb").write_bytes(empty_warehouse())
    files = {
        "activities.csv": ("strava_export", activities_csv([HOT_RUN], "en")),
        "gym.fit": ("file", fit_file(GYM)),
    }
    landed = [
        {
            "payload_id": number,
            "source": source,
            "format": name.rpartition(".")[2],
            "file_name": name,
            "body": gzip.compress(body),
            "body_sha256": hashlib.sha256(body).hexdigest(),
            "imported_at": AT,
        }
        for number, (name, (source, body)) in enumerate(files.items(), start=1)
    ]
    with open_warehouse(folder / "warehouse.duckdb") as warehouse:
        warehouse.append(Files, rows(Files, *landed))
        derive(warehouse, folder / "plan.toml", AT)

        def table(of: type[Table], **equal: str):
            return warehouse.read(of).filter(**equal)

        yield table


def test_the_weather_of_an_exports_list_is_that_of_its_activity(read):
    assert read(Weather).drop("athlete_id").rows() == [(71, "strava_export", 29.0, 31.0, 60.0, 1.5)]


def test_the_weather_of_an_exports_list_makes_a_run_one_in_the_heat(read):
    said = (
        "A run of 41 min at 31 °C apparent (weather in Strava's export): such heat costs recovery and is not counted."
    )
    assert read(Sessions, kind="active_heat")["reason"].to_list() == [said]


def test_sets_in_the_file_of_a_watch_are_sets_of_its_session(read):
    assert read(StrengthSets).select("set_number", "exercise", "reps", "weight_kg", "source_text").rows() == [
        (number, "squat", 5, 100.0, "recorded by the device") for number in (1, 2, 3)
    ]


def test_sets_in_the_file_of_a_watch_make_its_session_heavy(read):
    [session] = read(Sessions, intervention="strength").rows(named=True)
    assert (session["kind"], session["counts"]) == ("heavy", True)
    assert session["reason"] == "3 of 3 working sets that the watch counted had at most 6 reps, over 60 min: heavy."
