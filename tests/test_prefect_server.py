"""The temporary Prefect server: it answers, ignores our Ctrl-C, and does not outlive us."""

import os
import signal
import subprocess
import sys
import time

import pytest
import requests

from flows.errors import FivefoldError
from flows.prefect_server import free_port, stop, wait_until_ready

pytestmark = pytest.mark.slow


def started(port, **how):
    command = [sys.executable, "-m", "flows.prefect_server", str(port), "--no-services"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **how)


def test_the_server_ends_when_its_parent_is_gone(tmp_path):
    port = free_port()
    with started(port, env=os.environ | {"PREFECT_HOME": str(tmp_path)}) as server:
        try:
            wait_until_ready(server, f"http://127.0.0.1:{port}/api", "x")
            server.stdin.close()
            assert server.wait(20) is not None
        finally:
            stop(server)
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{port}/api/health", timeout=5)


SYNC = """
import os, signal, sys, threading
from flows.prefect_server import prefect_server
from prefect.settings import PREFECT_API_URL
with prefect_server("x"):
    print(PREFECT_API_URL.value(), flush=True)
    try:
        signal.pause()
    except KeyboardInterrupt:
        import requests
        print(requests.get(PREFECT_API_URL.value() + "/health", timeout=5).ok, flush=True)
"""


def test_the_server_outlives_the_ctrl_c_that_is_meant_for_us_and_then_ends(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    with subprocess.Popen(
        [sys.executable, "-c", SYNC],
        stdout=subprocess.PIPE,
        start_new_session=True,
        env=environment | {"PREFECT_HOME": str(tmp_path)},
    ) as ours:
        url = ours.stdout.readline().decode().strip()
        time.sleep(0.2)
        os.killpg(ours.pid, signal.SIGINT)
        assert ours.stdout.readline() == b"True\n"
        assert ours.wait(20) == 0
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{url}/health", timeout=5)


def test_a_server_that_does_not_answer_is_named_in_a_sentence():
    with (
        subprocess.Popen([sys.executable, "-c", ""]) as dead,
        pytest.raises(FivefoldError, match=r"did not start.*next"),
    ):
        wait_until_ready(dead, "http://127.0.0.1:1/api", "next")
