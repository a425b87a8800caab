"""Faults on demand spoil the answers they are told to, and no others."""

import time

import pytest
import requests

from flows.emulator.server import running
from flows.emulator.switches import UNLIMITED
from tests.strava_shapes import activity, athlete_store, streams

FIRST, SECOND = 5_000_000_001, 5_000_000_002
APP = {"client_id": "12345", "client_secret": "emulator-secret"}


@pytest.fixture(scope="module")
def module_server():
    with running(athlete_store([activity(FIRST), activity(SECOND)]), switches=UNLIMITED) as server:
        yield server


@pytest.fixture
def server(module_server):
    module_server.admin.faults()
    module_server.admin.switches(latency_ms=0)
    return module_server


@pytest.fixture
def get(server):
    headers = {"Authorization": f"Bearer {server.admin.grant()['access_token']}"}
    return lambda path="/athlete", **params: requests.get(
        f"{server.api_url}{path}", params=params, headers=headers, timeout=10
    )


def statuses(get, count, path="/athlete"):
    return [get(path).status_code for _ in range(count)]


def test_a_status_with_its_headers_replaces_the_answer(server, get):
    server.admin.faults({"action": "status", "status": 503, "headers": {"Retry-After": "7"}})
    answer = get()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")


def test_from_nth_and_times_choose_the_calls(server, get):
    server.admin.faults({"action": "status", "from_nth": 2, "times": 2})
    assert statuses(get, 5) == [200, 500, 500, 200, 200]


def test_a_rule_means_only_its_kind_of_call(server, get):
    server.admin.faults({"action": "status", "kind": "detail"})
    assert get().status_code == 200
    assert get(f"/activities/{FIRST}").status_code == 500
    assert get(f"/activities/{FIRST}/streams", keys="time").status_code == 200


def test_a_rule_means_only_its_activity(server, get):
    server.admin.faults({"action": "status", "kind": "streams", "activity_id": SECOND})
    assert get(f"/activities/{FIRST}/streams", keys="time").status_code == 200
    assert get(f"/activities/{SECOND}/streams", keys="time").status_code == 500


def test_a_probability_is_the_same_dice_every_time(server, get):
    rule = {"action": "status", "probability": 0.5, "seed": 3}
    server.admin.faults(rule)
    first = statuses(get, 20)
    server.admin.faults(rule)
    assert statuses(get, 20) == first
    assert set(first) == {200, 500}


def test_html_comes_where_json_was_expected(server, get):
    server.admin.faults({"action": "html", "status": 200})
    answer = get()
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text.startswith("<!DOCTYPE html>")


def test_a_truncated_answer_breaks_off_before_its_announced_length(server, get):
    server.admin.faults({"action": "truncate", "kind": "streams", "times": 1})
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        get(f"/activities/{FIRST}/streams", keys="time")
    assert get(f"/activities/{FIRST}/streams", keys="time").status_code == 200


def test_invalid_json_arrives_whole(server, get):
    server.admin.faults({"action": "invalid_json"})
    answer = get("/athlete/activities")
    assert answer.status_code == 200
    with pytest.raises(requests.exceptions.JSONDecodeError):
        answer.json()


def test_a_reset_ends_the_connection_without_an_answer(server, get):
    server.admin.faults({"action": "reset", "times": 1})
    with pytest.raises(requests.exceptions.ConnectionError, match="reset by peer"):
        get()
    assert get().status_code == 200


@pytest.mark.parametrize("action", ["truncate", "reset"])
def test_a_connection_cut_on_purpose_is_no_error_of_the_server(server, get, action, caplog):
    server.admin.faults({"action": action, "times": 3})
    for _ in range(3):
        with pytest.raises(requests.exceptions.RequestException):
            get()
    assert get().status_code == 200
    assert [record for record in caplog.records if record.name.startswith("uvicorn")] == []


def test_a_delay_makes_the_client_wait(server, get):
    server.admin.faults({"action": "delay", "delay_s": 0.2})
    began = time.monotonic()
    assert get().status_code == 200
    assert time.monotonic() - began >= 0.2


def test_latency_is_paid_by_every_call_and_calls_wait_side_by_side(server, get):
    server.admin.switches(latency_ms=80)
    began = time.monotonic()
    get()
    assert time.monotonic() - began >= 0.08


def test_faults_add_up_in_order(server, get):
    server.admin.faults({"action": "delay", "delay_s": 0.1}, {"action": "html", "status": 502})
    began = time.monotonic()
    assert get().status_code == 502
    assert time.monotonic() - began >= 0.1


