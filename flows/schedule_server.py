"""A Prefect server that schedules: the temporary one that Prefect starts by itself runs flows, but never on time."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import requests
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.errors import FivefoldError

LOOPBACK = "127.0.0.1"
#: It makes its database first; 10 s on two cores, several times that on a slow machine.
READY_WITHIN_S = 120.0
STOP_WITHIN_S = 15.0


@contextmanager
def schedule_server() -> Iterator[None]:
    """Prefect's settings name a server that schedules: that of PREFECT_API_URL, or else one that ends with the block.

    Its database is Prefect's own, so the history of runs outlives it. Raises `FivefoldError` if it does not start.
    """
    if PREFECT_API_URL.value():
        yield
        return
    port = free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", LOOPBACK, "--port", str(port)]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and a known module, no shell
        # A session of its own: Ctrl-C is for us, and the server ends after the last run has been closed.
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as server:  # fmt: skip
        try:
            url = f"http://{LOOPBACK}:{port}/api"
            wait_until_ready(server, url)
            with temporary_settings({PREFECT_API_URL: url}):
                yield
        finally:
            stop(server)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def wait_until_ready(server: "subprocess.Popen[bytes]", url: str) -> None:
    """Return when the server answers. Raises `FivefoldError` if it ends or takes too long."""
    deadline = time.monotonic() + READY_WITHIN_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            if requests.get(f"{url}/health", timeout=5).ok:
                return
        except requests.RequestException:
            time.sleep(0.2)
    raise FivefoldError(
        "Prefect's server did not start. See why with: prefect server start, and once it runs there, name it in "
        "PREFECT_API_URL and run: fivefold serve"
    )


def stop(server: "subprocess.Popen[bytes]") -> None:
    """End the server, by force if it does not in time."""
    server.terminate()
    try:
        server.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        server.kill()
