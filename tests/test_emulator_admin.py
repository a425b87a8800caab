"""The admin route: activities, switches and the books."""

import pytest
import requests

from flows.emulator.server import running
from tests.strava_shapes import START, activity, athlete_store, streams

FIRST, SECOND = 5_000_000_001, 5_000_000_002


@pytest.fixture(scope="module")
def module_server():
    with running(athlete_store()) as server:
        yield server


@pytest.fixture
def server(module_server):
    module_server.emulator.store = athlete_store([activity(FIRST)])
    module_server.admin.use_up(read_15_min=0, read_day=0, overall_15_min=0, overall_day=0)
    module_server.admin.clear_traffic()
    return module_server


@pytest.fixture
def get(server):
    headers = {"Authorization": f"Bearer {server.admin.grant()['access_token']}"}
    return lambda path, **params: requests.get(f"{server.api_url}{path}", params=params, headers=headers, timeout=10)


def test_a_created_activity_is_listed_by_its_start(server, get):
    new = activity(SECOND, START.replace(year=2020))
    server.admin.create(new.summary, new.detail, streams(7))
    assert server.admin.activity_ids() == [FIRST, SECOND]
    assert get(f"/activities/{SECOND}").json() == new.detail
    assert len(get(f"/activities/{SECOND}/streams", keys="time", key_by_type="1").json()["time"]["data"]) == 7


def test_a_title_changes_in_the_listing_and_a_description_only_in_the_detail(server, get):
    before = get("/athlete/activities").json()[0]
    server.admin.edit(FIRST, name="Renamed", description="with sauna")
    assert get("/athlete/activities").json() == [before | {"name": "Renamed"}]
    record = get(f"/activities/{FIRST}").json()
    assert (record["name"], record["description"]) == ("Renamed", "with sauna")
    assert get(f"/activities/{FIRST}/streams", keys="time").status_code == 200


def test_a_moved_start_moves_the_activity_in_the_listing(server):
    other = activity(SECOND, START.replace(year=2020))
    server.admin.create(other.summary, other.detail)
    server.admin.edit(SECOND, start_date="2030-01-01T00:00:00Z")
    assert server.admin.activity_ids() == [SECOND, FIRST]


def test_an_edit_leaves_the_given_records_alone(server):
    given = activity(SECOND)
    server.emulator.store.put(given)
    server.admin.edit(SECOND, name="Renamed")
    assert given.summary["name"] == given.detail["name"] == "Morning Run"


def test_a_deleted_activity_is_gone(server, get):
    server.admin.delete(FIRST)
    assert get("/athlete/activities").json() == []
    assert get(f"/activities/{FIRST}").status_code == 404


def test_a_deleted_activity_comes_back_byte_for_byte(server, get):
    before = [get("/athlete/activities").content, get(f"/activities/{FIRST}").content]
    server.admin.delete(FIRST)
    server.admin.restore(FIRST)
    assert [get("/athlete/activities").content, get(f"/activities/{FIRST}").content] == before


def test_an_edit_brings_along_what_goes_with_it(server, get):
    server.admin.edit(FIRST, visibility="only_me", gear_id="g777")
    listed = get("/athlete/activities").json()[0]
    assert (listed["visibility"], listed["private"], "gear" in listed) == ("only_me", True, False)
    assert get(f"/activities/{FIRST}").json()["gear"]["name"] == "Everyday"
    server.admin.edit(FIRST, visibility="everyone", gear_id=None)
    assert get("/athlete/activities").json()[0]["private"] is False
    assert get(f"/activities/{FIRST}").json()["gear"] is None


def test_a_crop_changes_start_totals_laps_and_streams_together(server, get):
    server.emulator.store = athlete_store([activity(FIRST, streams_of=streams(120, 3.0))])
    server.admin.crop(FIRST, start_s=20, end_s=90)
    listed, record = get("/athlete/activities").json()[0], get(f"/activities/{FIRST}").json()
    assert listed["start_date"] == "2026-05-04T06:30:20Z"
    assert listed["start_date_local"] == "2026-05-04T09:30:20Z"
    assert (listed["distance"], listed["elapsed_time"], listed["moving_time"]) == (210.0, 70, 70)
    assert record["resource_state"] == 3
    assert record == record | {name: value for name, value in listed.items() if name != "resource_state"}
    kept = get(f"/activities/{FIRST}/streams", keys="time,distance,altitude", key_by_type="1").json()
    assert kept["time"]["data"] == list(range(71))
    assert (kept["distance"]["data"][0], kept["distance"]["data"][-1]) == (0.0, 210.0)
    assert (kept["altitude"]["data"][0], kept["altitude"]["original_size"]) == (10.2, 71)
    assert [(lap["distance"], lap["elapsed_time"], lap["start_date"]) for lap in record["laps"]] == [
        (210.0, 70, listed["start_date"])
    ]