def test_a_wrong_type_in_one_record_leaves_the_rest_of_the_page_alone(server, get):
    clean = {record["id"]: record for record in get("/athlete/activities").json()}
    server.admin.faults({"action": "wrong_type", "kind": "listing", "activity_id": SECOND, "field": "distance"})
    spoilt = {record["id"]: record for record in get("/athlete/activities").json()}
    assert spoilt[FIRST] == clean[FIRST]
    assert spoilt[SECOND] == clean[SECOND] | {"distance": "unexpected"}
    assert get(f"/activities/{SECOND}").json()["distance"] == clean[SECOND]["distance"]


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("laps[0].distance", lambda record: record["laps"][0]["distance"]),
        ("map.summary_polyline", lambda record: record["map"]["summary_polyline"]),
        ("start_latlng[1]", lambda record: record["start_latlng"][1]),
        ("name", lambda record: record["name"]),
    ],
)
def test_a_wrong_type_reaches_into_a_detail(server, get, path, read):
    before = read(get(f"/activities/{FIRST}").json())
    server.admin.faults({"action": "wrong_type", "kind": "detail", "activity_id": FIRST, "field": path})
    after = read(get(f"/activities/{FIRST}").json())
    assert not isinstance(after, type(before))


def test_a_wrong_type_reaches_into_streams(server, get):
    rule = {"action": "wrong_type", "kind": "streams", "activity_id": FIRST, "field": "heartrate.data[2]", "value": "x"}
    server.admin.faults(rule)
    answer = get(f"/activities/{FIRST}/streams", keys="heartrate", key_by_type="true").json()
    assert answer["heartrate"]["data"][:4] == [140, 140, "x", 140]


@pytest.mark.parametrize("path", ["nowhere.at.all", "laps[99].distance", "laps.distance", "name.first", "[0]", "[0].x"])
def test_a_path_that_leads_nowhere_changes_nothing(server, get, path):
    clean = get(f"/activities/{FIRST}").json()
    server.admin.faults({"action": "wrong_type", "kind": "detail", "field": path})
    assert get(f"/activities/{FIRST}").json() == clean


def test_a_status_comes_with_the_body_that_the_rule_names_and_without_the_limits(server, get):
    said = '{"message":"Rate Limit Exceeded","errors":[{"resource":"Application","field":"a limit","code":"exceeded"}]}'
    rule = {"action": "status", "status": 429, "text": said, "headers": {"Retry-After": "7"}}
    server.admin.faults({**rule, "times": 1}, {**rule, "from_nth": 2, "is_bare": True})
    told, bare = get(), get()
    assert told.json() == bare.json()
    assert (told.headers["Retry-After"], bare.headers["Retry-After"]) == ("7", "7")
    assert "X-RateLimit-Usage" in told.headers
    assert "X-RateLimit-Usage" not in bare.headers


def test_a_status_may_come_without_any_body(server, get):
    server.admin.faults({"action": "status", "status": 403, "text": ""})
    assert (get().status_code, get().content) == (403, b"")


def test_a_key_is_missing_in_one_record_or_in_all(server, get):
    rule = {"action": "missing_key", "kind": "listing", "field": "distance"}
    server.admin.faults(rule | {"activity_id": SECOND, "times": 1}, rule | {"from_nth": 2})
    one, both = get("/athlete/activities").json(), get("/athlete/activities").json()
    assert [record["id"] for record in one if "distance" not in record] == [SECOND]
    assert [record["id"] for record in both if "distance" not in record] == [record["id"] for record in one]


def test_a_record_of_a_page_comes_twice(server, get):
    server.admin.faults({"action": "duplicate", "kind": "listing", "activity_id": SECOND})
    ids = [record["id"] for record in get("/athlete/activities").json()]
    assert (ids.count(FIRST), ids.count(SECOND)) == (1, 2)


@pytest.mark.parametrize(("value", "is_new"), [(None, True), ("same", False)])
def test_a_listing_has_no_last_page(server, get, value, is_new):
    server.admin.faults({"action": "endless_listing", "kind": "listing", "value": value})
    second, third = ({record["id"] for record in get("/athlete/activities", page=page).json()} for page in (2, 3))
    assert second.isdisjoint(third) is is_new
    assert len(second) == len(third) == (200 if is_new else 2)


def test_a_body_comes_in_pieces_with_pauses(server, get):
    server.admin.faults({"action": "drip", "pieces": 4, "delay_s": 0.05})
    began = time.monotonic()
    assert get().json()["id"]
    assert time.monotonic() - began >= 0.15


def test_a_body_never_ends(server, get):
    server.admin.faults({"action": "endless_body"})
    headers = {"Authorization": f"Bearer {server.admin.grant()['access_token']}"}
    with requests.get(f"{server.api_url}/athlete", headers=headers, stream=True, timeout=10) as answer:
        pieces = answer.iter_content(4096)
        assert sum(len(next(pieces)) for _ in range(500)) > 10**6


