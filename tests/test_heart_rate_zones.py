from datetime import UTC, datetime

import orjson
import polars as pl

from schemas.heart_rate_zones import HeartRateZones
from tests.strava_shapes import zones
from transforms.heart_rate_zones import heart_rate_zones

AT = datetime(2026, 5, 5, 3, tzinfo=UTC)


def derive(body):
    good, bad = heart_rate_zones(
        pl.DataFrame({"athlete_id": [1], "payload_id": [2], "body": [orjson.dumps(body).decode()], "fetched_at": [AT]})
    )
    return HeartRateZones.validate(good), bad


def test_zones_are_numbered_and_the_top_one_is_open():
    good, bad = derive(zones(120, 150))
    assert good.select("zone_number", "min_bpm", "max_bpm").rows() == [(1, 0, 120), (2, 120, 150), (3, 150, None)]
    assert bad.is_empty()


def test_an_athlete_without_zones_has_none():
    assert derive({})[0].is_empty()
    assert derive({"heart_rate": {"zones": []}})[0].is_empty()


def test_zones_of_the_wrong_type_are_rejected():
    good, bad = derive({"heart_rate": {"zones": "none"}})
    assert good.is_empty()
    assert bad["record_id"].to_list() == ["zones"]
