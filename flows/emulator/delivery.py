"""Answers go out through the socket, whole or cut off."""

import asyncio
import socket
import struct
from collections.abc import Iterator

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from flows.emulator.answer import Answer

NO_LINGER = struct.pack("ii", 1, 0)
"""With this the kernel answers a close with a reset at once."""

BLANK = b" " * 4096
"""JSON may go on with blanks for ever."""

Peer = tuple[str, int]


class Connections:
    """The open connections by the peer's address, so that an answer can be cut off."""

    def __init__(self) -> None:
        self._open: dict[Peer, asyncio.Transport] = {}

    def protocol(self) -> type[H11Protocol]:
        """uvicorn's HTTP protocol, which also keeps this registry."""
        registry = self._open

        class Registered(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                if self.client is not None:
                    registry[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                if self.client is not None:
                    registry.pop(self.client, None)
                super().connection_lost(exc)

        return Registered

    def close(self, peer: Peer) -> None:
        """End a connection after what was written has gone out."""
        if transport := self._open.get(peer):
            transport.close()

    def reset(self, peer: Peer) -> None:
        """End a connection at once with a TCP reset."""
        if transport := self._open.get(peer):
            connection: socket.socket = transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
            transport.abort()


class Delivery(Response):
    """An answer as a response, with its pace and its ending."""

    def __init__(self, answer: Answer, connections: Connections) -> None:
        super().__init__(answer.body, answer.status, dict(answer.headers), media_type=None)
        self.headers["content-type"] = answer.content_type
        if answer.ending == "endless":
            del self.headers["content-length"]
        self._answer = answer
        self._connections = connections

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send all of it, at once or in pieces, or half of it, or nothing, or never stop."""
        answer, peer = self._answer, tuple(scope["client"])
        if answer.ending == "whole" and answer.pieces == 1:
            await super().__call__(scope, receive, send)
            return
        gone = asyncio.create_task(_disconnected(receive))
        if answer.ending == "none":
            await gone
            return
        if answer.ending == "reset":
            self._connections.reset(peer)
            await asyncio.sleep(0.001)  # let the loop notice the lost connection before the server does
            return
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        for piece in self._pieces():
            if gone.done():
                return
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            await asyncio.wait({gone}, timeout=answer.pause_s)
        if answer.ending == "truncated":
            self._connections.close(peer)
            await asyncio.sleep(0.001)
            return
        await send({"type": "http.response.body", "body": b""})
        gone.cancel()

    def _pieces(self) -> Iterator[bytes]:
        """What is sent, in order."""
        body = bytes(self.body)
        if self._answer.ending == "truncated":
            body = body[: len(body) // 2]
        size = max(1, -(-len(body) // self._answer.pieces))
        yield from (body[at : at + size] for at in range(0, len(body), size))
        while self._answer.ending == "endless":
            yield BLANK


async def _disconnected(receive: Receive) -> None:
    """Wait until the other side has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
