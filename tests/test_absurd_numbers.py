"""One absurd number in one record: the record is named, and everything else is derived as if it were not there."""

from datetime import UTC, datetime, timedelta
from itertools import product

import polars as pl
import pytest

from schemas.activities import Activities
from schemas.daily_training import DailyTraining
from schemas.laps import Laps
from schemas.monthly_volume import MonthlyVolume
from schemas.quarantine import Quarantine
from schemas.streams import Streams
from tests.landed import derive, land
from tests.strava_shapes import START, activity, profile, streams, zones
from transforms import activities as activity_fields
from transforms.streams import SENSORS
from warehouse.database import open_warehouse

GOOD_ID = 12_000_000_001
NUMBERS = [1e300, -1e300, 10**18, -1]
ACTIVITY_KEYS = [
    "id",
    *(
        field.path.removeprefix("$.")
        for field in activity_fields.FIELDS.values()
        if field.dtype in (pl.Int64, pl.Float64)
    ),
]
LAP_KEYS = [
    "elapsed_time",
    "moving_time",
    "distance",
    "total_elevation_gain",
    "average_speed",
    "average_heartrate",
]
STREAM_KEYS = ["time", *SENSORS]


@pytest.fixture
def warehouse(tmp_path):
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        yield warehouse


def spoilt(one, number, **fields):
    """An activity some days before the good one, with `fields` in its record."""
    return activity(one, START - timedelta(days=number), **fields)


def with_lap(one, number, key, value):
    plain = spoilt(one, number)
    plain.detail["laps"] += [plain.detail["laps"][0] | {key: value}]
    return plain


def derived(warehouse, tmp_path, *others, **about_athlete):
    """The good activity and its month, derived beside others."""
    land(warehouse, [*others, activity(GOOD_ID)], **about_athlete)
    derive(warehouse, tmp_path / "plan.toml")
    month = warehouse.read(MonthlyVolume, "month = DATE '2026-05-01' AND sport_group = 'run'")
    assert (warehouse.read(Activities)["activity_id"] == GOOD_ID).sum() == 1
    assert month["distance_m"].item() >= 8000.4
    return warehouse.read(Quarantine)


def test_an_absurd_number_in_any_field_of_an_activity_does_not_reach_the_others(warehouse, tmp_path):
    others = [
        spoilt(100 + number, 40 + number, **{key: value})
        for number, (key, value) in enumerate(product(ACTIVITY_KEYS, NUMBERS))
    ]
    named = derived(warehouse, tmp_path, *others).with_columns(column=pl.col("reason").str.extract(r"(\w+)"))
    for number in range(len(NUMBERS)):
        of_value = (pl.col("record_id").cast(pl.Int64, strict=False) - 100) % len(NUMBERS) == number
        assert {"distance_m", "moving_time_s", "elapsed_time_s", "elevation_gain_m"} <= set(
            named.filter(of_value)["column"]
        )


def test_an_absurd_number_in_any_field_of_a_lap_does_not_reach_the_others(warehouse, tmp_path):
    # An impossible heart rate comes last: it is the sensor's and costs no lap.
    spoils = list(product(LAP_KEYS, NUMBERS))
    others = [with_lap(100 + number, 40 + number, key, value) for number, (key, value) in enumerate(spoils)]
    named = derived(warehouse, tmp_path, *others)
    assert warehouse.read(Activities).height == len(spoils) + 1
    # Each keeps its good lap.
    assert warehouse.read(Laps).height == len(spoils) + len(NUMBERS) + 1
    costly = len(spoils) - len(NUMBERS)
    assert sorted(named["record_id"]) == sorted(f"{100 + number} lap 2" for number in range(costly))


@pytest.mark.parametrize("whole", [True, False], ids=["every sample", "one sample"])
def test_an_absurd_number_in_any_stream_does_not_reach_the_others(warehouse, tmp_path, whole):
    spoils = list(product(STREAM_KEYS, NUMBERS))
    others = []
    for number, (key, value) in enumerate(spoils):
        arrays = {"watts": [200] * 120, key: [value] * 120 if whole else [*range(119), value]}
        others.append(activity(100 + number, START - timedelta(days=40 + number), streams_of=streams(**arrays)))
    named = derived(warehouse, tmp_path, *others)
    assert warehouse.read(Activities).height == len(spoils) + 1
    assert warehouse.read(Streams, f"activity_id = {GOOD_ID}").height == 120
    # Times come first.
    assert set(named["record_id"]) == {str(100 + number) for number in range(len(NUMBERS))}


@pytest.mark.parametrize("value", NUMBERS)
def test_an_absurd_number_about_the_athlete_does_not_reach_the_activities(warehouse, tmp_path, value):
    bounds = zones()
    bounds["heart_rate"]["zones"][1]["min"] = value
    derived(warehouse, tmp_path, athlete=profile(ftp=value, weight=value), zones=bounds)


def test_a_start_in_another_age_is_named_and_makes_no_calendar(warehouse, tmp_path):
    ages = [1, 1200, 1970, 2101, 9999]
    others = [activity(100 + number, datetime(year, 3, 1, 7, tzinfo=UTC)) for number, year in enumerate(ages)]
    named = derived(warehouse, tmp_path, *others)
    of_start = named.filter(pl.col("reason").str.contains("start_at"))
    assert set(named["record_id"]) == set(of_start["record_id"]) == {str(100 + number) for number in range(len(ages))}
    assert warehouse.read(DailyTraining)["local_date"].min() == START.date()


@pytest.mark.parametrize("days", [2, 400, 20_000])
def test_a_start_in_the_future_does_not_draw_out_the_calendar(warehouse, tmp_path, days):
    derived(warehouse, tmp_path, activity(100, START + timedelta(days=days + 16)))
    assert warehouse.read(DailyTraining).height == 17 + 1


def test_a_life_that_lies_in_the_future_alone_is_no_error(warehouse, tmp_path):
    land(warehouse, [activity(100, START + timedelta(days=400))])
    derive(warehouse, tmp_path / "plan.toml")
    assert warehouse.read(DailyTraining).is_empty()


def test_a_time_in_seconds_that_no_activity_lasts_is_named(warehouse, tmp_path):
    named = derived(warehouse, tmp_path, spoilt(100, 40, elapsed_time=10**15))
    assert named["rule"].str.contains("elapsed_time_s").all()
    assert set(named["record_id"]) == {"100"}
