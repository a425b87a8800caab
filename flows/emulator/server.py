"""The server runs: in the foreground, in a thread of this process, or in a process of its own."""

import contextlib
import logging
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import uvicorn

from flows.emulator.admin_client import Admin
from flows.emulator.app import API_PREFIX, application
from flows.emulator.clock import Clock
from flows.emulator.emulator import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, Emulator
from flows.emulator.store import Store
from flows.emulator.switches import Switches

LOOPBACK = "127.0.0.1"
GRACE_S = 2
"""How long a shutdown waits for answers under way."""
START_WITHIN_S = 30


@dataclass(frozen=True)
class Address:
    """Where a running server is, and its admin route."""

    base_url: str

    @property
    def api_url(self) -> str:
        """The base of the API, with its prefix."""
        return f"{self.base_url}{API_PREFIX}"

    @property
    def oauth_url(self) -> str:
        """The base of token and authorize."""
        return f"{self.base_url}/oauth"

    @property
    def admin(self) -> Admin:
        """The admin route."""
        return Admin(self.base_url)


@dataclass(frozen=True)
class Running(Address):
    """A server in this process, whose state can be reached directly."""

    emulator: Emulator


def serve_forever(
    emulator: Emulator,
    host: str = LOOPBACK,
    port: int = 0,
    on_ready: Callable[[Address], None] | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Serve until interrupted, or until `stop` is set. Port 0 takes a free one; `on_ready` is told where the server is.

    Raises OSError when the port is taken.
    """
    with _bound(host, port) as listener:
        server = _server(emulator)
        watchers = [threading.Thread(target=_stop_when, args=(server, stop), daemon=True)] if stop else []
        if on_ready:
            watchers.append(threading.Thread(target=_tell_when_ready, args=(server, listener, on_ready), daemon=True))
        for watcher in watchers:
            watcher.start()
        server.run(sockets=[listener])


@contextlib.contextmanager
def running(
    store: Store,
    *,
    host: str = LOOPBACK,
    port: int = 0,
    clock: Callable[[], float] | None = None,
    switches: Mapping[str, Any] | None = None,
    client_id: str = DEMO_CLIENT_ID,
    client_secret: str = DEMO_CLIENT_SECRET,
) -> Iterator[Running]:
    """A real server in a thread of this process, on a free port of loopback; it accepts when the block begins."""
    emulator = Emulator(
        store,
        client_id=client_id,
        client_secret=client_secret,
        clock=Clock(clock) if clock else Clock(),
        switches=Switches.model_validate(switches or {}),
    )
    with _bound(host, port) as listener:
        server = _server(emulator)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="emulator", daemon=True)
        thread.start()
        try:
            _wait_until_started(server, thread.is_alive)
            yield Running(_url(listener), emulator)
        finally:
            server.should_exit = True
            thread.join(timeout=GRACE_S + START_WITHIN_S)


def _server(emulator: Emulator) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            application(emulator),
            http=emulator.connections.protocol(),
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level=logging.ERROR,
            access_log=False,
            server_header=False,
            date_header=False,  # ours is made from the emulator's movable clock
            timeout_graceful_shutdown=GRACE_S,
        )
    )


def _bound(host: str, port: int) -> socket.socket:
    # asyncio switches Nagle's algorithm off only where the protocol is named: without it each small answer, written as
    # head and body, waits 40 ms for the client's delayed acknowledgement.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _wait_until_started(server: uvicorn.Server, is_alive: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(START_WITHIN_S * 200):
        if server.started:
            return
        if not is_alive():
            break
        pause.wait(0.005)
    raise RuntimeError("the emulator did not start")


def _stop_when(server: uvicorn.Server, stop: threading.Event) -> None:
    stop.wait()
    server.should_exit = True


def _tell_when_ready(server: uvicorn.Server, listener: socket.socket, on_ready: Callable[[Address], None]) -> None:
    _wait_until_started(server, lambda: True)
    on_ready(Address(_url(listener)))
