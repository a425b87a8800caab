"""Where the webhook listens, and where Strava reaches it."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote, urlsplit

from flows.errors import UsageError


@dataclass(frozen=True)
class Address:
    """A host and a port of this machine to listen at."""

    host: str
    port: int

    @classmethod
    def of(cls, text: str) -> Self:
        """From `HOST:PORT`; an IPv6 address stands in brackets. Raises `UsageError`."""
        host, _, port = text.rpartition(":")
        is_bare = not host.startswith("[") and ":" not in host
        is_bracketed = host.startswith("[") and host.endswith("]")
        if not (host and (is_bare or is_bracketed) and port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
            raise UsageError(f"{text!r} is no HOST:PORT to listen at: name both, such as --webhook 127.0.0.1:8700")
        return cls(host.strip("[]"), int(port))

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True)
class Callback:
    """The public address that Strava sends events to."""

    url: str

    @classmethod
    def of(cls, text: str) -> Self:
        """From an absolute URL. Raises `UsageError` for what Strava could not call."""
        try:
            parts = urlsplit(text)
            is_callable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            is_callable = False
        if not is_callable or "@" in parts.netloc or parts.query or parts.fragment:
            raise UsageError(
                "--callback takes the public address that Strava can reach, without user name and query, such as "
                "--callback https://runs.example.org/a-long-random-word"
            )
        return cls(text)

    @property
    def host(self) -> str:
        """The host alone: the path may be meant to stay unknown."""
        return urlsplit(self.url).hostname or ""

    @property
    def path(self) -> str:
        """The one path at which events are taken."""
        return unquote(urlsplit(self.url).path) or "/"
