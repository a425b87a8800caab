from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.heart_rate_zones import HeartRateZones
from schemas.intensity_thresholds import IntensityThresholds
from schemas.threshold_power import ThresholdPower
from tests.frames import rows
from tests.laws import law
from transforms.intensity_thresholds import OWN_HEART_RATE, OWN_POWER, intensity_thresholds

EVER, SPRING, SUMMER = date(1990, 1, 1), date(2026, 3, 2), date(2026, 6, 1)
MAXIMUM_200 = {"athlete_id": [1], "field_maximum_bpm": [200.0]}
ZONE_2 = {"valid_from": EVER, "zone_number": 2, "max_bpm": 140}


def thresholds(
    zones: tuple[dict[str, Any], ...] = (),
    powers: tuple[dict[str, Any], ...] = (),
    own_heart_rate: tuple[tuple[Any, ...], ...] = (),
    own_power: tuple[tuple[Any, ...], ...] = (),
    maximum: dict[str, Any] | None = None,
) -> pl.DataFrame:
    types = {"athlete_id": pl.Int64, "field_maximum_bpm": pl.Float64}
    return IntensityThresholds.validate(
        intensity_thresholds(
            pl.DataFrame({"athlete_id": [1, 1]}),
            pl.DataFrame(maximum or {}, schema=types),
            rows(HeartRateZones, *zones),
            rows(ThresholdPower, *powers),
            pl.DataFrame(own_heart_rate, schema=OWN_HEART_RATE, orient="row"),
            pl.DataFrame(own_power, schema=OWN_POWER, orient="row"),
        )
    )


def hearts(**told: Any) -> list[tuple[Any, ...]]:
    return thresholds(**told).select("valid_from", "valid_until", "first_threshold_bpm").rows()


def test_where_nothing_is_known_everything_is_null():
    assert thresholds().rows() == [(1, EVER, None, None, None, None, None)]


def test_the_top_of_the_second_zone_outranks_the_maximum_seen():
    assert hearts(zones=(ZONE_2,), maximum=MAXIMUM_200) == [(EVER, None, 140.0)]


def test_without_zones_the_threshold_is_77_percent_of_the_maximum_seen():
    found = thresholds(maximum=MAXIMUM_200).row(0, named=True)
    assert found["first_threshold_bpm"] == pytest.approx(154.0)
    assert found["first_threshold_source"] == "77 % of 200 bpm, the highest seen"


def test_zones_that_were_taken_away_hold_until_then():
    zones = (ZONE_2 | {"valid_until": date(2026, 3, 1)},)
    assert hearts(zones=zones) == [(EVER, date(2026, 3, 1), 140.0), (SPRING, None, None)]


def test_the_athletes_own_threshold_holds_from_its_day_and_outranks_later_zones():
    zones = (ZONE_2 | {"valid_until": date(2026, 5, 31)}, ZONE_2 | {"valid_from": SUMMER, "max_bpm": 150})
    assert hearts(zones=zones, own_heart_rate=((SPRING, 145.0, None, None),)) == [
        (EVER, date(2026, 3, 1), 140.0),
        (SPRING, None, 145.0),
    ]


@pytest.mark.parametrize(("source", "bpm", "percent"), [("laboratory", 164.0, 82), ("field", 154.0, 77)])
def test_an_own_maximum_counts_by_where_it_comes_from(source, bpm, percent):
    found = thresholds(own_heart_rate=((EVER, None, 200.0, source),), zones=(ZONE_2,)).row(0, named=True)
    assert found["first_threshold_bpm"] == pytest.approx(bpm)
    assert found["first_threshold_source"] == f"{percent} % of 200 bpm, the {source} maximum in plan.toml"


def test_a_later_word_replaces_the_one_before():
    own = ((SUMMER, None, 200.0, "laboratory"), (SPRING, 145.0, None, None))
    assert [bpm for *_, bpm in hearts(own_heart_rate=own)] == [None, 145.0, 164.0]


def test_own_power_outranks_stravas():
    found = thresholds(powers=({"valid_from": EVER, "threshold_power_w": 200.0},), own_power=((SPRING, 250.0),))
    assert found.select("valid_until", "threshold_power_w", "threshold_power_source").rows() == [
        (date(2026, 3, 1), 200.0, "Strava"),
        (None, 250.0, "plan.toml"),
    ]


def test_what_changes_nothing_begins_no_period():
    assert len(hearts(zones=(ZONE_2 | {"valid_until": date(2026, 3, 1)}, ZONE_2 | {"valid_from": SPRING}))) == 1


DAYS = st.lists(st.dates(date(2024, 1, 1), date(2024, 3, 1)), max_size=4, unique=True)


@law
@given(DAYS, DAYS, DAYS, st.randoms(use_true_random=False))
def test_periods_follow_each_other_and_do_not_depend_on_order(zone_days, heart_days, power_days, random):
    zones = [
        ZONE_2 | {"valid_from": day, "valid_until": None if n % 2 else day, "max_bpm": 100 + n}
        for n, day in enumerate(sorted(zone_days))
    ]
    hearts_said = [(day, 120.0 + n, None, None) for n, day in enumerate(heart_days)]
    powers_said = [(day, 200.0 + n) for n, day in enumerate(power_days)]
    before = thresholds(tuple(zones), (), tuple(hearts_said), tuple(powers_said))
    for told in (zones, hearts_said, powers_said):
        random.shuffle(told)
    assert thresholds(tuple(zones), (), tuple(hearts_said), tuple(powers_said)).equals(before)
    assert before["valid_from"][0] == EVER
    assert before["valid_until"][:-1].dt.offset_by("1d").to_list() == before["valid_from"][1:].to_list()
    assert before["valid_until"][-1] is None
