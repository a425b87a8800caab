"""The published page for the browsers of this machine, and for nobody else."""

import socket
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from flows.dashboard import INDEX
from flows.errors import UsageError, WarehouseUnavailable
from flows.settings import Settings
from warehouse.versions import COPY

LOOPBACK = "127.0.0.1"
#: A page of the web that has its own name point here is told nothing: the browser still sends that name.
HOSTS = [LOOPBACK, "localhost"]
#: All that is served.
FILES = {"/": INDEX, f"/{INDEX}": INDEX, "/manifest.json": "manifest.json"}
#: What reloads the page shall see the newest; and no other page may hold it in a frame or read it.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
GRACE_S = 1


def serve(settings: Settings, port: int, ready: Callable[[str], None]) -> None:
    """Serve the published page on loopback until interrupted; `ready` is told its address. Port 0 takes a free one.

    Raises `WarehouseUnavailable` where nothing is published yet and `UsageError` for a port that is taken.
    """
    refuse_nothing(settings)
    with listening(port) as listener:
        config = uvicorn.Config(
            site(settings.published_path),
            http="h11",
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            # Whatever a stranger sends is no news for who reads the page.
            log_level="error",
            server_header=False,
            timeout_graceful_shutdown=GRACE_S,
        )
        # Who comes before the server runs waits in the socket's queue.
        ready(f"http://{LOOPBACK}:{listener.getsockname()[1]}/")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def refuse_nothing(settings: Settings) -> None:
    """Raise `WarehouseUnavailable` (exit 15) where there is no page to serve."""
    if (settings.published_path / INDEX).exists():
        return
    if (settings.published_path / COPY).exists():
        raise WarehouseUnavailable(
            f"The copy in {settings.published_path} was published without a page. Make one with: fivefold publish"
        )
    raise WarehouseUnavailable(
        f"Nothing is published in {settings.published_path} yet. Fetch and publish with: fivefold sync. "
        "To see a page without an account, run: fivefold demo"
    )


def listening(port: int) -> socket.socket:
    """A socket on loopback."""
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError as error:
        raise UsageError(
            f"Nothing can listen at {LOOPBACK}:{port} ({error.strerror}). Take a free port with: fivefold dashboard"
        ) from None


def site(folder: Path) -> Starlette:
    """An application that answers with the files of `folder` that are for browsers, as they are at that moment."""

    def file(request: Request) -> Response:
        name = FILES[request.url.path]
        try:
            body = (folder / name).read_bytes()
        except OSError:
            return PlainTextResponse("Nothing is published yet: run fivefold sync.", HTTPStatus.NOT_FOUND, HEADERS)
        kind = "text/html" if name == INDEX else "application/json"
        return Response(body, media_type=kind, headers=HEADERS)

    return Starlette(
        routes=[Route(path, file) for path in FILES],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False)],
    )
