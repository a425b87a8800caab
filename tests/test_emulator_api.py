"""The emulator's data calls, over real HTTP."""

from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
import requests

from flows.emulator.server import running
from flows.emulator.switches import UNLIMITED, Switches
from tests.strava_shapes import ABSENT, ATHLETE_ID, START, activity, athlete_store, runs, streams


@pytest.fixture(scope="module")
def module_server():
    with running(athlete_store()) as server:
        yield server


@pytest.fixture
def store():
    return athlete_store(runs(45))


@pytest.fixture
def server(module_server, store):
    module_server.emulator.store = store
    module_server.admin.switches(**Switches().model_dump() | UNLIMITED)
    return module_server


@pytest.fixture
def get(server):
    return caller(server)


def caller(server, *scopes):
    token = server.admin.grant(*scopes)["access_token"]

    def get(path, base=None, **params):
        headers = {"Authorization": f"Bearer {token}"}
        return requests.get(f"{base or server.api_url}{path}", params=params, headers=headers, timeout=10)

    return get


def ids(answer):
    return [record["id"] for record in answer.json()]


def error_of(answer):
    (error,) = answer.json()["errors"]
    return answer.status_code, error["resource"], error["field"], error["code"]


def test_a_listing_shows_30_newest_first_by_default(get, server):
    page = get("/athlete/activities").json()
    starts = [record["start_date"] for record in page]
    assert len(page) == 30
    assert starts == sorted(starts, reverse=True)
    assert [record["id"] for record in page] == server.admin.activity_ids()[:30]


def test_pages_follow_each_other_until_an_empty_one(get, server):
    pages = [ids(get("/athlete/activities", page=page, per_page=20)) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [20, 20, 5, 0]
    assert list(chain(*pages)) == server.admin.activity_ids()


def test_after_and_before_filter_on_the_start_and_exclude_it(get):
    fifth, tenth = (int((START + timedelta(days=day)).timestamp()) for day in (5, 10))
    page = get("/athlete/activities", after=fifth, before=tenth).json()
    assert [record["name"] for record in page] == ["Run 9", "Run 8", "Run 7", "Run 6"]


def test_after_alone_can_be_switched_to_oldest_first(get, server):
    server.admin.switches(after_alone_oldest_first=True)
    assert get("/athlete/activities", after=0, per_page=1).json()[0]["name"] == "Run 0"
    assert get("/athlete/activities", per_page=1).json()[0]["name"] == "Run 44"
    assert get("/athlete/activities", after=0, before=2**33, per_page=1).json()[0]["name"] == "Run 44"


def test_short_pages_lose_nothing_when_one_pages_until_an_empty_page(get, server):
    server.admin.switches(short_pages=True)
    pages = [ids(get("/athlete/activities", page=page, per_page=20)) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [15, 15, 15, 0]
    assert list(chain(*pages)) == server.admin.activity_ids()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("per_page", "201"),
        ("per_page", "0"),
        ("page", "0"),
        ("page", "-1"),
        ("after", "yesterday"),
        ("before", "9" * 99),
    ],
)
def test_a_listing_parameter_that_makes_no_sense_is_a_bad_request(get, name, value):
    assert error_of(get("/athlete/activities", **{name: value})) == (400, "Activity", name, "invalid")


def test_a_detail_adds_description_laps_and_gear_to_the_summary(get, store):
    store.put(activity(5_000_000_001, description="6 x 10 s uphill"))
    record = get("/activities/5000000001").json()
    assert record["description"] == "6 x 10 s uphill"
    assert record["laps"][0]["distance"] == record["distance"]
    assert record["gear"]["id"] == record["gear_id"]


def test_an_unknown_activity_is_not_found(get):
    answer = get("/activities/1")
    assert (answer.status_code, answer.json()["message"]) == (404, "Record Not Found")
    assert get("/activities/1/streams", keys="time").json()["message"] == "Record Not Found"


def test_an_activity_without_streams_answers_its_own_404(get, store):
    store.put(activity(5_000_000_001, has_streams=False))
    answer = get("/activities/5000000001/streams", keys="time", key_by_type="true")
    assert answer.status_code == 404
    assert answer.json() == {"message": "Resource Not Found", "errors": []}


ALL_KEYS = "time,distance,latlng,altitude,velocity_smooth,heartrate,cadence,watts,temp,moving,grade_smooth"


def test_streams_hold_only_the_keys_asked_for(get, store):
    store.put(activity(5_000_000_001))
    answer = get("/activities/5000000001/streams", keys="time,heartrate,watts", key_by_type="true")
    assert set(answer.json()) == {"time", "heartrate"}


def test_streams_asked_for_in_full_come_as_they_are_kept(get, store):
    kept = streams(30, temp=ABSENT, heartrate=[0] * 30)
    store.put(activity(5_000_000_001, streams_of=kept))
    answer = get("/activities/5000000001/streams", keys=ALL_KEYS, key_by_type="True")
    assert answer.json() == kept


def test_streams_without_key_by_type_are_a_list(get, store):
    store.put(activity(5_000_000_001))
    answer = get("/activities/5000000001/streams", keys="time,moving")
    assert [stream["type"] for stream in answer.json()] == ["time", "moving"]


