"""The grant: stored before use, refreshed by one at a time, never shown."""

import multiprocessing
import stat
import threading
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from flows.emulator.server import running
from flows.errors import AppInactive, NotLoggedIn, StravaUnreachable, WarehouseUnavailable
from flows.strava.answers import ATTEMPTS
from flows.strava.token_store import Tokens, TokenStore
from flows.strava.tokens import EARLY_S
from tests.strava_session import answering, keeper_for, log_in, settings_for
from tests.strava_shapes import athlete_store

TOKENS = Tokens("access-1", "refresh-1", 1_800_000_000, 7, ("read", "activity:read_all"))


@pytest.fixture(scope="module")
def shared_server():
    with running(athlete_store()) as server:
        yield server


@pytest.fixture
def server(shared_server):
    yield shared_server
    shared_server.admin.faults()
    shared_server.admin.clear_traffic()


def later():
    """A clock by which every token of now is old."""
    return datetime.now(UTC) + timedelta(hours=6) - timedelta(seconds=EARLY_S - 1)


def refreshes(server):
    return server.admin.traffic()["by_kind"].get("token", 0)


def test_what_was_written_is_read_again(tmp_path):
    store = TokenStore(tmp_path / "token.json")
    store.write(TOKENS)
    assert store.read() == TOKENS


def test_only_the_owner_can_read_the_file_even_where_one_lay_open_before(tmp_path):
    for name in ("token.json", "token.new"):
        (tmp_path / name).touch(0o644)
    TokenStore(tmp_path / "token.json").write(TOKENS)
    assert stat.S_IMODE((tmp_path / "token.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["token.json"]


def test_no_file_is_no_grant(tmp_path):
    assert TokenStore(tmp_path / "token.json").read() is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"access_token": 1}', b"\xff", b"null"])
def test_a_broken_file_says_log_in_again(tmp_path, content):
    (tmp_path / "token.json").write_bytes(content)
    with pytest.raises(NotLoggedIn, match=r"token\.json cannot be read.*fivefold login"):
        TokenStore(tmp_path / "token.json").read()


def test_a_broken_file_is_not_quoted(tmp_path):
    (tmp_path / "token.json").write_text('{"access_token": "hunter2", "expires_at": "soon"}')
    with pytest.raises(NotLoggedIn) as caught:
        TokenStore(tmp_path / "token.json").read()
    assert "hunter2" not in str(caught.value)


def test_a_home_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(WarehouseUnavailable, match="cannot be written"),
        TokenStore(tmp_path / "file/token.json").locked(),
    ):
        pass


def test_the_repr_shows_no_token():
    assert "access-1" not in repr(TOKENS)
    assert "refresh-1" not in repr(TOKENS)


def test_a_fresh_token_is_handed_out_without_a_call(server, tmp_path):
    tokens = log_in(server, tmp_path)
    with keeper_for(settings_for(server, tmp_path)) as keeper:
        assert keeper.access_token() == tokens.access_token
    assert refreshes(server) == 0


def test_an_old_token_is_refreshed_and_the_new_one_is_on_disk(server, tmp_path):
    server.admin.grant()
    old = log_in(server, tmp_path)
    server.admin.expire_access_tokens()
    with keeper_for(settings_for(server, tmp_path), later) as keeper:
        fresh = keeper.access_token()
    stored = TokenStore(tmp_path / "token.json").read()
    assert fresh == stored.access_token != old.access_token
    assert stored.refresh_token != old.refresh_token


def test_a_refresh_keeps_whose_grant_it_is(server, tmp_path):
    grant = server.admin.grant()
    store = TokenStore(tmp_path / "token.json")
    store.write(Tokens(grant["access_token"], grant["refresh_token"], 0, 7, ("read",)))
    with keeper_for(settings_for(server, tmp_path)) as keeper:
        keeper.access_token()
        assert keeper.athlete_id == 7
    assert store.read().scopes == ("read",)


def test_without_a_file_the_refresh_token_of_the_environment_begins(server, tmp_path):
    grant = server.admin.grant()
    settings = settings_for(server, tmp_path / "home", strava_refresh_token=grant["refresh_token"])
    with keeper_for(settings) as keeper:
        assert keeper.access_token()
        keeper.remember_athlete(42)
    stored = TokenStore(settings.token_path).read()
    assert stored.athlete_id == 42
    assert stored.access_token


def test_with_a_file_the_refresh_token_of_the_environment_is_not_used(server, tmp_path):
    log_in(server, tmp_path)
    with keeper_for(settings_for(server, tmp_path, strava_refresh_token="dead")) as keeper:
        assert keeper.access_token()


def test_without_either_it_says_how_to_log_in(server, tmp_path):
    with keeper_for(settings_for(server, tmp_path)) as keeper, pytest.raises(NotLoggedIn, match="fivefold login"):
        keeper.access_token()


def test_a_revoked_grant_says_log_in_again(server, tmp_path):
    log_in(server, tmp_path)
    server.admin.revoke_grants()
    settings = settings_for(server, tmp_path)
    with keeper_for(settings, later) as keeper, pytest.raises(NotLoggedIn, match="fivefold login") as caught:
        keeper.access_token()
    assert caught.value.exit_code == 10


def test_a_wrong_client_secret_names_both_settings_and_shows_neither(server, tmp_path):
    log_in(server, tmp_path)
    settings = settings_for(server, tmp_path, strava_client_secret="wr0ng")
    with keeper_for(settings, later) as keeper, pytest.raises(NotLoggedIn, match="STRAVA_CLIENT_SECRET") as caught:
        keeper.access_token()
    assert "wr0ng" not in str(caught.value)


