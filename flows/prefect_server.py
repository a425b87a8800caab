"""A Prefect server for as long as it is needed, where PREFECT_API_URL names none.

Prefect would start a temporary one by itself. That one never starts anything on time, dies of the Ctrl-C that is meant
for us (and the client then waits for it in vain), and outlives us when we are killed. This one does none of these.
"""

import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import requests
from prefect.client.orchestration import get_client
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.errors import FivefoldError
from flows.progress import progress

LOOPBACK = "127.0.0.1"
#: It makes its database first; 4 s on two idle cores, several times that on a slow machine.
READY_WITHIN_S = 120.0
STOP_WITHIN_S = 15.0
DELIVERED_WITHIN_S = 5.0


@contextmanager
def prefect_server(next_command: str, schedules: bool = False) -> Iterator[None]:
    """Prefect's settings name a server that answers: that of PREFECT_API_URL, or else one that ends with the block.

    `schedules`: it also starts deployments on time. Its database is Prefect's own, so the history of runs outlives it.
    Raises `FivefoldError`, naming `next_command`, if no server answers.
    """
    with progress("Starting Prefect") as advance:
        if PREFECT_API_URL.value():
            with get_client(sync_client=True) as client:
                out_of_reach = client.api_healthcheck()
            if out_of_reach:
                raise FivefoldError(
                    "Prefect's server cannot be reached. Start it, or unset PREFECT_API_URL to use a temporary one, "
                    f"then run: {next_command}"
                )
            advance(1, 1)
            yield
            return
        port = free_port()
        command = [sys.executable, "-m", "flows.prefect_server", str(port), *([] if schedules else ["--no-services"])]
        with subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Ctrl-C is for us; the server ends after the run has been closed.
            start_new_session=True,
        ) as server:
            try:
                url = f"http://{LOOPBACK}:{port}/api"
                wait_until_ready(server, url, next_command)
                advance(1, 1)
                with temporary_settings({PREFECT_API_URL: url}):
                    yield
                    deliver()
            finally:
                stop(server)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def wait_until_ready(server: "subprocess.Popen[bytes]", url: str, next_command: str) -> None:
    """Return when the server answers. Raises `FivefoldError` if it ends or takes too long."""
    deadline = time.monotonic() + READY_WITHIN_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            if requests.get(f"{url}/health", timeout=5).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise FivefoldError(
        "Prefect's server did not start. See why with: prefect server start, and once it runs there, name it in "
        f"PREFECT_API_URL and run: {next_command}"
    )


def deliver() -> None:
    """Let Prefect's logs and events reach the server before it ends; at our own end they would be tried in vain."""
    for worker in (APILogWorker, EventsWorker):
        worker.drain_all(timeout=DELIVERED_WITHIN_S)


def stop(server: "subprocess.Popen[bytes]") -> None:
    """End the server, by force if it does not in time."""
    server.terminate()
    try:
        server.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        server.kill()


def serve_while_parent_lives(port: str, *options: str) -> None:
    """`prefect server start` in this process, until it is told to end or standard input closes: the parent is gone."""

    def end_with_parent() -> None:
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=end_with_parent, daemon=True).start()
    sys.argv = ["prefect", "server", "start", "--no-ui", "--host", LOOPBACK, "--port", port, *options]
    runpy.run_module("prefect", run_name="__main__")


if __name__ == "__main__":
    serve_while_parent_lives(*sys.argv[1:])
