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
