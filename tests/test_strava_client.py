"""The calls: verbatim bodies, and each refusal of Strava's with its meaning."""

import logging
from datetime import UTC, datetime

import orjson
import pytest

from flows.emulator.server import running
from flows.errors import AppInactive, NotLoggedIn, StravaUnreachable
from flows.strava.answers import ATTEMPTS, AnswerUnusable, Refused
from flows.strava.budget import BudgetSpent, CallBudget
from flows.strava.client import STREAM_KEYS, open_source
from flows.strava.token_store import TokenStore
from tests.strava_session import NOW, answering, log_in, settings_for, source_for
from tests.strava_shapes import ABSENT, ATHLETE_ID, activity, athlete_store

RUN, TREADMILL = 12_000_000_001, 12_000_000_002
NAME = "Läuft 🏃 'quoted' \"twice\" <b>&amp;</b>"
ROOMY = {"read_per_15_min": 9_000, "read_per_day": 90_000, "overall_per_15_min": 9_000, "overall_per_day": 90_000}


@pytest.fixture(scope="module")
def shared_server():
    activities = [activity(RUN, name=NAME), activity(TREADMILL, has_streams=False, start_latlng=[])]
    with running(athlete_store(activities), clock=NOW.timestamp) as server:
        yield server


@pytest.fixture
def server(shared_server):
    admin = shared_server.admin
    admin.switches(**ROOMY, latency_ms=0, inactive_app=False)
    admin.use_up(read_15_min=0, read_day=0, overall_15_min=0, overall_day=0)
    admin.faults()
    admin.clear_traffic()
    return shared_server


@pytest.fixture
def source(server, tmp_path):
    log_in(server, tmp_path)
    with source_for(settings_for(server, tmp_path)) as source:
        yield source


def calls(server, kind):
    return server.admin.traffic()["by_kind"].get(kind, 0)


def test_a_body_is_kept_byte_for_byte(source, server):
    payload = source.activity(RUN)
    entry = server.emulator.store.get(RUN)
    assert payload.body.encode() == entry.detail_json
    assert NAME in orjson.loads(payload.body)["name"]
    assert (payload.kind, payload.activity_id, payload.http_status) == ("activity", RUN, 200)
    assert payload.path == f"/activities/{RUN}"
    assert payload.fetched_at == NOW


def test_streams_come_with_every_key_and_every_sample(source):
    payload = source.streams(RUN)
    body = orjson.loads(payload.body)
    assert body["time"]["original_size"] == len(body["time"]["data"]) == 120
    assert STREAM_KEYS in payload.path
    assert "resolution" not in payload.path


def test_an_activity_without_streams_is_data(source):
    payload = source.streams(TREADMILL)
    assert payload.http_status == 404
    assert orjson.loads(payload.body)["message"] == "Resource Not Found"


def test_the_athlete_is_remembered_with_the_login(source, tmp_path):
    payload, athlete_id = source.athlete()
    assert athlete_id == ATHLETE_ID
    assert payload.kind == "athlete"
    assert TokenStore(tmp_path / "token.json").read().athlete_id == ATHLETE_ID


def test_the_profile_has_what_was_granted(server, tmp_path):
    for scopes, has_ftp in ((("read", "activity:read_all", "profile:read_all"), True), (("read",), False)):
        log_in(server, tmp_path, *scopes)
        with source_for(settings_for(server, tmp_path)) as source:
            assert ("ftp" in orjson.loads(source.profile().body)) is has_ftp


def test_without_any_permission_to_it_there_is_no_profile_and_that_is_no_failure(server, tmp_path):
    log_in(server, tmp_path, "activity:read_all")
    with source_for(settings_for(server, tmp_path)) as source:
        assert source.profile() is None


def test_zones_are_a_payload(source):
    assert "heart_rate" in orjson.loads(source.zones().body)


def test_without_their_permission_there_are_no_zones_and_that_is_no_failure(server, tmp_path):
    log_in(server, tmp_path, "read", "activity:read_all")
    with source_for(settings_for(server, tmp_path)) as source:
        assert source.zones() is None


def test_a_page_gives_its_entries(source):
    payload, entries = source.activity_page(1, datetime(2027, 1, 1, tzinfo=UTC), None)
    assert [entry["id"] for entry in entries] == [entry["id"] for entry in orjson.loads(payload.body)]
    assert payload.path == "/athlete/activities?page=1&per_page=200&before=1798761600"


def test_every_call_is_counted_in_the_budget(source):
    source.streams(RUN)
    source.activity(RUN)
    assert source.budget.calls == 2


def test_the_limits_are_learned_from_the_answer(source, server):
    server.admin.switches(read_per_15_min=300, read_per_day=3_000, overall_per_15_min=600, overall_per_day=6_000)
    source.activity(RUN)
    assert source.budget.left(NOW) == (299, 2_999)


