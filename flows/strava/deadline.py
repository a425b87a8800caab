"""An answer must come to its end: one deadline for all of its bytes, whatever their pace.

A read time-out begins anew with each byte, so a server that drips would hold a call, and with it the night, for ever.
Here the head and the body of an answer are read from the socket against the clock.
"""

import http.client
import io
import socket
import time
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class TooSlow(TimeoutError):
    """The answer had not come to its end at its deadline."""


class _Timed(io.RawIOBase):
    """The bytes of one answer; raises `TooSlow` after so many seconds."""

    def __init__(self, raw: io.RawIOBase, connection: socket.socket, answer_s: float) -> None:
        self._raw = raw
        self._connection = connection
        self._silence_s = connection.gettimeout() or answer_s
        self._ends_at = time.monotonic() + answer_s

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Wait for bytes no longer than for a silence, nor beyond the deadline."""
        left_s = self._ends_at - time.monotonic()
        if left_s <= 0:
            raise TooSlow
        self._connection.settimeout(min(self._silence_s, left_s))
        try:
            return self._raw.readinto(buffer)
        except TimeoutError:
            if left_s < self._silence_s:
                raise TooSlow from None
            raise

    def close(self) -> None:
        """Close the socket's file as well."""
        self._raw.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    """An answer that is read against the clock."""

    within_s: float

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_Timed(self.fp.detach(), sock, self.within_s))


def pools_with_deadline(answer_s: float) -> dict[str, type[HTTPConnectionPool]]:
    """urllib3's connection pools by scheme; their answers raise `TooSlow` after `answer_s` seconds."""

    class Answer(_Answer):
        within_s = answer_s

    class Plain(HTTPConnection):
        response_class = Answer

    class Secure(HTTPSConnection):
        response_class = Answer

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
