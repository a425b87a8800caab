"""The emulator starts, says where it is, and stops: in a thread, in the foreground, in its own process."""

import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

import orjson
import pytest
import requests

from flows.emulator.emulator import Emulator
from flows.emulator.process import in_subprocess
from flows.emulator.server import running, serve_forever
from tests.strava_shapes import ATHLETE_ID, athlete_store, runs

UNTIL = datetime(2026, 5, 1, tzinfo=UTC)
A_MONTH = 1 / 12


def accepts(url):
    address = urlsplit(url)
    with socket.socket() as attempt:
        attempt.settimeout(1)
        return attempt.connect_ex((address.hostname, address.port)) == 0


def ask(server, path="/athlete", token=None):
    headers = {"Authorization": f"Bearer {token or server.admin.grant()['access_token']}"}
    return requests.get(f"{server.api_url}{path}", headers=headers, timeout=10)


def test_a_server_in_a_thread_is_on_loopback_and_gone_after_its_block():
    with running(athlete_store()) as server:
        assert urlsplit(server.base_url).hostname == "127.0.0.1"
        assert server.api_url == f"{server.base_url}/api/v3"
        assert server.oauth_url == f"{server.base_url}/oauth"
        assert ask(server).json()["id"] == ATHLETE_ID
    assert not accepts(server.base_url)
    assert "emulator" not in {thread.name for thread in threading.enumerate()}


def test_two_servers_keep_apart():
    with running(athlete_store(runs(1))) as one, running(athlete_store()) as other:
        assert len(one.admin.activity_ids()) == 1
        assert other.admin.activity_ids() == []


def test_an_open_connection_does_not_hold_up_the_end():
    with requests.Session() as session, running(athlete_store()) as server:
        session.get(f"{server.base_url}/emulator/clock", timeout=10)
        began = time.monotonic()
    assert time.monotonic() - began < 2


def test_an_error_in_the_block_stops_the_server_too():
    with pytest.raises(ZeroDivisionError), running(athlete_store()) as server:
        raise ZeroDivisionError
    assert not accepts(server.base_url)


def test_a_small_answer_does_not_wait_for_a_delayed_acknowledgement():
    with running(athlete_store()) as server, requests.Session() as session:
        took = []
        for _ in range(15):
            began = time.monotonic()
            session.get(f"{server.base_url}/emulator/clock", timeout=10)
            took.append(time.monotonic() - began)
    assert statistics.median(took) < 0.03


def test_many_clients_are_served_at_once():
    with running(athlete_store(runs(3)), switches={"latency_ms": 200}) as server:
        token = server.admin.grant()["access_token"]
        answers = []
        clients = [
            threading.Thread(target=lambda: answers.append(ask(server, token=token).status_code)) for _ in range(16)
        ]
        began = time.monotonic()
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        assert answers == [200] * 16
        assert time.monotonic() - began < 16 * 0.2 / 2


def test_the_foreground_server_tells_where_it_is_and_stops_when_asked():
    stop, told = threading.Event(), []
    ready = threading.Event()

    def on_ready(address):
        told.append(address)
        ready.set()

    thread = threading.Thread(
        target=serve_forever, args=(Emulator(athlete_store()),), kwargs={"on_ready": on_ready, "stop": stop}
    )
    thread.start()
    assert ready.wait(10)
    assert ask(told[0]).status_code == 200
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert not accepts(told[0].base_url)


def test_a_taken_port_is_an_error_at_once():
    with running(athlete_store()) as server, pytest.raises(OSError, match="in use"):
        serve_forever(Emulator(athlete_store()), port=urlsplit(server.base_url).port)


def test_a_server_in_its_own_process_serves_a_life_and_writes_its_truth(tmp_path):
    truth_path, seen = tmp_path / "truth.json", []
    with in_subprocess(
        3, A_MONTH, UNTIL, truth_path=truth_path, switches={"latency_ms": 1}, progress=lambda *done: seen.append(done)
    ) as server:
        count = len(server.admin.activity_ids())
        assert count > 5
        assert seen[-1][0] == seen[-1][1] >= count
        assert server.admin.switches()["latency_ms"] == 1
        form = {"client_id": "12345", "client_secret": "emulator-secret", "refresh_token": server.refresh_token}
        token = requests.post(f"{server.oauth_url}/token", {**form, "grant_type": "refresh_token"}, timeout=10).json()
        assert len(ask(server, "/athlete/activities", token["access_token"]).json()) == min(count, 30)
        assert server.refresh_token not in repr(server)
    assert len(orjson.loads(truth_path.read_bytes())["activities"]) == count
    assert not accepts(server.base_url)


def test_a_process_that_cannot_serve_says_why():
    with (
        running(athlete_store()) as taken,
        pytest.raises(RuntimeError, match=r"port \d+ on 127\.0\.0\.1 cannot be used \(Address already in use\)"),
        in_subprocess(3, A_MONTH, UNTIL, port=urlsplit(taken.base_url).port),
    ):
        pass


def test_a_process_that_is_not_ready_in_time_is_given_up():
    with pytest.raises(TimeoutError, match="not ready"), in_subprocess(3, 3, UNTIL, ready_within_s=0.01):
        pass


PARENT = """
import sys, time
from datetime import datetime, UTC
from flows.emulator.process import in_subprocess
with in_subprocess(3, 1 / 12, datetime(2026, 5, 1, tzinfo=UTC)) as server:
    print(server.base_url, flush=True)
    time.sleep(60)
"""


def test_the_process_dies_with_its_parent():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        url = parent.stdout.readline().strip()
        assert accepts(url)
        os.kill(parent.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while accepts(url) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not accepts(url)
