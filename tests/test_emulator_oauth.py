"""The emulator's consent page and tokens, over real HTTP."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.emulator.emulator import Emulator
from flows.emulator.server import running
from tests.strava_shapes import ATHLETE_ID, athlete_store

APP = {"client_id": "12345", "client_secret": "emulator-secret"}
HOUR_S = 3600


@pytest.fixture(scope="module")
def module_server():
    with running(athlete_store()) as server:
        yield server


@pytest.fixture
def server(module_server):
    module_server.admin.revoke_grants()
    return module_server


def post(server, path="/token", base=None, **form):
    return requests.post(f"{base or server.oauth_url}{path}", data=form, timeout=10, allow_redirects=False)


def refresh(server, token, **form):
    return post(server, **{**APP, "grant_type": "refresh_token", "refresh_token": token, **form})


def is_good(server, access_token):
    headers = {"Authorization": f"Bearer {access_token}"}
    return requests.get(f"{server.api_url}/athlete", headers=headers, timeout=10).status_code == 200


def error_of(answer):
    (error,) = answer.json()["errors"]
    return answer.status_code, error["resource"], error["field"], error["code"]


ASK = {
    "client_id": "12345",
    "redirect_uri": "http://127.0.0.1:8123/callback",
    "response_type": "code",
    "approval_prompt": "force",
    "scope": "read,activity:read_all,profile:read_all",
    "state": "s t&te=1",
}


def page(server, **parameters):
    return requests.get(
        f"{server.oauth_url}/authorize", params={**ASK, **parameters}, timeout=10, allow_redirects=False
    )


def decide(server, decision="authorize", granted=("read", "activity:read_all"), **parameters):
    return post(server, "/authorize", **{**ASK, **parameters}, decision=decision, granted=list(granted))


def redirected(answer):
    assert answer.status_code == 302
    target = urlsplit(answer.headers["location"])
    return target, {name: values[0] for name, values in parse_qs(target.query).items()}


def test_a_refresh_with_more_than_an_hour_left_returns_the_same_tokens(server):
    grant = server.admin.grant()
    server.admin.advance_clock(4.9 * HOUR_S)
    answer = refresh(server, grant["refresh_token"]).json()
    assert (answer["access_token"], answer["refresh_token"]) == (grant["access_token"], grant["refresh_token"])
    assert answer["expires_at"] == grant["expires_at"]
    assert HOUR_S < answer["expires_in"] < 1.2 * HOUR_S


def test_a_late_refresh_rotates_the_refresh_token_and_kills_the_old_one_at_once(server):
    old = server.admin.grant()
    server.admin.advance_clock(5.1 * HOUR_S)
    new = refresh(server, old["refresh_token"]).json()
    assert new["refresh_token"] != old["refresh_token"]
    assert new["expires_in"] == 6 * HOUR_S
    assert is_good(server, new["access_token"])
    assert is_good(server, old["access_token"]), "an access token lives until it expires"
    dead = refresh(server, old["refresh_token"])
    assert error_of(dead) == (400, "RefreshToken", "refresh_token", "invalid")
    assert dead.json()["message"] == "Bad Request"
    assert refresh(server, new["refresh_token"]).status_code == 200


def test_an_access_token_dies_after_six_hours(server):
    grant = server.admin.grant()
    server.admin.advance_clock(6 * HOUR_S - 5)
    assert is_good(server, grant["access_token"])
    server.admin.advance_clock(5)
    assert not is_good(server, grant["access_token"])


def test_the_token_endpoint_answers_under_the_api_prefix_too(server):
    form = {**APP, "grant_type": "refresh_token", "refresh_token": server.admin.grant()["refresh_token"]}
    assert post(server, base=f"{server.api_url}/oauth", **form).status_code == 200


@pytest.mark.parametrize("wrong", [{"client_id": "1"}, {"client_secret": "guess"}, {"client_secret": ""}])
def test_a_wrong_app_gets_no_token(server, wrong):
    answer = refresh(server, server.admin.grant()["refresh_token"], **wrong)
    assert error_of(answer) == (400, "Application", "client_id", "invalid")


def test_an_unknown_grant_type_is_refused(server):
    assert post(server, **APP, grant_type="password").status_code == 400


def test_a_body_that_is_no_form_is_refused(server):
    answer = requests.post(f"{server.oauth_url}/token", data=b"\xff\xfe" * 9, timeout=10)
    assert answer.status_code == 400


def test_a_code_buys_tokens_once(server):
    _, back = redirected(decide(server))
    form = {**APP, "grant_type": "authorization_code", "code": back["code"]}
    tokens = post(server, **form).json()
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 6 * HOUR_S
    assert tokens["athlete"]["id"] == ATHLETE_ID
    assert is_good(server, tokens["access_token"])
    assert error_of(post(server, **form)) == (400, "RequestToken", "code", "invalid")


def test_a_code_grows_old_in_ten_minutes(server):
    _, back = redirected(decide(server))
    server.admin.advance_clock(601)
    answer = post(server, **APP, grant_type="authorization_code", code=back["code"])
    assert error_of(answer) == (400, "RequestToken", "code", "invalid")


def test_authorizing_returns_the_state_and_the_ticked_scopes(server):
    target, back = redirected(decide(server, granted=["read", "activity:write"]))
    assert (target.netloc, target.path) == ("127.0.0.1:8123", "/callback")
    assert back["state"] == "s t&te=1"
    assert back["scope"] == "read", "a scope that was not asked for cannot be granted"


def test_unticked_scopes_are_not_granted(server):
    _, back = redirected(decide(server, granted=["read"]))
    tokens = post(server, **APP, grant_type="authorization_code", code=back["code"]).json()
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    answer = requests.get(f"{server.api_url}/athlete/activities", headers=headers, timeout=10)
    assert error_of(answer) == (401, "AccessToken", "activity:read_permission", "missing")


def test_cancelling_returns_access_denied_and_no_code(server):
    _, back = redirected(decide(server, decision="cancel"))
    assert back == {"state": "s t&te=1", "error": "access_denied"}


def test_the_page_has_a_ticked_box_for_every_scope_asked_for(server):
    text = page(server).text
    assert re.findall(r'name="granted" value="([^"]+)" checked', text) == [
        "read",
        "profile:read_all",
        "activity:read_all",
    ]
    assert ">Authorize</button>" in text


def test_the_form_of_the_page_is_enough_to_authorize(server):
    text = page(server).text
    fields = {n: html.unescape(v) for n, v in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text)}
    _, back = redirected(post(server, "/authorize", **fields, decision="authorize", granted=["read"]))
    assert back["state"] == ASK["state"]


def test_auto_approval_redirects_at_once_when_the_athlete_agreed_before(server):
    assert page(server, approval_prompt="auto").status_code == 200
    server.admin.grant("read", "activity:read_all", "profile:read_all")
    _, back = redirected(page(server, approval_prompt="auto"))
    assert set(back) == {"state", "code", "scope"}
    assert page(server, approval_prompt="force").status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "http://evil.example/callback",
        "http://localhost@evil.example/",
        "http://localhost.evil.example/",
        "javascript:alert(1)//localhost",
        "//localhost/",
        "http://[::1",
        "http://localhost:port/",
        "",
    ],
)
def test_a_redirect_that_does_not_stay_on_this_machine_is_refused(server, target):
    assert error_of(page(server, redirect_uri=target)) == (400, "Application", "redirect_uri", "invalid")
    assert decide(server, redirect_uri=target).status_code == 400


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"client_id": "1"}, (400, "Application", "client_id", "invalid")),
        ({"response_type": "token"}, (400, "Authorize", "response_type", "invalid")),
        ({"scope": ""}, (400, "Authorize", "scope", "invalid")),
        ({"scope": "read,everything"}, (400, "Authorize", "scope", "invalid")),
    ],
)
def test_a_wrong_request_for_consent_is_refused(server, wrong, error):
    assert error_of(page(server, **wrong)) == error


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_hostile_parameters_are_escaped_and_come_back_unchanged(server, hostile):
    hostile = f'"><script>{hostile}'
    text = page(server, state=hostile, redirect_uri=f"http://localhost/{hostile}").text
    assert "<script" not in text
    assert f'value="{html.escape(hostile)}"' in text
    answer = decide(server, state=hostile, redirect_uri=f"http://localhost:1/?kept=1&x={'%0d%0a'}Set-Cookie:a")
    target, back = redirected(answer)
    assert target.hostname == "localhost"
    assert "set-cookie" not in answer.headers
    assert back["state"] == hostile
    assert back["kept"] == "1"


def test_the_page_may_not_be_framed_or_run_scripts(server):
    policy = page(server).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("prefix", ["", "/api/v3"])
def test_deauthorizing_kills_every_token_of_the_grant(server, prefix):
    grant, other = server.admin.grant(), server.admin.grant()
    headers = {"Authorization": f"Bearer {grant['access_token']}"}
    answer = requests.post(f"{server.base_url}{prefix}/oauth/deauthorize", headers=headers, timeout=10)
    assert answer.json() == {"access_token": grant["access_token"]}
    assert not is_good(server, grant["access_token"])
    assert refresh(server, grant["refresh_token"]).status_code == 400
    assert is_good(server, other["access_token"])


def test_deauthorizing_with_a_dead_token_is_refused(server):
    assert error_of(post(server, "/deauthorize", access_token="x")) == (401, "Athlete", "access_token", "invalid")
    assert post(server, "/deauthorize").status_code == 401


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
def test_revoking_either_token_kills_the_grant(server, kind):
    grant = server.admin.grant()
    answer = requests.post(
        f"{server.oauth_url}/revoke", data={"token": grant[kind]}, auth=tuple(APP.values()), timeout=10
    )
    assert answer.status_code == 200
    assert not is_good(server, grant["access_token"])
    assert refresh(server, grant["refresh_token"]).status_code == 400


def test_revoking_an_unknown_token_is_no_error_but_a_wrong_app_is(server):
    assert post(server, "/revoke", **APP, token="x").status_code == 200
    assert post(server, "/revoke", client_id="1", client_secret="2", token="x").status_code == 400


def test_an_admin_can_expire_rotate_and_revoke(server):
    grant = server.admin.grant()
    server.admin.expire_access_tokens()
    assert not is_good(server, grant["access_token"])
    (rotated,) = server.admin.rotate_refresh_tokens()
    assert refresh(server, grant["refresh_token"]).status_code == 400
    fresh = refresh(server, rotated["refresh_token"]).json()
    assert is_good(server, fresh["access_token"])
    server.admin.revoke_grants()
    assert not is_good(server, fresh["access_token"])
    assert refresh(server, fresh["refresh_token"]).status_code == 400


def test_the_server_takes_other_credentials(server):
    with running(athlete_store(), client_id="77", client_secret="hush") as other:
        token = other.admin.grant()["refresh_token"]
        assert refresh(other, token).status_code == 400
        assert refresh(other, token, client_id="77", client_secret="hush").status_code == 200


def test_the_secret_does_not_show_in_the_servers_repr():
    assert "hush" not in repr(Emulator(athlete_store(), client_secret="hush"))
