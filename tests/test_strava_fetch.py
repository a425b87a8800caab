"""A batch of details and streams: in order, within the budget, and nothing fetched is lost."""

import time
from datetime import timedelta

import orjson
import pytest

from flows.emulator.server import running
from flows.errors import AppInactive, NotLoggedIn, StravaUnreachable
from flows.strava.answers import AnswerUnusable
from flows.strava.budget import BudgetSpent, CallBudget
from flows.strava.fetch import MAX_UNUSABLE, Call, calls_for, fetch
from flows.strava.session import CONNECTIONS
from tests.strava_session import NOW, log_in, settings_for, source_for
from tests.strava_shapes import athlete_store, runs

RUNS = runs(20, NOW - timedelta(days=30))
IDS = [run.activity_id for run in RUNS]


@pytest.fixture
def server():
    with running(athlete_store(RUNS), clock=NOW.timestamp) as server:
        yield server


@pytest.fixture
def source(server, tmp_path):
    log_in(server, tmp_path)
    with source_for(settings_for(server, tmp_path)) as source:
        yield source


def fetched(batch):
    return [Call(payload.kind, payload.activity_id) for payload in batch.payloads]


def details(*ids):
    return [Call("activity", activity_id) for activity_id in ids]


def test_detail_then_streams_activity_by_activity():
    assert calls_for([3, 1], {1}) == [Call("activity", 3), Call("activity", 1), Call("streams", 1)]


def test_a_batch_comes_back_whole_and_in_order(source):
    calls = calls_for(IDS, set(IDS))
    batch = fetch(source, calls)
    assert fetched(batch) == calls
    assert batch.stopped is None
    assert batch.unusable == {}


def test_each_body_belongs_to_its_activity(source, server):
    for payload in fetch(source, calls_for(IDS, set(IDS))).payloads:
        entry = server.emulator.store.get(payload.activity_id)
        expected = entry.detail_json if payload.kind == "activity" else entry.recorded.streams_json
        assert payload.body.encode() == expected


def test_nothing_to_fetch_is_no_call(source):
    assert fetch(source, []).payloads == []
    assert source.budget.calls == 0


def test_calls_wait_at_the_same_time(source, server):
    server.admin.switches(latency_ms=100)
    started = time.perf_counter()
    fetch(source, calls_for(IDS, set(IDS)))
    assert time.perf_counter() - started < 0.5 * len(IDS) * 2 * 0.100


def test_a_spent_budget_keeps_exactly_what_was_fetched(server, tmp_path):
    log_in(server, tmp_path)
    calls = calls_for(IDS, set(IDS))
    with source_for(settings_for(server, tmp_path), CallBudget(max_calls=7)) as source:
        batch = fetch(source, calls)
    assert isinstance(batch.stopped, BudgetSpent)
    assert len(batch.payloads) == 7
    assert fetched(batch) == [call for call in calls[: 7 + CONNECTIONS] if call in fetched(batch)]
    assert server.admin.traffic()["rate_limited"] == 0


def test_a_second_run_finishes_what_the_first_began(server, tmp_path):
    log_in(server, tmp_path)
    left = calls_for(IDS, set(IDS))
    seen = []
    for _ in range(4):
        with source_for(settings_for(server, tmp_path), CallBudget(max_calls=10)) as source:
            seen += fetched(fetch(source, left))
        left = [call for call in left if call not in seen]
    assert left == []


def test_that_an_activity_is_gone_is_data_like_the_others(source, server):
    server.admin.delete(IDS[3])
    batch = fetch(source, calls_for(IDS, set(IDS)))
    gone = [(payload.kind, payload.activity_id) for payload in batch.payloads if payload.http_status == 404]
    assert gone == [("activity", IDS[3]), ("streams", IDS[3])]
    assert len(batch.payloads) == 2 * len(IDS)
    assert batch.stopped is None


def test_a_broken_record_is_named_and_the_others_come(source, server):
    server.admin.faults({"kind": "streams", "activity_id": IDS[5], "action": "status", "status": 500})
    batch = fetch(source, calls_for(IDS, set(IDS)))
    assert list(batch.unusable) == [Call("streams", IDS[5])]
    assert "500" in batch.unusable[Call("streams", IDS[5])]
    assert len(batch.payloads) == 2 * len(IDS) - 1
    assert batch.stopped is None


