"""The emulator counts calls in natural windows and says so in its headers."""

from datetime import UTC, datetime

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from flows.emulator.rate_limits import DAY_S, QUARTER_S, RateLimits
from flows.emulator.server import running
from flows.emulator.switches import Switches
from tests.strava_shapes import activity, athlete_store

TEN_PAST = datetime(2026, 5, 4, 23, 40, tzinfo=UTC).timestamp()


class Hands:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.now = TEN_PAST

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Hands()


@pytest.fixture
def server(clock):
    limits = {"read_per_15_min": 3, "read_per_day": 5, "overall_per_15_min": 200, "overall_per_day": 2_000}
    with running(athlete_store([activity(7)]), clock=clock, switches=limits) as server:
        yield server


@pytest.fixture
def get(server):
    headers = {"Authorization": f"Bearer {server.admin.grant()['access_token']}"}
    return lambda path="/athlete", **params: requests.get(
        f"{server.api_url}{path}", params=params, headers=headers, timeout=10
    )


def field_of(answer):
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["resource"], error["code"]) == (429, "Application", "exceeded")
    return error["field"]


def test_both_pairs_of_headers_count_up(get):
    get()
    headers = get().headers
    assert headers["X-ReadRateLimit-Limit"] == "3,5"
    assert headers["X-ReadRateLimit-Usage"] == "2,2"
    assert headers["X-RateLimit-Limit"] == "200,2000"
    assert headers["X-RateLimit-Usage"] == "2,2"


def test_streams_carry_no_headers_and_count_all_the_same(get):
    answer = get("/activities/7/streams", keys="time", key_by_type="true")
    assert answer.status_code == 200
    assert not [name for name in answer.headers if "ratelimit" in name.lower()]
    assert get().headers["X-ReadRateLimit-Usage"] == "2,2"


def test_by_switch_no_answer_carries_headers(server, get):
    server.admin.switches(rate_limit_headers=False)
    assert not [name for name in get().headers if "ratelimit" in name.lower()]
    server.admin.switches(rate_limit_headers=True)
    assert get().headers["X-ReadRateLimit-Usage"] == "2,2"


def test_every_answer_shows_the_time_of_the_server_s_own_clock(server, get):
    server.admin.advance_clock(60)
    assert get().headers["Date"] == "Mon, 04 May 2026 23:41:00 GMT"
    assert get("/activities/7/streams", keys="time").headers["Date"] == "Mon, 04 May 2026 23:41:00 GMT"


def test_a_call_for_something_that_is_not_there_counts_too(get):
    assert get("/activities/1").status_code == 404
    assert get().headers["X-ReadRateLimit-Usage"] == "2,2"


def test_the_token_endpoint_carries_no_headers_and_does_not_count(server, get):
    answer = requests.post(f"{server.oauth_url}/token", data={"client_id": "1"}, timeout=10)
    assert not [name for name in answer.headers if "ratelimit" in name.lower()]
    assert get().headers["X-RateLimit-Usage"] == "1,1"


def test_a_refused_token_does_not_count(server, get):
    requests.get(f"{server.api_url}/athlete", timeout=10)
    assert get().headers["X-RateLimit-Usage"] == "1,1"


def test_the_call_over_the_read_limit_is_refused_and_counts(get):
    assert [get().status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = get()
    assert field_of(refused) == "read rate limit"
    assert refused.json()["message"] == "Rate Limit Exceeded"
    assert refused.headers["X-ReadRateLimit-Usage"] == "5,5"


def test_the_overall_limit_has_its_own_words(server, get):
    server.admin.switches(overall_per_15_min=1)
    get()
    assert field_of(get()) == "overall rate limit"


def test_a_quarter_of_an_hour_begins_on_the_clock_not_after_15_minutes(get, clock):
    for _ in range(3):
        get()
    clock.now = datetime(2026, 5, 4, 23, 44, 59, tzinfo=UTC).timestamp()
    assert get().status_code == 429
    clock.now += 1
    answer = get()
    assert answer.status_code == 200
    assert answer.headers["X-ReadRateLimit-Usage"] == "1,5"


def test_the_day_ends_at_midnight_utc(get, clock):
    for _ in range(3):
        get()
    clock.now = datetime(2026, 5, 4, 23, 45, tzinfo=UTC).timestamp()
    assert [get().status_code for _ in range(3)] == [200, 200, 429]
    clock.now = datetime(2026, 5, 5, 0, 0, tzinfo=UTC).timestamp()
    assert get().headers["X-ReadRateLimit-Usage"] == "1,1"


def test_an_admin_can_pretend_that_others_used_the_calls(server, get):
    server.admin.use_up(read_day=5)
    assert field_of(get()) == "read rate limit"


def test_an_admin_can_move_the_clock_into_the_next_window(server, get):
    for _ in range(4):
        get()
    server.admin.advance_clock(QUARTER_S)
    assert get().status_code == 200


def test_traffic_tells_how_many_calls_were_refused(server, get):
    for _ in range(5):
        get()
    assert server.admin.traffic() == {
        "calls": 5,
        "by_kind": {"athlete": 5},
        "by_status": {"200": 3, "429": 2},
        "rate_limited": 2,
    }


@given(st.lists(st.floats(min_value=0, max_value=3 * DAY_S), max_size=60).map(sorted))
def test_usage_is_the_number_of_calls_in_the_window_of_the_last_one(moments):
    limits = RateLimits(Switches())
    for moment in moments:
        limits.count(moment)
    if moments:
        last = moments[-1]
        assert limits.read_quarter.used(last) == sum(m // QUARTER_S == last // QUARTER_S for m in moments)
        assert limits.overall_day.used(last) == sum(m // DAY_S == last // DAY_S for m in moments)
