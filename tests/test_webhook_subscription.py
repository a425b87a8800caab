"""The subscription at the emulator: made, kept, replaced and ended, and never somebody else's."""

import logging
import time

import pytest
import requests

from flows.emulator.emulator import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET
from flows.emulator.push import Subscription
from flows.emulator.server import running
from flows.errors import AppInactive, NotLoggedIn, StravaUnreachable, UsageError
from flows.prefect_server import LOOPBACK, free_port
from flows.strava.answers import ApiError
from flows.strava.session import open_session
from flows.strava.tokens import Tokens, TokenStore
from flows.webhook.address import Callback
from flows.webhook.inbox import Inbox
from flows.webhook.open import Webhook, open_webhook
from flows.webhook.subscription import PushSubscriptions, WordStore, refused, subscribed
from tests.strava_session import NO_PAUSE, PATIENCE, answering, settings_for
from tests.strava_shapes import ATHLETE_ID, activity, athlete_store

ACTIVITY_ID = 5_000_000_001
ELSEWHERE = "https://else.example/secret-path"


@pytest.fixture(scope="module")
def module_server():
    with running(athlete_store([activity(ACTIVITY_ID)])) as server:
        yield server


@pytest.fixture
def server(module_server):
    module_server.emulator.push.subscription = None
    return module_server


@pytest.fixture
def settings(server, tmp_path):
    TokenStore(tmp_path / "token.json").write(Tokens("a", "r", 0, ATHLETE_ID))
    return settings_for(server, tmp_path)


@pytest.fixture
def webhook():
    """One whose callback is the address itself, as if a tunnel led there."""
    address = f"{LOOPBACK}:{free_port()}"
    return Webhook.of(address, f"http://{address}/long-word")


@pytest.fixture
def subscriptions(settings):
    with open_session(settings.strava_api_url, settings.strava_oauth_url, PATIENCE) as session:
        yield PushSubscriptions(settings, session, NO_PAUSE)


def made_by_somebody(server, callback_url=ELSEWHERE):
    """A subscription that is there, without a handshake."""
    server.emulator.push.subscription = Subscription(7, int(DEMO_CLIENT_ID), callback_url, "", "")


def within(seconds, is_so):
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.01)
    return is_so()


def test_while_it_is_open_an_edit_comes_in_and_at_the_end_nothing_calls_any_more(server, settings, webhook):
    with open_webhook(settings, webhook) as pace:
        assert server.emulator.push.subscription.callback_url == webhook.callback.url
        server.admin.edit(ACTIVITY_ID, name="Hills")
        assert within(5, lambda: pace.due_at is not None)
    assert server.emulator.push.subscription is None
    assert [kept.activity_id for kept in Inbox(settings.home).take()] == [ACTIVITY_ID]
    assert WordStore(settings.home).read().subscription_id is None


def test_events_of_another_subscription_are_dropped(server, settings, webhook):
    with open_webhook(settings, webhook) as pace:
        forged = {"object_type": "activity", "aspect_type": "delete", "object_id": ACTIVITY_ID, "owner_id": ATHLETE_ID}
        answer = requests.post(webhook.callback.url, json=forged | {"subscription_id": 1}, timeout=5)
        assert (answer.status_code, pace.due_at) == (200, None)


def test_without_a_callback_the_word_for_the_handshake_is_in_a_file_of_the_owner_s(server, settings, webhook):
    with open_webhook(settings, Webhook(webhook.address, None)):
        store = WordStore(settings.home)
        assert store.path.stat().st_mode & 0o777 == 0o600
        made = requests.post(
            f"{server.api_url}/push_subscriptions",
            data={
                "client_id": DEMO_CLIENT_ID,
                "client_secret": DEMO_CLIENT_SECRET,
                "callback_url": f"http://{webhook.address}/",
                "verify_token": store.read().verify_token,
            },
            timeout=5,
        )
        assert made.status_code == 201
    assert server.emulator.push.subscription is not None


def test_one_that_fits_is_kept(server, subscriptions, tmp_path):
    made_by_somebody(server)
    assert subscribed(subscriptions, WordStore(tmp_path), Callback.of(ELSEWHERE)) == 7
    assert server.emulator.push.subscription.id == 7


