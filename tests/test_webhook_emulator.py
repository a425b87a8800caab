"""The emulator's push subscriptions: the handshake, the one subscription, and events as Strava sends them."""

import json
import queue
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from flows.emulator.emulator import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET
from flows.emulator.server import running
from tests.strava_shapes import ATHLETE_ID, activity, athlete_store

APP = {"client_id": DEMO_CLIENT_ID, "client_secret": DEMO_CLIENT_SECRET}
FIRST, SECOND = 5_000_000_001, 5_000_000_002


class Callback:
    """Somebody who listens: what he was asked and told, and how he answers."""

    def __init__(self, url):
        self.url = url
        self.asked = []
        self.told = queue.SimpleQueue()
        self.handshake = lambda query: (200, {"hub.challenge": query["hub.challenge"]})
        self.statuses = []
        self.hangs_s = 0

    def events(self, count):
        return [self.told.get(timeout=10) for _ in range(count)]


@contextmanager
def listening():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            query = dict(parse_qsl(urlsplit(self.path).query))
            callback.asked.append(query)
            self.answer(*callback.handshake(query))

        def do_POST(self):
            event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            time.sleep(callback.hangs_s)
            self.answer(callback.statuses.pop(0) if callback.statuses else 200, {})
            callback.told.put(event)

        def answer(self, status, body):
            sent = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        callback = Callback(f"http://127.0.0.1:{server.server_port}/hook")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield callback
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def module_server():
    with running(athlete_store()) as server:
        yield server


@pytest.fixture(scope="module")
def module_callback():
    with listening() as callback:
        yield callback


@pytest.fixture
def server(module_server):
    emulator = module_server.emulator
    emulator.store, emulator.push.subscription = athlete_store([activity(FIRST)]), None
    module_server.admin.switches(events_twice=False, events_reordered=False)
    return module_server


@pytest.fixture
def callback(module_callback):
    fresh = Callback(module_callback.url)
    module_callback.__dict__.update(fresh.__dict__)
    return module_callback


@pytest.fixture
def subscribe(server, callback):
    def post(**changes):
        form = APP | {"callback_url": callback.url, "verify_token": "word"} | changes
        return requests.post(f"{server.api_url}/push_subscriptions", data=form, timeout=10)

    return post


def listed(server, **changes):
    return requests.get(f"{server.api_url}/push_subscriptions", params=APP | changes, timeout=10)


def error_of(answer):
    assert answer.json()["message"]
    error = answer.json()["errors"][0]
    return answer.status_code, error["resource"], error["field"], error["code"]


def test_a_subscription_is_made_after_a_handshake_and_listed_and_ended(server, callback, subscribe):
    made = subscribe()
    assert made.status_code == 201
    assert [(asked["hub.mode"], asked["hub.verify_token"]) for asked in callback.asked] == [("subscribe", "word")]
    [entry] = listed(server).json()
    assert (entry["id"], entry["callback_url"], entry["application_id"]) == (made.json()["id"], callback.url, 12345)
    where = f"{server.api_url}/push_subscriptions/{entry['id']}"
    assert requests.delete(where, data=APP, timeout=10).status_code == 204
    assert listed(server).json() == []
    assert requests.delete(where, data=APP, timeout=10).status_code == 404


def test_an_app_has_one_subscription(subscribe):
    subscribe()
    assert error_of(subscribe()) == (400, "PushSubscription", "", "already exists")


def test_an_unknown_app_is_refused(server, subscribe):
    for answer in (subscribe(client_secret="wrong"), listed(server, client_secret="wrong")):
        assert error_of(answer) == (401, "Application", "", "invalid")


@pytest.mark.parametrize(
    ("handshake", "code"),
    [
        (lambda query: (403, {}), "GET to callback URL does not return 200"),
        (lambda query: (200, {"hub.challenge": "another"}), "not verifiable"),
        (lambda query: (200, []), "not verifiable"),
        (lambda query: time.sleep(2.2) or (200, {}), "not verifiable"),
    ],
)
def test_a_callback_that_does_not_shake_hands_gets_no_subscription(server, callback, subscribe, handshake, code):
    callback.handshake = handshake
    assert error_of(subscribe()) == (400, "PushSubscription", "callback url", code)
    assert listed(server).json() == []


def test_events_name_what_changed_as_text_and_a_description_is_not_told(server, callback, subscribe):
    subscription_id = subscribe().json()["id"]
    new = activity(SECOND)
    server.admin.create(new.summary, new.detail)
    server.admin.edit(FIRST, description="hill sprints")
    server.admin.edit(FIRST, name="Hills", sport_type="TrailRun", private=True, description="8 of them")
    server.admin.delete(FIRST)
    server.admin.revoke_grants()
    told = callback.events(4)
    assert {(event["owner_id"], event["subscription_id"]) for event in told} == {(ATHLETE_ID, subscription_id)}
    assert [(e["object_type"], e["aspect_type"], e["object_id"], e["updates"]) for e in told] == [
        ("activity", "create", SECOND, {}),
        ("activity", "update", FIRST, {"title": "Hills", "type": "TrailRun", "private": "true"}),
        ("activity", "delete", FIRST, {}),
        ("athlete", "update", ATHLETE_ID, {"authorized": "false"}),
    ]


def test_an_event_is_pushed_three_times_until_it_is_taken(server, callback, subscribe):
    subscribe()
    callback.statuses = [500, 404, 500]
    server.admin.edit(FIRST, name="Hills")
    server.admin.edit(FIRST, name="Flat")
    assert [event["updates"]["title"] for event in callback.events(4)] == ["Hills", "Hills", "Hills", "Flat"]


def test_events_can_come_twice_and_in_reverse(server, callback, subscribe):
    subscribe()
    server.admin.switches(events_twice=True, events_reordered=True)
    server.admin.edit(FIRST, name="Hills")
    server.admin.edit(FIRST, name="Flat")
    assert [event["updates"]["title"] for event in callback.events(4)] == ["Flat", "Flat", "Hills", "Hills"]


def test_a_callback_that_hangs_holds_nobody_up(server, callback, subscribe):
    subscribe()
    callback.hangs_s = 1
    began = time.monotonic()
    server.admin.edit(FIRST, name="Hills")
    assert time.monotonic() - began < 0.5
    assert callback.events(1)


def test_without_a_subscription_nobody_is_told(server, callback):
    server.admin.edit(FIRST, name="Hills")
    time.sleep(0.05)
    assert callback.told.empty()
