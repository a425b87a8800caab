"""The HTTP side: Strava's handshake and its events, answered at once."""

import asyncio
import hmac
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from flows.errors import NotLoggedIn, UsageError
from flows.strava.client import Clock, utc_now
from flows.strava.token_store import TokenStore
from flows.webhook.address import Address
from flows.webhook.event import Event, Kept
from flows.webhook.inbox import Inbox
from flows.webhook.say import say

#: Strava's events have some 200 bytes.
LONGEST_BODY = 64_000
#: Strava takes no answer within two seconds for none; who sends so slowly is not Strava.
BODY_WITHIN_S = 1.0
#: Each holds an open file; the rest of the process needs some, too.
MOST_AT_ONCE = 200
GRACE_S = 1
STOPPED_WITHIN_S = 10


class Receiver:
    """An ASGI application that keeps events about the athlete who is logged in, and forgets everything else."""

    def __init__(
        self,
        inbox: Inbox,
        tokens: TokenStore,
        verify_token: str,
        path: str = "/",
        *,
        heard: Callable[[], None] = lambda: None,
        clock: Clock = utc_now,
    ) -> None:
        self.subscription_id: int | None = None
        """The subscription whose events are taken; None: any."""
        self.dropped: Counter[str] = Counter()
        """How many requests were dropped, by reason."""
        self._inbox = inbox
        self._tokens = tokens
        self._verify_token = verify_token
        self._path = path
        self._heard = heard
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = Response(status_code=HTTPStatus.NOT_FOUND)
        if scope["path"] == self._path and request.method == "GET":
            response = self.handshake(request)
        elif scope["path"] == self._path and request.method == "POST":
            response = await self.event(request)
        await response(scope, receive, send)

    def handshake(self, request: Request) -> Response:
        """Prove that we know the word that the subscription was asked for with."""
        asked = request.query_params
        if asked.get("hub.mode") != "subscribe" or "hub.challenge" not in asked:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        if not hmac.compare_digest(asked.get("hub.verify_token", "").encode(), self._verify_token.encode()):
            self.drop("a wrong verify token")
            return Response(status_code=HTTPStatus.FORBIDDEN)
        return JSONResponse({"hub.challenge": asked["hub.challenge"]})

    async def event(self, request: Request) -> Response:
        """Keep it or drop it. The answer is the same: it tells a forger nothing, and Strava not to come again."""
        body = await read(request)
        if body is None:
            self.drop("a body too long or too slow")
            return Response(headers={"connection": "close"})
        if why_not := self.keep(Event.read(body)):
            self.drop(why_not)
        else:
            self._heard()
        return Response()

    def keep(self, event: Event | None) -> str | None:
        """Put the event into the inbox; returns why it is not kept, if it is not."""
        if event is None:
            return "no event"
        if event.owner_id != self.athlete_id():
            return "another athlete's"
        if self.subscription_id not in (None, event.subscription_id):
            return "another subscription's"
        try:
            has_room = self._inbox.add(Kept(event.owner_id, event.activity_id, self._clock()))
        except OSError:
            return "not writable"
        return None if has_room else "no room"

    def athlete_id(self) -> int | None:
        """Who is logged in now."""
        try:
            tokens = self._tokens.read()
        except NotLoggedIn:
            return None
        return tokens.athlete_id if tokens else None

    def drop(self, reason: str) -> None:
        """Count it, and say so now and then: the 1st, 10th, 100th time."""
        self.dropped[reason] += 1
        if str(self.dropped[reason]).strip("0") == "1":
            say(f"Dropped what came to the webhook ({reason}), {self.dropped[reason]} in all.")


async def read(request: Request) -> bytes | None:
    """The body; None if it is too long, takes too long or breaks off."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_WITHIN_S):
            async for piece in request.stream():
                body += piece
                if len(body) > LONGEST_BODY:
                    return None
    except (TimeoutError, ClientDisconnect):
        return None
    return bytes(body)


@contextmanager
def listening(receiver: Receiver, address: Address) -> Iterator[None]:
    """The receiver answers at the address, from a thread of this process, while the block runs.

    Raises `UsageError` for an address that cannot be listened at, such as a port that is taken.
    """
    with bound(address) as listener:
        server = uvicorn.Server(
            uvicorn.Config(
                receiver,
                http="h11",
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                limit_concurrency=MOST_AT_ONCE,
                timeout_graceful_shutdown=GRACE_S,
            )
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="webhook", daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.should_exit = True
            thread.join(STOPPED_WITHIN_S)


def bound(address: Address) -> socket.socket:
    """A socket that listens there."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        return socket.create_server((address.host, address.port), family=family, backlog=512)
    except OSError as error:
        raise UsageError(
            f"Nothing can listen at {address} ({error.strerror}). Name another HOST:PORT of this machine with: "
            "fivefold serve --webhook"
        ) from None