def test_one_of_ours_that_a_kill_left_behind_is_replaced(server, settings, subscriptions, webhook, tmp_path):
    made_by_somebody(server)
    store = WordStore(tmp_path)
    subscribed(subscriptions, store, Callback.of(ELSEWHERE))
    with open_webhook(settings, webhook):
        assert server.emulator.push.subscription.callback_url == webhook.callback.url


def test_one_of_somebody_else_s_is_left_alone_and_its_path_is_not_told(server, subscriptions, tmp_path):
    made_by_somebody(server)
    with pytest.raises(UsageError, match=r"goes to else\.example already") as refusal:
        subscribed(subscriptions, WordStore(tmp_path), Callback.of("https://runs.example"))
    assert "secret-path" not in str(refusal.value)
    assert server.emulator.push.subscription.id == 7


def test_a_callback_that_leads_nowhere_is_told(server, settings, webhook):
    nowhere = Webhook(webhook.address, Callback.of(f"http://{LOOPBACK}:{free_port()}/"))
    with (
        pytest.raises(UsageError, match=r"callback and was not content \(not verifiable\).*tunnel"),
        open_webhook(settings, nowhere),
    ):
        pass


def test_a_wrong_secret_is_told(server, tmp_path):
    settings = settings_for(server, tmp_path, strava_client_secret="wrong-secret")
    with (
        open_session(settings.strava_api_url, settings.strava_oauth_url) as session,
        pytest.raises(NotLoggedIn, match="STRAVA_CLIENT_SECRET"),
    ):
        PushSubscriptions(settings, session).listed()


def test_an_outage_is_told(subscriptions, server):
    server.admin.faults({"kind": "subscriptions", "action": "status", "status": 503})
    try:
        with pytest.raises(StravaUnreachable, match=r"it answered 503.*fivefold serve"):
            subscriptions.listed()
        with pytest.raises(StravaUnreachable, match="503"):
            subscriptions.end(7)
    finally:
        server.admin.faults()


@pytest.mark.parametrize("body", [b"{}", b'"no"', b"[1"])
def test_an_answer_that_makes_no_sense_is_told(settings, body):
    with answering(200, body) as url, open_session(url, url, PATIENCE) as session:
        subscriptions = PushSubscriptions(settings, session, NO_PAUSE)
        with pytest.raises(StravaUnreachable):
            subscriptions.listed()
        with pytest.raises(StravaUnreachable):
            subscriptions.create(Callback.of("https://runs.example"), "word")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ApiError("PushSubscription", "", "already exists"), UsageError),
        (ApiError("Application", "Status", "Inactive"), AppInactive),
        (ApiError("Application", "", "invalid"), NotLoggedIn),
        (None, StravaUnreachable),
    ],
)
def test_each_refusal_has_its_exit_code(error, kind):
    assert type(refused(error, 400)) is kind


def test_the_secret_is_in_no_log_and_no_error(server, settings, subscriptions, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(UsageError) as refusal:
        subscribed(subscriptions, WordStore(tmp_path), Callback.of("http://127.0.0.1:1/"))
    dead = settings_for(server, tmp_path, strava_api_url="http://127.0.0.1:1")
    with open_session(dead.strava_api_url, dead.strava_oauth_url) as session, pytest.raises(StravaUnreachable) as gone:
        PushSubscriptions(dead, session, NO_PAUSE).listed()
    said = caplog.text + "".join(map(repr, (refusal.value, gone.value, gone.value.__cause__)))
    assert "push_subscriptions" in caplog.text  # the log that is looked at is there
    word = WordStore(tmp_path).read()
    assert not [secret for secret in (DEMO_CLIENT_SECRET, word.verify_token) if secret in said + repr(word)]
    assert DEMO_CLIENT_SECRET not in str(server.admin.requests())


def test_a_callback_alone_is_refused():
    with pytest.raises(UsageError, match="--webhook"):
        Webhook.of(None, "https://runs.example")
    assert Webhook.of(None, None) is None
