"""Zones and profile in the warehouse: an answer that is no use takes nothing away, and is forgiven once mended."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from flows.books.run import Run
from flows.derive.core import derive_core, forget_core
from flows.strava.answers import Payload
from flows.strava.pull import land
from schemas.athletes import Athletes
from schemas.heart_rate_zones import HeartRateZones
from schemas.quarantine import Quarantine
from schemas.threshold_power import ThresholdPower
from tests.strava_shapes import ATHLETE_ID, zones
from warehouse.database import open_warehouse

AT = datetime(2026, 5, 5, 3, tzinfo=UTC)
GARBLED = {"heart_rate": {"zones": "none"}}


@pytest.fixture
def warehouse(tmp_path):
    with open_warehouse(tmp_path / "warehouse.duckdb") as opened:
        yield opened


@pytest.fixture
def told(warehouse):
    """Lands an answer, derives, and says how many records were rejected."""

    def tell(kind, body, night=0):
        at = AT + timedelta(days=night)
        answer = Payload(kind, None, 200, orjson.dumps(body).decode(), at, "/")
        land(warehouse, Run(run_id="r", started_at=at), ATHLETE_ID, [answer])
        return derive_core(warehouse, at, "r").rejected

    return tell


def bounds(warehouse):
    """Those in force now."""
    return warehouse.read(HeartRateZones, "valid_until IS NULL")["min_bpm"].to_list()


def test_garbled_zones_leave_the_last_good_ones_and_are_counted(warehouse, told):
    assert told("zones", zones(120, 150)) == 0
    assert told("zones", GARBLED, 1) == 1
    assert bounds(warehouse) == [0, 120, 150]
    assert warehouse.read(Quarantine)["table_name"].to_list() == ["core.heart_rate_zones"]


def test_a_garbled_profile_leaves_the_last_good_one_and_is_counted(warehouse, told):
    told("athlete", {"ftp": 220})
    assert told("athlete", {"ftp": "strong"}, 1) == 1
    assert warehouse.read(Athletes)["threshold_power_w"].to_list() == [220.0]


def test_mended_zones_leave_quarantine(warehouse, told):
    told("zones", GARBLED)
    assert warehouse.read(Quarantine).height == 1
    assert told("zones", zones(130, 160), 1) == 0
    assert bounds(warehouse) == [0, 130, 160]
    assert warehouse.read(Quarantine).is_empty()


def test_mending_the_zones_does_not_excuse_the_profile(warehouse, told):
    told("athlete", {"ftp": "strong"})
    told("zones", zones(130, 160), 1)
    assert warehouse.read(Quarantine)["table_name"].to_list() == ["core.athletes"]


def test_of_several_garbled_answers_the_last_good_one_before_stands_and_each_counts_once(warehouse, told):
    told("zones", zones(120, 150))
    assert told("zones", GARBLED, 1) == 1
    assert told("zones", {"heart_rate": 5}, 2) == 1
    assert bounds(warehouse) == [0, 120, 150]


def test_zones_taken_away_at_strava_are_gone_here(warehouse, told):
    told("zones", zones(120, 150))
    told("zones", {}, 1)
    assert bounds(warehouse) == []


def test_a_rebuild_reads_the_same_answer_as_the_nights_did(warehouse, told):
    told("zones", zones(120, 150))
    told("zones", GARBLED, 1)
    told("athlete", {"ftp": 220})
    told("athlete", {"ftp": "strong"}, 1)
    tables = (HeartRateZones, Athletes, ThresholdPower, Quarantine)
    before = [warehouse.read(table).drop("last_seen_at", strict=False) for table in tables]
    forget_core(warehouse)
    derive_core(warehouse, AT + timedelta(days=9), "again")
    after = [warehouse.read(table).drop("last_seen_at", strict=False) for table in tables]
    assert all(one.equals(other) for one, other in zip(before, after, strict=True))


def test_only_garbled_zones_are_no_zones(warehouse, told):
    assert told("zones", GARBLED) == 1
    assert bounds(warehouse) == []
