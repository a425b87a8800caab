"""Logging out: Strava is told first, then the tokens go; where it cannot be told, nothing goes in silence."""

import threading
import time

import orjson
import pytest

from flows.emulator.server import running
from flows.errors import NotLoggedIn, StravaUnreachable
from flows.strava import answers
from flows.strava.logout import log_out
from flows.strava.token_store import TokenStore
from tests.homes import NOWHERE, home_at
from tests.strava_session import NO_PAUSE, keeper_for, log_in, settings_for
from tests.strava_shapes import athlete_store


@pytest.fixture(scope="module")
def shared_server():
    with running(athlete_store()) as server:
        yield server


@pytest.fixture
def server(shared_server):
    yield shared_server
    shared_server.admin.faults()
    shared_server.admin.clear_traffic()


@pytest.fixture
def settings(server, tmp_path):
    log_in(server, tmp_path)
    return settings_for(server, tmp_path)


def calls(server):
    return server.admin.traffic()["by_kind"]


def is_alive(server, tokens):
    """Whether Strava still knows a grant."""
    return server.emulator.grants.find(tokens.refresh_token) is not None


def test_the_grant_is_dead_at_strava_and_the_tokens_are_gone(server, settings):
    tokens = TokenStore(settings.token_path).read()
    settings.token_path.with_suffix(".new").write_text("left by a crash")
    assert log_out(settings, backoff=NO_PAUSE).at_strava == "revoked"
    assert not is_alive(server, tokens)
    assert [path.name for path in settings.home.iterdir()] == ["token.lock"]
    assert settings.token_path.with_suffix(".lock").read_bytes() == b""
    assert calls(server) == {"revoke": 1}
    with keeper_for(settings) as keeper, pytest.raises(NotLoggedIn, match="Nobody is logged in"):
        keeper.access_token()


def test_a_server_that_does_not_know_revoke_is_asked_to_deauthorize(server, settings):
    tokens = TokenStore(settings.token_path).read()
    server.admin.expire_access_tokens()
    server.admin.faults({"kind": "any", "action": "status", "status": 404, "times": 1})
    assert log_out(settings, backoff=NO_PAUSE).at_strava == "revoked"
    assert not is_alive(server, tokens)
    assert calls(server) == {"revoke": 1, "token": 1, "deauthorize": 1}
    assert not settings.token_path.exists()


def test_a_login_that_strava_had_ended_is_removed(server, settings):
    server.emulator.grants.revoke_all()
    server.admin.faults({"kind": "any", "action": "status", "status": 404, "times": 1})
    assert log_out(settings, backoff=NO_PAUSE).at_strava == "ended before"
    assert not settings.token_path.exists()


@pytest.mark.parametrize(
    ("changes", "kind", "why"),
    [
        ({"strava_oauth_url": NOWHERE}, StravaUnreachable, "connection was refused"),
        ({"strava_client_secret": None}, NotLoggedIn, "not both set"),
        ({"strava_client_secret": "wr0ng"}, NotLoggedIn, "does not know this STRAVA_CLIENT_ID"),
    ],
)
def test_where_strava_cannot_be_told_nothing_is_removed(server, settings, changes, kind, why):
    tokens = TokenStore(settings.token_path).read()
    with pytest.raises(kind, match=rf"{why}.*nothing was removed.*settings/apps.*fivefold logout --local") as caught:
        log_out(settings_for(server, settings.home, **changes), backoff=NO_PAUSE)
    assert "wr0ng" not in str(caught.value)
    assert TokenStore(settings.token_path).read() == tokens
    assert is_alive(server, tokens)


def test_a_failure_after_the_refresh_of_the_old_way_leaves_a_login_that_works(server, settings):
    server.admin.expire_access_tokens()
    server.admin.faults(
        {"kind": "any", "action": "status", "status": 404, "times": 1},
        {"kind": "any", "action": "status", "status": 500, "from_nth": 3},
    )
    with pytest.raises(StravaUnreachable, match="it answered 500"):
        log_out(settings, backoff=NO_PAUSE)
    assert is_alive(server, TokenStore(settings.token_path).read())


def test_only_here_tells_strava_nothing(server, settings):
    tokens = TokenStore(settings.token_path).read()
    assert log_out(settings, is_local=True).at_strava is None
    assert is_alive(server, tokens)
    assert calls(server) == {}
    assert not settings.token_path.exists()


def test_a_file_that_holds_no_login_is_removed(server, settings):
    settings.token_path.write_text("{")
    assert log_out(settings).at_strava is None
    assert not settings.token_path.exists()


def test_a_refresh_that_is_under_way_is_waited_for(server, settings):
    store = TokenStore(settings.token_path)
    with store.locked():
        leaving = threading.Thread(target=log_out, args=(settings,))
        leaving.start()
        time.sleep(0.05)
        assert store.read() is not None
        assert calls(server) == {}
    leaving.join()
    assert store.read() is None


def test_the_command_says_what_ended_what_stays_and_what_is_still_set(server, folder, monkeypatch):
    monkeypatch.setattr(answers, "BACKOFF", NO_PAUSE)
    home = home_at(folder, server)
    ended = home.run("logout", STRAVA_REFRESH_TOKEN="another-one")
    assert (ended.code, ended.err) == (0, "")
    for words in (
        "Strava has ended the access",
        f"stays in {folder}",
        "STRAVA_REFRESH_TOKEN is still set (environment",
    ):
        assert words in ended.out
    assert "another-one" not in ended.out
    again = home.run("logout", "--json")
    assert orjson.loads(again.out) == {
        "athlete_id": None,
        "was_stored": False,
        "at_strava": None,
        "refresh_token_from": None,
        "is_erased": False,
    }
    assert "Nobody is logged in" in home.run("logout").out
