"""Zones and profile in the warehouse: an answer that is no use takes nothing away, and is forgiven once mended."""

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

import orjson
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.books.run import Run
from flows.derive.core import derive_core, forget_core
from flows.strava.answers import Payload
from flows.strava.landing import land
from schemas.athletes import Athletes
from schemas.heart_rate_zones import HeartRateZones
from schemas.quarantine import Quarantine
from schemas.threshold_power import ThresholdPower
from tests.laws import law
from tests.strava_shapes import ATHLETE_ID, zones
from transforms.heart_rate_zones import heart_rate_zones
from warehouse.database import open_warehouse

AT = datetime(2026, 5, 5, 3, tzinfo=UTC)
ANSWERS = {"athlete_id": pl.Int64, "payload_id": pl.Int64, "body": pl.String, "fetched_at": pl.Datetime("us", "UTC")}
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


def test_a_clock_set_back_makes_no_period_that_ends_before_it_begins(warehouse, told):
    for night, bound in ((0, 110), (5, 120), (2, 130)):
        told("zones", zones(bound, 160), night)
    lowest = warehouse.read(HeartRateZones, "zone_number = 1").select("valid_from", "valid_until", "max_bpm")
    assert lowest.rows() == [(date(1990, 1, 1), date(2026, 5, 9), 110), (date(2026, 5, 10), None, 130)]


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


def told_periods(warehouse, table, *columns):
    return warehouse.read(table).select("valid_from", "valid_until", *columns).unique(maintain_order=True).rows()


def test_a_change_of_zones_holds_from_its_day_and_leaves_the_past_alone(warehouse, told):
    told("zones", zones(120, 150))
    told("zones", GARBLED, 1)
    told("zones", zones(130, 160), 3)
    second = warehouse.read(HeartRateZones, "zone_number = 2")
    assert second.select("valid_from", "valid_until", "max_bpm").rows() == [
        (date(1990, 1, 1), date(2026, 5, 7), 150),
        (date(2026, 5, 8), None, 160),
    ]


def test_zones_taken_away_stay_in_force_for_the_time_before(warehouse, told):
    told("zones", zones(120, 150))
    told("zones", {}, 1)
    assert told_periods(warehouse, HeartRateZones) == [(date(1990, 1, 1), date(2026, 5, 5))]


def test_zones_set_late_say_nothing_about_the_time_without(warehouse, told):
    told("zones", {})
    told("zones", zones(120, 150), 1)
    assert told_periods(warehouse, HeartRateZones) == [(date(2026, 5, 6), None)]


def test_a_new_ftp_holds_from_its_day_and_a_new_weight_begins_nothing(warehouse, told):
    told("athlete", {"ftp": 220, "weight": 64})
    told("athlete", {"ftp": 220, "weight": 63}, 1)
    told("athlete", {"ftp": 240, "weight": 63}, 2)
    told("athlete", {"ftp": 0, "weight": 63}, 4)
    assert told_periods(warehouse, ThresholdPower, "threshold_power_w") == [
        (date(1990, 1, 1), date(2026, 5, 6), 220.0),
        (date(2026, 5, 7), date(2026, 5, 8), 240.0),
    ]


def test_of_two_answers_on_one_day_the_last_holds(warehouse, told):
    told("zones", zones(120, 150))
    told("zones", zones(130, 160), 1)
    told("zones", zones(140, 170), 1)
    assert warehouse.read(HeartRateZones, "zone_number = 2")["max_bpm"].to_list() == [150, 170]


NIGHTS = st.lists(
    st.tuples(st.sampled_from([zones(120, 150), zones(130, 160), zones(140), {}, GARBLED]), st.integers(0, 2)),
    max_size=8,
)


@law
@given(NIGHTS, st.integers(0, 16), st.randoms(use_true_random=False))
def test_neither_the_order_of_answers_nor_garbled_ones_change_what_held_when(nights, day, random):
    days = accumulate(later for _, later in nights)
    answers = [
        (1, n, orjson.dumps(body).decode(), AT + timedelta(days=on))
        for n, (on, (body, _)) in enumerate(zip(days, nights, strict=True), start=1)
    ]

    def read(some):
        return heart_rate_zones(pl.DataFrame(some, schema=ANSWERS, orient="row"))[0]

    held = read(answers)
    assert read([one for one in answers if "none" not in one[2]]).equals(held)
    assert read(random.sample(answers, len(answers))).equals(held)
    # What was known at the end of a day, later days do not rewrite.
    known = read([one for one in answers if one[3] <= AT + timedelta(days=day)]).drop("valid_until")
    assert known.join(held, on=known.columns, how="anti", nulls_equal=True).is_empty()
