from datetime import UTC, datetime, timedelta

import orjson
import polars as pl

from schemas.activities import Activities
from schemas.laps import Laps
from tests.frames import rows
from transforms.laps import laps

START = datetime(2026, 5, 4, 6, 30, tzinfo=UTC)
ACTIVITIES = rows(Activities, {"activity_id": 10, "start_at": START})


def derive(body, kind="activity"):
    record = {"athlete_id": 1, "activity_id": 10, "payload_id": 3, "kind": kind, "http_status": 200}
    good, bad = laps(pl.DataFrame([record | {"body": orjson.dumps(body).decode()}]), ACTIVITIES)
    return Laps.validate(good), bad


def lap(after_s=0, **fields):
    start = (START + timedelta(seconds=after_s)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"name": "Lap", "start_date": start, "elapsed_time": 60, "moving_time": 58, "distance": 200.5} | fields


def test_laps_are_numbered_and_placed_on_the_clock_of_the_stream():
    good, bad = derive({"laps": [lap(0), lap(60)]})
    assert good.select("lap_number", "start_time_s", "elapsed_time_s").rows() == [(1, 0, 60), (2, 60, 60)]
    assert bad.is_empty()


def test_a_detail_without_laps_makes_none():
    assert derive({"laps": []})[0].is_empty()
    assert derive({})[0].is_empty()


def test_a_wrong_lap_is_rejected_and_the_others_stay():
    good, bad = derive({"laps": [lap(0), lap(60, distance=-1.0)]})
    assert good["lap_number"].to_list() == [1]
    assert bad["record_id"].to_list() == ["10 lap 2"]


def test_laps_of_the_wrong_type_are_rejected_together():
    good, bad = derive({"laps": [lap(0, distance={"m": 3})]})
    assert good.is_empty()
    assert bad["rule"].to_list() == ["laps: type"]
