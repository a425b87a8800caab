"""Logging in: the consent page, the answer on loopback, and what can go wrong with it."""

import stat
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from flows.emulator.server import running
from flows.errors import NotLoggedIn, OtherAthlete, StravaUnreachable
from flows.strava.login import SCOPES, Login, log_in_with_browser
from flows.strava.token_store import TokenStore
from schemas.activities import Activities
from tests.frames import rows
from tests.strava_session import NO_PAUSE, NOW, settings_for
from tests.strava_shapes import ATHLETE_ID, athlete_store
from warehouse.database import open_warehouse


@pytest.fixture
def server():
    with running(athlete_store(), clock=NOW.timestamp) as server:
        yield server


def click(url, decision="authorize", granted=SCOPES, follow=True, seen=None):
    """What the athlete does on the consent page; the address that the browser ends at."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert requests.get(url, timeout=5).status_code == 200
    answer = requests.post(
        url.partition("?")[0],
        data={**asked, "decision": decision, "granted": list(granted)},
        timeout=5,
        allow_redirects=follow,
    )
    if seen is not None:
        seen.put(answer.text)
    return answer.url if follow else answer.headers["location"]


def browser(seen=None, **clicks):
    """A browser on another thread, as a real one does not wait for us either; the page it ends on goes into `seen`."""
    pool = ThreadPoolExecutor(1)
    return lambda url: pool.submit(click, url, seen=seen, **clicks)


def test_after_a_click_in_the_browser_the_grant_is_stored(server, tmp_path):
    settings = settings_for(server, tmp_path / "home")
    seen = SimpleQueue()
    tokens = log_in_with_browser(settings, browser(seen))
    assert "fivefold has Strava&#x27;s answer. Close this page" in seen.get(timeout=30)
    assert TokenStore(settings.token_path).read() == tokens
    assert tokens.athlete_id == ATHLETE_ID
    assert set(tokens.scopes) == set(SCOPES)
    assert stat.S_IMODE(settings.token_path.stat().st_mode) == 0o600


def test_the_consent_page_is_asked_for_what_is_needed_and_shows_no_secret(server, tmp_path):
    url = Login(settings_for(server, tmp_path)).url
    query = parse_qs(urlsplit(url).query)
    assert url.startswith(server.oauth_url + "/authorize?")
    assert query["scope"] == ["read,activity:read_all,profile:read_all"]
    assert query["approval_prompt"] == ["auto"]
    assert "emulator-secret" not in url


def test_every_attempt_has_a_state_of_its_own(server, tmp_path):
    settings = settings_for(server, tmp_path)
    assert Login(settings).state != Login(settings).state


def test_without_a_browser_the_pasted_address_will_do(server, tmp_path):
    login = Login(settings_for(server, tmp_path))
    pasted = click(login.url, follow=False)
    assert pasted.startswith("http://localhost/?")
    assert login.finish(f"  {pasted}\n").athlete_id == ATHLETE_ID


def test_declining_says_so_and_stores_nothing(server, tmp_path):
    settings = settings_for(server, tmp_path / "home")
    seen = SimpleQueue()
    with pytest.raises(NotLoggedIn, match="declined"):
        log_in_with_browser(settings, browser(seen, decision="cancel"))
    assert "declined on Strava&#x27;s page" in seen.get(timeout=30)
    assert not settings.token_path.exists()


def test_an_unticked_box_for_private_activities_is_refused(server, tmp_path):
    settings = settings_for(server, tmp_path / "home")
    seen = SimpleQueue()
    with pytest.raises(NotLoggedIn, match=r"activity:read_all.*fivefold login") as caught:
        log_in_with_browser(settings, browser(seen, granted=["read", "profile:read_all"]))
    assert "did not grant activity:read_all" in seen.get(timeout=30)
    assert caught.value.exit_code == 10
    assert not settings.token_path.exists()


def test_unticked_zones_are_no_obstacle(server, tmp_path):
    tokens = log_in_with_browser(settings_for(server, tmp_path), browser(granted=["read", "activity:read_all"]))
    assert set(tokens.scopes) == {"read", "activity:read_all"}


@pytest.mark.parametrize(
    "pasted", ["", "x", "http://[", "http://localhost/?code=1&scope=activity:read_all", "?state=%ff", "?" + "a=1&" * 99]
)
def test_an_address_that_is_not_the_answer_is_refused(server, tmp_path, pasted):
    with pytest.raises(NotLoggedIn, match="Copy the whole address"):
        Login(settings_for(server, tmp_path)).finish(pasted)


def test_the_answer_to_another_attempt_is_refused(server, tmp_path):
    settings = settings_for(server, tmp_path)
    pasted = click(Login(settings).url, follow=False)
    with pytest.raises(NotLoggedIn, match="not Strava's answer to this login"):
        Login(settings).finish(pasted)


def test_a_forged_answer_and_a_favicon_do_not_end_the_wait(server, tmp_path):
    def tamper_then_click(url):
        back = parse_qs(urlsplit(url).query)["redirect_uri"][0]
        assert requests.get(back + "favicon.ico", timeout=5).status_code == 404
        forged = requests.get(back + "?state=forged&code=1&scope=activity:read_all", timeout=5)
        assert forged.status_code == 200
        assert "not Strava&#x27;s answer to this login" in forged.text
        click(url)

    assert log_in_with_browser(settings_for(server, tmp_path), tamper_then_click).athlete_id == ATHLETE_ID


def test_forged_answers_do_not_draw_out_the_wait(server, tmp_path):
    def forge(url):
        back = parse_qs(urlsplit(url).query)["redirect_uri"][0]
        ThreadPoolExecutor(1).submit(lambda: [requests.get(back + "?state=forged", timeout=5) for _ in range(40)])

    with pytest.raises(NotLoggedIn, match="within 0 s"):
        log_in_with_browser(settings_for(server, tmp_path), forge, wait_s=0.1)


def test_another_athlete_than_the_warehouse_s_is_refused_and_the_login_before_stays(server, tmp_path):
    settings = settings_for(server, tmp_path)
    before = log_in_with_browser(settings, browser())
    with open_warehouse(settings.warehouse_path) as warehouse:
        warehouse.append(Activities, rows(Activities, {"athlete_id": 7, "source": "strava_api"}))
    login = Login(settings)
    redirect = requests.get(login.url, timeout=5, allow_redirects=False).headers["location"]
    with pytest.raises(OtherAthlete, match=rf"athlete {ATHLETE_ID}'s account.*athlete 7's.*FIVEFOLD_HOME") as caught:
        login.finish(redirect)
    assert caught.value.exit_code == 10
    assert TokenStore(settings.token_path).read() == before


def test_no_answer_in_time_says_what_to_try(server, tmp_path):
    with pytest.raises(NotLoggedIn, match="--no-browser"):
        log_in_with_browser(settings_for(server, tmp_path), lambda url: None, wait_s=0.05)


def test_the_listener_prints_nothing(server, tmp_path, capfd):
    log_in_with_browser(settings_for(server, tmp_path), browser())
    assert capfd.readouterr() == ("", "")


def test_a_code_works_once(server, tmp_path):
    login = Login(settings_for(server, tmp_path))
    pasted = click(login.url, follow=False)
    login.finish(pasted)
    with pytest.raises(NotLoggedIn, match="works once"):
        login.finish(pasted)


def test_a_wrong_secret_names_the_settings(server, tmp_path):
    settings = settings_for(server, tmp_path, strava_client_secret="wr0ng")
    login = Login(settings)
    with pytest.raises(NotLoggedIn, match="STRAVA_CLIENT_SECRET"):
        login.finish(click(login.url, follow=False))
    assert not settings.token_path.exists()


@pytest.mark.parametrize("absent", ["strava_client_id", "strava_client_secret"])
def test_without_credentials_no_page_is_opened(server, tmp_path, absent):
    opened = []
    with pytest.raises(NotLoggedIn, match=r"STRAVA_CLIENT_ID and STRAVA_CLIENT_SECRET.*fivefold login"):
        log_in_with_browser(settings_for(server, tmp_path, **{absent: None}), opened.append)
    assert opened == []


def test_a_token_endpoint_that_is_down_is_unreachable(server, tmp_path):
    login = Login(settings_for(server, tmp_path))
    pasted = click(login.url, follow=False)
    server.admin.faults({"kind": "token", "action": "status", "status": 503})
    with pytest.raises(StravaUnreachable):
        login.finish(pasted, NO_PAUSE)


def test_a_second_login_replaces_the_first(server, tmp_path):
    settings = settings_for(server, tmp_path)
    first = log_in_with_browser(settings, browser())
    login = Login(settings)
    second = login.finish(requests.get(login.url, timeout=5, allow_redirects=False).headers["location"])
    assert TokenStore(settings.token_path).read() == second != first


def test_the_repr_of_an_attempt_hides_its_state(server, tmp_path):
    login = Login(settings_for(server, tmp_path))
    assert login.state not in repr(login)
    assert "emulator-secret" not in repr(login)