def test_a_wrong_type_in_a_record_is_not_this_layers_business(source, server):
    server.admin.faults({"kind": "detail", "activity_id": IDS[5], "action": "wrong_type", "field": "distance"})
    batch = fetch(source, details(*IDS))
    assert len(batch.payloads) == len(IDS)
    assert not isinstance(orjson.loads(batch.payloads[5].body)["distance"], float)


def test_many_broken_records_are_an_outage(source, server):
    server.admin.faults({"kind": "detail", "action": "status", "status": 500})
    # So that whoever counts the failures is not overtaken by them.
    server.admin.switches(latency_ms=20)
    wanted = details(*IDS, *range(1, 3 * CONNECTIONS))
    batch = fetch(source, wanted)
    assert isinstance(batch.stopped, AnswerUnusable)
    assert MAX_UNUSABLE < len(batch.unusable) < len(wanted)


def test_broken_records_among_good_ones_are_no_outage(source, server):
    broken = IDS[::3]
    for activity_id in broken:
        server.admin.add_fault(kind="detail", activity_id=activity_id, action="status", status=500)
    batch = fetch(source, details(*IDS))
    assert list(batch.unusable) == details(*broken)
    assert len(batch.unusable) > MAX_UNUSABLE
    assert batch.stopped is None


def test_refusals_are_no_outage_however_many(source, server):
    server.admin.faults({"kind": "detail", "action": "status", "status": 403})
    batch = fetch(source, details(*IDS))
    assert list(batch.unusable) == details(*IDS)
    assert batch.stopped is None


def test_a_network_that_fails_stops_the_batch_and_keeps_what_came_before(source, server):
    server.admin.faults({"kind": "detail", "action": "reset", "from_nth": 11})
    batch = fetch(source, details(*IDS))
    assert type(batch.stopped) is StravaUnreachable
    assert len(batch.payloads) == 10


def test_a_grant_revoked_in_the_middle_stops_the_batch(source, server):
    assert len(fetch(source, details(*IDS[:5])).payloads) == 5
    server.admin.revoke_grants()
    batch = fetch(source, details(*IDS[5:]))
    assert isinstance(batch.stopped, NotLoggedIn)
    assert batch.payloads == []


def test_an_app_switched_off_in_the_middle_stops_the_batch(source, server):
    server.admin.switches(inactive_app=True)
    batch = fetch(source, details(*IDS))
    assert isinstance(batch.stopped, AppInactive)
    assert server.admin.traffic()["calls"] <= CONNECTIONS


def test_an_expired_token_costs_one_refresh_however_many_calls_meet_it(source, server):
    server.admin.expire_access_tokens()
    batch = fetch(source, details(*IDS))
    assert len(batch.payloads) == len(IDS)
    assert server.admin.traffic()["by_kind"]["token"] == 1


def test_scattered_failures_are_ridden_out(source, server):
    server.admin.faults(
        {"action": "status", "status": 503, "probability": 0.1, "seed": 1},
        {"action": "reset", "probability": 0.05, "seed": 2},
        {"action": "truncate", "probability": 0.05, "seed": 3},
    )
    batch = fetch(source, calls_for(IDS, set(IDS)))
    assert fetched(batch) == calls_for(IDS, set(IDS))


def test_a_detail_that_is_here_is_not_asked_for():
    assert calls_for([3, 1], {1, 3}, {3}) == [Call("streams", 3), Call("activity", 1), Call("streams", 1)]


def test_without_its_detail_an_activity_s_streams_are_not_asked_for(source, server):
    server.admin.faults({"kind": "detail", "activity_id": IDS[5], "action": "status", "status": 500})
    batch = fetch(source, calls_for(IDS, set(IDS)))
    assert list(batch.unusable) == details(IDS[5])
    assert Call("streams", IDS[5]) not in fetched(batch)
    assert server.admin.traffic()["by_kind"]["streams"] == len(IDS) - 1


def test_activities_are_counted_and_not_their_calls(source, server):
    broken = IDS[:MAX_UNUSABLE]
    for kind in ("detail", "streams"):
        for activity_id in broken:
            server.admin.add_fault(kind=kind, activity_id=activity_id, action="status", status=500)
    batch = fetch(source, calls_for(IDS, set(IDS)))
    assert batch.stopped is None
    assert list(batch.unusable) == details(*broken)


def test_what_failed_before_is_no_outage_when_it_fails_again(source, server):
    server.admin.faults({"kind": "detail", "action": "status", "status": 500})
    some = IDS[: 2 * MAX_UNUSABLE]
    batch = fetch(source, details(*some), failed_before=set(some))
    assert batch.stopped is None
    assert list(batch.unusable) == details(*some)