def test_a_crop_leaves_out_laps_before_and_after_it(server, get):
    given = activity(FIRST, streams_of=streams(120))
    lap = given.detail["laps"][0]
    laps = [
        lap
        | {"start_date": f"2026-05-04T06:{30 + number // 2}:{number % 2 * 30:02d}Z", "elapsed_time": 30, "name": name}
        for number, name in enumerate("abcd")
    ]
    server.admin.create(given.summary, given.detail | {"laps": laps}, given.streams)
    server.admin.crop(FIRST, start_s=45, end_s=80)
    left = get(f"/activities/{FIRST}").json()["laps"]
    assert [(lap["name"], lap["start_date"], lap["elapsed_time"], lap["lap_index"]) for lap in left] == [
        ("b", "2026-05-04T06:30:45Z", 15, 1),
        ("c", "2026-05-04T06:31:00Z", 20, 2),
    ]


def test_the_requests_are_remembered_in_order_without_tokens(server, get):
    get("/athlete/activities", page=2)
    get("/activities/1")
    assert server.admin.requests() == [
        {"kind": "listing", "path": "/api/v3/athlete/activities", "query": "page=2", "status": 200},
        {"kind": "detail", "path": "/api/v3/activities/1", "query": "", "status": 404},
    ]
    server.admin.clear_traffic()
    assert server.admin.requests() == []
    assert server.admin.traffic()["calls"] == 0


def test_the_query_of_a_consent_request_is_not_remembered(server):
    requests.post(f"{server.oauth_url}/deauthorize", params={"access_token": "hush"}, timeout=10)
    assert "hush" not in str(server.admin.requests())


def test_the_admins_own_calls_do_not_count(server):
    server.admin.activity_ids()
    assert server.admin.traffic()["calls"] == 0


@pytest.mark.parametrize("change", [{"latency_ms": -1}, {"latency_ms": "long"}, {"colour": "red"}, {"short_pages": 7}])
def test_a_switch_that_makes_no_sense_is_refused_and_nothing_changes(server, change):
    before = server.admin.switches()
    with pytest.raises(requests.HTTPError, match="validation error"):
        server.admin.switches(**change)
    assert server.admin.switches() == before


@pytest.mark.parametrize(
    ("method", "path", "body", "words"),
    [
        ("PATCH", "clock", {"advance_s": "long"}, "advance_s"),
        ("PATCH", "clock", [], "JSON object"),
        ("PATCH", "usage", {"read_day": -1}, "whole numbers"),
        ("POST", "activities", {"summary": {}}, "summary with id"),
        ("POST", "activities", {"summary": {"id": 1, "start_date": "noon"}, "detail": {}}, "not a time"),
        ("PATCH", "activities/404", {"name": "x"}, "no activity 404"),
        ("DELETE", "activities/404", None, "no activity 404"),
        ("POST", "activities/404/restore", None, "no activity 404 was deleted"),
        ("POST", "activities/404/crop", {}, "no activity 404"),
        ("POST", f"activities/{FIRST}/crop", {"start_s": "noon"}, "whole seconds"),
        ("POST", f"activities/{FIRST}/crop", {"start_s": 10_000}, "two samples"),
        ("POST", "grants", {"scope": "everything"}, "scopes are"),
    ],
)
def test_a_wrong_use_is_refused_in_words(server, method, path, body, words):
    answer = requests.request(method, f"{server.base_url}/emulator/{path}", json=body, timeout=10)
    assert answer.status_code == 400
    assert words in answer.json()["message"]


def test_a_body_that_is_no_json_is_refused(server):
    answer = requests.put(f"{server.base_url}/emulator/faults", data=b"{", timeout=10)
    assert answer.status_code == 400


def test_the_admin_route_is_not_part_of_the_api(server, get):
    assert get("/emulator/switches").status_code == 404