def test_a_call_hangs_without_an_answer(server, get):
    server.admin.faults({"action": "hang", "times": 1})
    with pytest.raises(requests.ReadTimeout):
        requests.get(f"{server.api_url}/athlete", timeout=0.1)
    assert get().status_code == 200


def test_what_happens_before_a_call_shows_in_its_answer():
    with running(athlete_store([activity(FIRST), activity(SECOND)]), switches=UNLIMITED) as server:
        third = activity(FIRST + 7)
        created = {"summary": third.summary, "detail": third.detail}
        server.admin.faults(
            {"kind": "listing", "action": "delete", "activity_id": FIRST, "from_nth": 2, "times": 1},
            {"kind": "listing", "action": "create", "value": created, "from_nth": 3, "times": 1},
        )
        headers = {"Authorization": f"Bearer {server.admin.grant()['access_token']}"}
        url = f"{server.api_url}/athlete/activities"
        pages = [requests.get(url, headers=headers, timeout=10).json() for _ in range(3)]
        assert [{record["id"] for record in page} for page in pages] == [
            {FIRST, SECOND},
            {SECOND},
            {SECOND, third.activity_id},
        ]


@pytest.mark.parametrize(
    ("happening", "status", "code"),
    [
        ({"action": "expire"}, 401, "invalid"),
        ({"action": "revoke"}, 401, "invalid"),
        ({"action": "narrow", "value": "read"}, 401, "missing"),
        ({"action": "deactivate"}, 403, "Inactive"),
        ({"action": "jump", "value": 7 * 3600}, 401, "invalid"),
        ({"action": "rotate"}, 200, None),
    ],
)
def test_what_happens_to_the_login_in_the_middle_of_a_sync(happening, status, code):
    with running(athlete_store([activity(FIRST)]), switches=UNLIMITED) as server:
        server.admin.faults({**happening, "kind": "detail", "from_nth": 2})
        grant = server.admin.grant()
        headers = {"Authorization": f"Bearer {grant['access_token']}"}
        url = f"{server.api_url}/activities/{FIRST}"
        first, second = requests.get(url, headers=headers, timeout=10), requests.get(url, headers=headers, timeout=10)
        assert (first.status_code, second.status_code) == (200, status)
        assert code is None or second.json()["errors"][0]["code"] == code
        if happening["action"] == "rotate":
            assert refresh(server, grant["refresh_token"]).status_code == 400


def refresh(server, token):
    form = {**APP, "grant_type": "refresh_token", "refresh_token": token}
    return requests.post(f"{server.oauth_url}/token", data=form, timeout=10)


def test_a_server_error_at_the_token_endpoint_rotates_nothing(server):
    token = server.admin.grant()["refresh_token"]
    server.admin.advance_clock(6 * 3600)
    server.admin.faults({"action": "status", "status": 503, "kind": "token", "times": 1})
    assert refresh(server, token).status_code == 503
    assert refresh(server, token).status_code == 200


def test_a_lost_answer_of_the_token_endpoint_has_rotated(server):
    token = server.admin.grant()["refresh_token"]
    server.admin.advance_clock(6 * 3600)
    server.admin.faults({"action": "reset", "kind": "token", "times": 1})
    with pytest.raises(requests.exceptions.ConnectionError):
        refresh(server, token)
    assert refresh(server, token).status_code == 400


def test_a_failed_call_counts_against_the_limits(server, get):
    before = int(get().headers["X-RateLimit-Usage"].split(",")[1])
    server.admin.faults({"action": "status", "times": 1})
    get()
    assert int(get().headers["X-RateLimit-Usage"].split(",")[1]) == before + 2


@pytest.mark.parametrize(
    "rule",
    [
        {"action": "explode"},
        {"action": "status", "kind": "everything"},
        {"action": "status", "status": 99},
        {"action": "status", "headers": {"X": "a\r\nSet-Cookie: b"}},
        {"action": "status", "colour": "red"},
        {"action": "wrong_type", "kind": "detail"},
        {"action": "wrong_type", "field": "[.]"},
        {"action": "missing_key"},
        {"action": "delete"},
        {"action": "create", "value": {"summary": {"id": 1}}},
        {"action": "narrow"},
        {"action": "jump", "value": "far"},
        {},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_and_changes_nothing(server, get, rule):
    with pytest.raises(requests.HTTPError, match="validation error"):
        server.admin.add_fault(**rule)
    assert get().status_code == 200


def test_streams_stay_as_they_are_kept_under_a_harmless_rule(server, get):
    server.admin.faults({"action": "wrong_type", "kind": "streams", "activity_id": SECOND, "field": "time"})
    keys = ",".join(streams())
    assert get(f"/activities/{FIRST}/streams", keys=keys, key_by_type="true").json() == streams()