@pytest.mark.parametrize("absent", ["strava_client_id", "strava_client_secret"])
def test_absent_credentials_name_the_settings(server, tmp_path, absent):
    log_in(server, tmp_path)
    settings = settings_for(server, tmp_path, **{absent: None})
    with keeper_for(settings, later) as keeper, pytest.raises(NotLoggedIn, match="STRAVA_CLIENT_ID and"):
        keeper.access_token()


def test_a_clock_that_is_hours_ahead_costs_one_refresh_and_not_one_a_call(server, tmp_path):
    log_in(server, tmp_path)
    with keeper_for(settings_for(server, tmp_path), lambda: datetime.now(UTC) + timedelta(hours=11)) as keeper:
        assert keeper.access_token() == keeper.access_token()
    assert refreshes(server) == 1


def test_a_reader_never_sees_half_a_file(tmp_path):
    store = TokenStore(tmp_path / "token.json")
    grants = [Tokens("a" * 40, "r" * size, size) for size in (10, 4_000)]
    store.write(grants[0])
    writer = threading.Thread(target=lambda: [store.write(grant) for grant in grants * 50])
    writer.start()
    seen = set()
    while writer.is_alive():
        seen.add(store.read())
    assert seen <= set(grants)


def test_when_another_program_has_refreshed_its_token_is_taken(server, tmp_path):
    """One that does not know our lock: it stored its tokens between our read and Strava's refusal."""
    old = log_in(server, tmp_path)
    settings = settings_for(server, tmp_path)
    server.admin.faults({"kind": "token", "action": "delay", "delay_s": 0.2, "times": 1})
    rotated = server.admin.rotate_refresh_tokens()
    store = TokenStore(settings.token_path)
    quicker = threading.Timer(0.05, store.write, [Tokens(old.access_token, rotated[-1]["refresh_token"], 0)])
    quicker.start()
    with keeper_for(settings, later) as keeper:
        assert keeper.access_token()
    quicker.join()


def test_threads_that_all_meet_an_old_token_refresh_once(server, tmp_path):
    old = log_in(server, tmp_path)
    server.admin.expire_access_tokens()
    seen = []
    with keeper_for(settings_for(server, tmp_path)) as keeper:
        threads = [threading.Thread(target=lambda: seen.append(keeper.replace(old.access_token))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert refreshes(server) == 1
    assert len(seen) == 8
    assert set(seen) == {TokenStore(tmp_path / "token.json").read().access_token}


def _refresh(settings, rejected, results):
    with keeper_for(settings) as keeper:
        results.put(keeper.replace(rejected))


def test_processes_that_all_meet_an_old_token_refresh_once(server, tmp_path):
    old = log_in(server, tmp_path)
    server.admin.expire_access_tokens()
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    settings = settings_for(server, tmp_path)
    processes = [context.Process(target=_refresh, args=(settings, old.access_token, results)) for _ in range(3)]
    for process in processes:
        process.start()
    seen = {results.get(timeout=30) for _ in processes}
    for process in processes:
        process.join()
    assert refreshes(server) == 1
    assert seen == {TokenStore(tmp_path / "token.json").read().access_token}


@pytest.mark.parametrize(
    "fault",
    [
        {"action": "status", "status": 503},
        {"action": "html", "status": 403},
        {"action": "html", "status": 200},
        {"action": "wrong_type", "field": "access_token"},
    ],
)
def test_a_passing_trouble_at_the_token_endpoint_is_tried_again(server, tmp_path, fault):
    log_in(server, tmp_path)
    server.admin.faults({"kind": "token", "times": ATTEMPTS - 1, **fault})
    with keeper_for(settings_for(server, tmp_path), later) as keeper:
        assert keeper.access_token()


def test_a_429_of_the_token_endpoint_is_not_asked_for_again(server, tmp_path):
    log_in(server, tmp_path)
    server.admin.faults({"kind": "token", "action": "status", "status": 429})
    with keeper_for(settings_for(server, tmp_path), later) as keeper, pytest.raises(StravaUnreachable) as caught:
        keeper.access_token()
    assert caught.value.cause == "rate_limited"
    assert refreshes(server) == 1


def test_a_lasting_trouble_at_the_token_endpoint_is_unreachable_and_keeps_the_grant(server, tmp_path):
    old = log_in(server, tmp_path)
    server.admin.faults({"kind": "token", "action": "status", "status": 503})
    with keeper_for(settings_for(server, tmp_path), later) as keeper, pytest.raises(StravaUnreachable, match="503"):
        keeper.access_token()
    assert TokenStore(tmp_path / "token.json").read() == old


def test_no_server_at_all_is_unreachable_and_shows_no_secret(server, tmp_path):
    old = log_in(server, tmp_path)
    settings = settings_for(server, tmp_path, strava_oauth_url="http://127.0.0.1:1/oauth")
    with keeper_for(settings, later) as keeper, pytest.raises(StravaUnreachable, match="connection") as caught:
        keeper.access_token()
    assert old.refresh_token not in str(caught.value)
    assert caught.value.__suppress_context__


def test_an_inactive_app_at_the_token_endpoint_is_not_taken_for_a_wrong_secret(server, tmp_path):
    log_in(server, tmp_path)
    body = b'{"message":"Forbidden","errors":[{"resource":"Application","field":"Status","code":"Inactive"}]}'
    with answering(403, body) as url:
        settings = settings_for(server, tmp_path, strava_oauth_url=url)
        with keeper_for(settings, later) as keeper, pytest.raises(AppInactive, match="subscription"):
            keeper.access_token()


def test_the_stored_file_is_plain_json(tmp_path):
    TokenStore(tmp_path / "token.json").write(TOKENS)
    assert orjson.loads((tmp_path / "token.json").read_bytes())["athlete_id"] == 7