def test_that_an_activity_is_gone_is_an_answer_to_keep(source):
    payload = source.activity(99)
    assert payload.http_status == 404
    assert orjson.loads(payload.body)["message"] == "Record Not Found"


def test_without_streams_strava_may_name_an_error_too(server, tmp_path):
    log_in(server, tmp_path)
    body = b'{"message":"Resource Not Found","errors":[{"resource":"Activity","field":"","code":"not found"}]}'
    with answering(404, body) as url, source_for(settings_for(server, tmp_path, strava_api_url=url)) as source:
        assert source.streams(RUN).http_status == 404


def test_a_narrow_login_names_the_missing_permission(server, tmp_path):
    log_in(server, tmp_path, "read")
    missing = r"activity:read_permission.*fivefold login"
    with source_for(settings_for(server, tmp_path)) as source, pytest.raises(NotLoggedIn, match=missing):
        source.activity_page(1, NOW, None)


def test_an_inactive_app_says_what_to_do_and_is_not_tried_again(source, server):
    server.admin.switches(inactive_app=True)
    with pytest.raises(AppInactive, match="subscription") as caught:
        source.athlete()
    assert caught.value.exit_code == 11
    assert calls(server, "athlete") == 1


def test_a_rejected_access_token_is_refreshed_once_and_the_call_goes_through(source, server):
    server.admin.expire_access_tokens()
    assert source.activity(RUN).http_status == 200
    assert calls(server, "token") == 1
    assert calls(server, "detail") == 2


def test_a_revoked_grant_is_not_logged_in(source, server):
    server.admin.revoke_grants()
    with pytest.raises(NotLoggedIn, match="fivefold login"):
        source.activity(RUN)


def test_a_token_that_is_rejected_after_a_refresh_too_is_not_logged_in(server, tmp_path):
    log_in(server, tmp_path)
    body = (
        b'{"message":"Authorization Error","errors":[{"resource":"Athlete","field":"access_token","code":"invalid"}]}'
    )
    with answering(401, body) as url, source_for(settings_for(server, tmp_path, strava_api_url=url)) as source:
        with pytest.raises(NotLoggedIn, match="fivefold login"):
            source.activity(RUN)
        assert source.budget.calls == 2


@pytest.mark.parametrize(
    "fault",
    [
        {"action": "status", "status": 500},
        {"action": "status", "status": 503},
        {"action": "status", "status": 408},
        {"action": "html", "status": 200},
        {"action": "html", "status": 403},
        {"action": "truncate"},
        {"action": "invalid_json"},
        {"action": "reset"},
    ],
)
def test_a_passing_trouble_is_tried_again(source, server, fault):
    server.admin.faults({"kind": "detail", "times": ATTEMPTS - 1, **fault})
    assert source.activity(RUN).body.encode() == server.emulator.store.get(RUN).detail_json
    assert source.budget.calls == ATTEMPTS


def test_a_silence_longer_than_the_time_out_is_tried_again(source, server):
    server.admin.faults({"kind": "detail", "action": "delay", "delay_s": 3.0, "times": 1})
    assert source.activity(RUN).http_status == 200


@pytest.mark.parametrize(
    ("fault", "kind", "words", "cause"),
    [
        ({"action": "status", "status": 502}, AnswerUnusable, "502", "server_error"),
        ({"action": "html", "status": 200}, AnswerUnusable, "a web page", "html"),
        ({"action": "invalid_json"}, AnswerUnusable, "broken JSON", "bad_json"),
        ({"action": "reset"}, StravaUnreachable, "connection", "reset"),
        ({"action": "truncate"}, StravaUnreachable, "connection", "reset"),
    ],
)
def test_a_lasting_trouble_is_unreachable_in_words(source, server, fault, kind, words, cause):
    server.admin.faults({"kind": "detail", **fault})
    with pytest.raises(StravaUnreachable, match=words) as caught:
        source.activity(RUN)
    assert type(caught.value) is kind
    assert (caught.value.exit_code, caught.value.cause) == (12, cause)
    assert "fivefold sync" in str(caught.value)


def test_no_network_is_unreachable_and_the_sentence_holds_no_address(server, tmp_path):
    log_in(server, tmp_path)
    settings = settings_for(server, tmp_path, strava_api_url="http://127.0.0.1:1")
    with source_for(settings) as source, pytest.raises(StravaUnreachable) as caught:
        source.athlete()
    assert "127.0.0.1" not in str(caught.value)
    assert type(caught.value) is StravaUnreachable


def test_another_refusal_is_not_tried_again(source, server):
    server.admin.faults({"kind": "detail", "action": "status", "status": 418})
    with pytest.raises(AnswerUnusable, match="418"):
        source.activity(RUN)
    assert calls(server, "detail") == 1