@pytest.mark.parametrize(("keys", "code"), [("", "missing"), ("time,secret", "invalid")])
def test_streams_need_known_keys(get, store, keys, code):
    store.put(activity(5_000_000_001))
    assert error_of(get("/activities/5000000001/streams", keys=keys)) == (400, "Stream", "keys", code)


def test_an_absent_field_stays_absent_and_a_null_stays_null(get, store):
    store.put(activity(5_000_000_001, average_heartrate=ABSENT, gear_id=None, start_latlng=[]))
    record = next(r for r in get("/athlete/activities", per_page=200).json() if r["id"] == 5_000_000_001)
    assert "average_heartrate" not in record
    assert record["gear_id"] is None
    assert record["start_latlng"] == []


def test_hostile_text_arrives_unchanged(get, store):
    title = """Robert'); DROP TABLE runs;-- <script>alert("x")</script> 🏃‍♀️ {0} %s"""
    store.put(activity(5_000_000_001, name=title))
    assert get("/activities/5000000001").json()["name"] == title


def test_the_profile_is_full_only_with_its_scope(server):
    full, public = (caller(server, scope)("/athlete").json() for scope in ("profile:read_all", "read"))
    assert (full["id"], full["weight"]) == (ATHLETE_ID, 58.0)
    assert public["id"] == ATHLETE_ID
    assert "weight" not in public


def test_zones_end_at_minus_one_and_need_their_scope(server):
    zones = caller(server, "profile:read_all")("/athlete/zones").json()
    assert zones["heart_rate"]["zones"][-1]["max"] == -1
    refused = caller(server, "read", "activity:read_all")("/athlete/zones")
    assert error_of(refused) == (401, "AccessToken", "profile:read_permission", "missing")


@pytest.mark.parametrize("hidden", [{"visibility": "only_me"}, {"private": True}])
def test_activity_read_alone_silently_hides_what_only_the_athlete_sees(server, store, hidden):
    store.put(activity(5_000_000_001, **hidden))
    narrow, wide = caller(server, "read", "activity:read"), caller(server, "read", "activity:read_all")
    assert len(ids(narrow("/athlete/activities", per_page=200))) == 45
    assert len(ids(wide("/athlete/activities", per_page=200))) == 46
    assert narrow("/activities/5000000001").status_code == 404
    assert narrow("/activities/5000000001/streams", keys="time").status_code == 404
    assert wide("/activities/5000000001").status_code == 200


@pytest.mark.parametrize("path", ["/athlete/activities", "/activities/5000000001", "/activities/5000000001/streams"])
def test_without_an_activity_scope_activities_are_refused(server, path):
    refused = caller(server, "read")(path, keys="time")
    assert error_of(refused) == (401, "AccessToken", "activity:read_permission", "missing")


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eDp5"}])
def test_a_call_without_a_good_token_is_refused(server, header):
    refused = requests.get(f"{server.api_url}/athlete", headers=header, timeout=10)
    assert error_of(refused) == (401, "Athlete", "access_token", "invalid")
    assert refused.json()["message"] == "Authorization Error"


def test_gear_is_found_by_its_id(get):
    assert get("/gear/g777").json()["name"] == "Everyday"
    assert get("/gear/g1").status_code == 404


def test_stats_add_up_the_runs_that_everyone_may_see(server, store, get):
    now = datetime.fromtimestamp(server.admin.now_s(), UTC)
    for number in range(3):
        store.put(activity(5_000_000_000 + number, now - timedelta(hours=number + 1), distance=10_000.0))
    store.put(activity(5_000_000_009, now - timedelta(hours=9), distance=10_000.0, visibility="only_me"))
    totals = get(f"/athletes/{ATHLETE_ID}/stats").json()["all_run_totals"]
    assert totals["count"] == 48
    assert totals["distance"] == pytest.approx(45 * 8_000.4 + 30_000)
    assert get("/athletes/1/stats").status_code == 404


def test_an_inactive_app_is_refused_while_tokens_still_refresh(server, get):
    server.admin.switches(inactive_app=True)
    refused = get("/athlete")
    assert error_of(refused) == (403, "Application", "Status", "Inactive")
    assert refused.json()["message"] == "Forbidden"
    form = {
        "client_id": "12345",
        "client_secret": "emulator-secret",
        "grant_type": "refresh_token",
        "refresh_token": server.admin.grant()["refresh_token"],
    }
    assert requests.post(f"{server.oauth_url}/token", data=form, timeout=10).status_code == 200


def test_the_bare_host_of_2027_answers_only_when_it_is_switched_on(server, get):
    assert get("/athlete", base=server.base_url).status_code == 404
    server.admin.switches(bare_host=True)
    assert get("/athlete", base=server.base_url).json()["id"] == ATHLETE_ID
    assert get("/athlete").json()["id"] == ATHLETE_ID
    assert get("/elsewhere", base=server.base_url).status_code == 404


@pytest.mark.parametrize("path", ["/segments/1", "/activities/abc", "/../emulator", ""])
def test_a_path_that_the_server_does_not_know_is_not_found(get, path):
    assert get(path).status_code == 404
