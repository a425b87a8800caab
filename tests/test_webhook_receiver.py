"""The webhook over real HTTP: the handshake, events that are kept, and everything that is not."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import requests

from flows.errors import UsageError
from flows.webhook.address import Address, Callback
from flows.webhook.receiver import LONGEST_BODY, listening
from tests.strava_shapes import ATHLETE_ID
from tests.webhook_home import ACTIVITY_ID, VERIFY_TOKEN, event, hook_at, withdrawal
from warehouse.database import open_warehouse

#: What Strava waits for an answer.
IN_TIME_S = 2.0


@pytest.fixture(scope="module")
def module_hook(tmp_path_factory):
    with hook_at(tmp_path_factory.mktemp("home")) as hook:
        yield hook


@pytest.fixture
def hook(module_hook):
    module_hook.inbox.take()
    module_hook.inbox.done()
    module_hook.heard.clear()
    module_hook.receiver.dropped.clear()
    module_hook.receiver.subscription_id = None
    return module_hook


def shake(hook, **changes):
    query = {"hub.mode": "subscribe", "hub.challenge": "15f7d1a91c1f40", "hub.verify_token": VERIFY_TOKEN} | changes
    return requests.get(hook.url, params={name: value for name, value in query.items() if value}, timeout=10)


def test_the_handshake_returns_the_challenge(hook):
    answer = shake(hook)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {"hub.challenge": "15f7d1a91c1f40"}


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"hub.verify_token": "guessed"}, 403),
        ({"hub.verify_token": "gueßt"}, 403),
        ({"hub.verify_token": ""}, 403),
        ({"hub.mode": "unsubscribe"}, 404),
        ({"hub.challenge": ""}, 404),
    ],
)
def test_a_handshake_of_somebody_else_fails(hook, changes, status):
    answer = shake(hook, **changes)
    assert (answer.status_code, answer.content) == (status, b"")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("HEAD", ""),
        ("PUT", ""),
        ("DELETE", ""),
        ("GET", "/.."),
        ("POST", "/x"),
        ("POST", "x"),
        ("GET", "/..%2f"),
    ],
)
def test_there_is_nothing_else_on_the_port(hook, method, path):
    assert requests.request(method, hook.url + path, json=event(), timeout=10).status_code == 404
    assert hook.kept() == []


@pytest.mark.parametrize("aspect", ["create", "update", "delete"])
def test_an_event_is_kept_and_heard(hook, aspect):
    assert hook.post(event(aspect=aspect)).status_code == 200
    assert hook.kept() == [ACTIVITY_ID]
    assert len(hook.heard) == 1


def test_a_withdrawn_access_is_kept(hook):
    hook.post(withdrawal())
    assert hook.kept() == [None]


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (event(owner_id=ATHLETE_ID + 1), "another athlete's"),
        (withdrawal(owner_id=ATHLETE_ID + 1), "another athlete's"),
        (event(subscription_id=8), "another subscription's"),
        (event(activity_id=-1), "no event"),
        (event(activity_id=2**63), "no event"),
        (event(activity_id=True), "no event"),
        (event(activity_id="5000000001"), "no event"),
        (event(activity_id=[1]), "no event"),
        (event(aspect="view"), "no event"),
        (event(object_type="segment"), "no event"),
        (withdrawal(updates={"authorized": "true"}), "no event"),
        (withdrawal(updates={}), "no event"),
        ([event()], "no event"),
        ({}, "no event"),
        (None, "no event"),
    ],
)
def test_what_is_none_of_ours_is_answered_and_dropped(hook, sent, reason):
    hook.receiver.subscription_id = 1
    assert hook.post(sent).status_code == 200
    assert hook.kept() == []
    assert hook.heard == []
    assert hook.receiver.dropped == {reason: 1}


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 50_000, b"null"])
def test_what_is_no_json_is_dropped(hook, body):
    assert hook.post(data=body).status_code == 200
    assert hook.receiver.dropped == {"no event": 1}


def test_a_body_that_is_too_long_is_not_read(hook):
    answer = hook.post(data=iter([b" " * LONGEST_BODY, b"x"]))
    assert (answer.status_code, answer.headers["connection"]) == (200, "close")
    assert hook.receiver.dropped == {"a body too long or too slow": 1}
    assert hook.post(event()).status_code == 200


def test_a_body_that_never_comes_is_answered_in_time(hook):
    where = urlsplit(hook.url)
    with socket.create_connection((where.hostname, where.port)) as slow:
        began = time.monotonic()
        slow.sendall(f"POST {where.path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{".encode())
        slow.settimeout(10)
        assert slow.recv(100).startswith(b"HTTP/1.1 200")
        assert time.monotonic() - began < IN_TIME_S


def test_nobody_is_listened_to_before_the_athlete_is_known(tmp_path):
    with hook_at(tmp_path, athlete_id=None) as hook:
        assert hook.post(event()).status_code == 200
        assert hook.kept() == []


def test_a_flood_is_answered_in_time_while_a_sync_holds_the_warehouse(hook, tmp_path):
    def post(number):
        began = time.monotonic()
        status = hook.post(event(number + 1)).status_code
        return status, time.monotonic() - began

    with open_warehouse(tmp_path / "warehouse.duckdb"), ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(post, range(300)))
    assert {status for status, _ in answers} == {200}
    assert max(seconds for _, seconds in answers) < IN_TIME_S
    assert sorted(hook.kept()) == list(range(1, 301))


def test_what_is_dropped_is_told_seldom_and_without_its_text(hook, capsys):
    for _ in range(12):
        hook.post({"secret": "never to be told"})
    told = capsys.readouterr().err
    assert told.count("\n") == 2
    assert "never" not in told
    assert "10 in all" in told


def test_a_port_that_is_taken_is_named_in_a_sentence(hook):
    address = Address.of(urlsplit(hook.url).netloc)
    with pytest.raises(UsageError, match=f"{address} .*in use.*--webhook"), listening(hook.receiver, address):
        pass


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [("127.0.0.1:8700", "127.0.0.1", 8700), ("[::1]:80", "::1", 80), ("my-box.local:65535", "my-box.local", 65535)],
)
def test_an_address_is_a_host_and_a_port(text, host, port):
    assert Address.of(text) == Address(host, port)
    assert str(Address.of(text)) == text


@pytest.mark.parametrize(
    "text", ["", ":", "8700", ":8700", "host:", "host:0", "host:65536", "::1:80", "[::1]", "h:٣", "h:-1"]
)
def test_an_address_that_is_none_is_refused(text):
    with pytest.raises(UsageError, match="HOST:PORT"):
        Address.of(text)


def test_a_callback_s_path_is_where_events_are_taken():
    assert Callback.of("https://runs.example/a%20b").path == "/a b"
    assert Callback.of("https://runs.example").path == "/"


@pytest.mark.parametrize(
    "text",
    ["runs.example", "ftp://runs.example", "https://", "https://u:p@runs.example", "https://a/?b=c", "https://a:b/"],
)
def test_a_callback_that_strava_could_not_call_is_refused(text):
    with pytest.raises(UsageError, match="--callback"):
        Callback.of(text)