def test_a_refusal_without_any_body_is_not_tried_again(source, server):
    server.admin.faults({"kind": "detail", "action": "status", "status": 403, "text": ""})
    with pytest.raises(Refused, match="403, no reason given"):
        source.activity(RUN)
    assert source.budget.calls == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '"gone"'])
def test_only_in_strava_s_words_is_an_activity_gone(source, server, text):
    server.admin.faults({"kind": "detail", "action": "status", "status": 404, "text": text})
    with pytest.raises(Refused, match="404"):
        source.activity(RUN)


@pytest.mark.parametrize("text", ["[]", "null", "{}", '{"id": 17}'])
def test_another_record_than_the_activity_asked_for_is_unusable(source, server, text):
    server.admin.faults({"kind": "detail", "action": "status", "status": 200, "text": text})
    with pytest.raises(AnswerUnusable, match="something else"):
        source.activity(RUN)
    assert source.budget.calls == 1


@pytest.mark.parametrize("body", [b"{}", b"null", b'"text"', b"17"])
def test_a_listing_that_is_no_list_is_unusable(server, tmp_path, body):
    log_in(server, tmp_path)
    with (
        answering(200, body) as url,
        source_for(settings_for(server, tmp_path, strava_api_url=url)) as source,
        pytest.raises(AnswerUnusable),
    ):
        source.activity_page(1, NOW, None)


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"id": "7"}'])
def test_an_athlete_without_an_id_is_unusable(server, tmp_path, body):
    log_in(server, tmp_path)
    with (
        answering(200, body) as url,
        source_for(settings_for(server, tmp_path, strava_api_url=url)) as source,
        pytest.raises(AnswerUnusable),
    ):
        source.athlete()


def test_the_budget_stops_before_the_limit_so_that_strava_never_says_429(server, tmp_path):
    server.admin.switches(read_per_15_min=5)
    log_in(server, tmp_path)
    with source_for(settings_for(server, tmp_path)) as source:
        for _ in range(5):
            source.activity(RUN)
        with pytest.raises(BudgetSpent):
            source.activity(RUN)
    assert server.admin.traffic()["rate_limited"] == 0


def test_a_429_ends_in_a_spent_budget_that_says_when_it_resumes(source, server):
    server.admin.use_up(read_15_min=ROOMY["read_per_15_min"])
    with pytest.raises(BudgetSpent) as caught:
        source.activity(RUN)
    assert caught.value.limit == "15 minutes"
    assert caught.value.resumes_at > NOW
    assert calls(server, "detail") == 1


def test_a_429_of_the_day_resumes_at_midnight(source, server):
    server.admin.use_up(read_day=ROOMY["read_per_day"])
    with pytest.raises(BudgetSpent) as caught:
        source.activity(RUN)
    assert caught.value.limit == "day"


def test_of_an_error_s_words_only_plain_ones_are_repeated(server, tmp_path):
    hostile = "\x1b]8;;https://evil.example\x07click [bold]me[/bold]\u202e\n" + "x" * 500
    body = orjson.dumps({"errors": [{"resource": hostile, "field": hostile, "code": "a:b_c"}]})
    log_in(server, tmp_path)
    with (
        answering(403, body) as url,
        source_for(settings_for(server, tmp_path, strava_api_url=url)) as source,
        pytest.raises(Refused) as caught,
    ):
        source.activity(RUN)
    assert not set("\x1b\x07\u202e\n[]") & set(str(caught.value))
    assert "8https://evil.exampleclick boldme/bold" in str(caught.value)
    assert "a:b_c" in str(caught.value)
    assert len(str(caught.value)) < 300


def test_the_2027_host_without_a_prefix_serves_the_same(server, tmp_path):
    server.admin.switches(bare_host=True)
    log_in(server, tmp_path)
    with source_for(settings_for(server, tmp_path, strava_api_url=server.base_url)) as source:
        assert source.activity(RUN).http_status == 200


def test_the_logs_hold_no_secret(server, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    old = log_in(server, tmp_path)
    server.admin.expire_access_tokens()
    with source_for(settings_for(server, tmp_path)) as source:
        source.activity(RUN)
    new = TokenStore(tmp_path / "token.json").read()
    secrets = {old.access_token, old.refresh_token, new.access_token, new.refresh_token, "emulator-secret"}
    assert caplog.text
    assert not [secret for secret in secrets if secret in caplog.text]


def test_open_source_wires_everything_from_the_settings(server, tmp_path):
    log_in(server, tmp_path)
    with open_source(settings_for(server, tmp_path), CallBudget(max_calls=1)) as source:
        assert source.athlete()[1] == ATHLETE_ID
        with pytest.raises(BudgetSpent):
            source.athlete()


def test_an_absent_field_stays_absent(source, server):
    server.emulator.store.put(activity(RUN + 9, average_temp=ABSENT))
    assert "average_temp" not in orjson.loads(source.activity(RUN + 9).body)
    server.emulator.store.delete(RUN + 9)
