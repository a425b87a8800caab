"""An answer has a deadline for all of its bytes and a largest size, however it comes."""

import gzip
import socket
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
import requests

from flows.emulator.server import running
from flows.emulator.switches import UNLIMITED
from flows.strava.answers import ATTEMPTS, AnswerUnusable, network_failure
from flows.strava.budget import CallBudget
from flows.strava.client import StravaSource
from flows.strava.deadline import TooSlow
from flows.strava.session import CONNECTIONS, STRAVA, Patience, TooLarge, open_session
from flows.strava.tokens import TokenKeeper
from tests.strava_session import NO_PAUSE, NOW, log_in, settings_for
from tests.strava_shapes import activity, athlete_store

RUN = 12_000_000_001
#: Silence is borne for longer than an answer may take: only the deadline can end these.
HASTY = Patience(connect_s=5.0, silence_s=5.0, answer_s=0.3, largest_bytes=2**20)


@pytest.fixture(scope="module")
def server():
    with running(athlete_store([activity(RUN)]), clock=NOW.timestamp, switches=UNLIMITED) as server:
        yield server


@contextmanager
def source_with(server, home, patience):
    settings = settings_for(server, home)
    log_in(server, home)
    server.admin.clear_traffic()
    with open_session(settings.strava_api_url, settings.strava_oauth_url, patience) as session:
        keeper = TokenKeeper(settings, session, lambda: NOW, NO_PAUSE)
        yield StravaSource(session, keeper, CallBudget(), clock=lambda: NOW, backoff=NO_PAUSE)


def details(server):
    return server.admin.traffic()["by_kind"]["detail"]


def test_slow_bytes_that_come_in_time_are_the_whole_body(server, tmp_path):
    server.admin.faults({"kind": "detail", "action": "drip", "pieces": 8, "delay_s": 0.02})
    with source_with(server, tmp_path, replace(HASTY, answer_s=10)) as source:
        assert source.activity(RUN).body.encode() == server.emulator.store.get(RUN).detail_json


@pytest.mark.parametrize(
    "fault", [{"action": "drip", "pieces": 100, "delay_s": 0.02}, {"action": "endless_body", "delay_s": 0.02}]
)
def test_bytes_that_never_come_to_their_end_are_given_up_at_the_deadline_and_asked_for_again(server, tmp_path, fault):
    server.admin.faults({"kind": "detail", **fault})
    with source_with(server, tmp_path, HASTY) as source, pytest.raises(AnswerUnusable, match="slowly") as caught:
        source.activity(RUN)
    assert caught.value.cause == "slow_answer"
    assert details(server) == ATTEMPTS


def test_a_body_without_end_is_not_read_to_its_end_and_not_asked_for_again(server, tmp_path):
    server.admin.faults({"kind": "detail", "action": "endless_body"})
    # More often than there are connections: each goes back to where it is taken from.
    with source_with(server, tmp_path, replace(HASTY, answer_s=30)) as source:
        for times in range(1, CONNECTIONS + 2):
            with pytest.raises(AnswerUnusable, match="too large") as caught:
                source.activity(RUN)
            assert caught.value.cause == "too_large"
            assert details(server) == times


def test_after_a_slow_answer_the_next_one_comes(server, tmp_path):
    server.admin.faults({"kind": "detail", "action": "endless_body", "delay_s": 0.02, "times": 1})
    with source_with(server, tmp_path, HASTY) as source:
        assert source.activity(RUN).http_status == 200


def test_a_head_that_comes_byte_by_byte_is_given_up_too():
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip():
            with listener.accept()[0] as connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Drip: ")
                while not over.wait(0.02):
                    connection.sendall(b"a")

        thread = Thread(target=drip)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            with open_session(url, url, HASTY) as session, pytest.raises(requests.Timeout) as caught:
                session.get(f"{STRAVA}api/v3/athlete")
        finally:
            over.set()
            thread.join()
    assert network_failure(caught.value).cause == "slow_answer"
    assert isinstance(caught.value.__context__.__context__, TooSlow)


def test_the_size_is_that_of_the_body_unpacked():
    packed = gzip.compress(bytes(2**21))

    class Packed(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(packed)))
            self.end_headers()
            self.wfile.write(packed)

        def log_message(self, format, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Packed) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        try:
            with open_session(url, url, HASTY) as session, pytest.raises(TooLarge):
                session.get(f"{STRAVA}api/v3/athlete")
        finally:
            server.shutdown()
            thread.join()
