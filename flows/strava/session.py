"""The HTTP session that reaches Strava, or whatever server the settings name instead.

stravalib writes `https://www.strava.com/` into every address and sets no time-outs. An adapter mounted on that address
is where both can be put right for all of its calls: it rewrites the URL to the configured bases, and bounds how long an
answer may take and how large it may be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Self
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies

from flows.strava.deadline import pools_with_deadline

STRAVA = "https://www.strava.com/"
# Calls under way at once. Latency is what a sync waits for. Strava's short limit keeps this polite: of a quarter of an
# hour it is busy for seconds.
CONNECTIONS = 16


@dataclass(frozen=True)
class Patience:
    """How long an answer is waited for, and how large it may be."""

    connect_s: float = 10.0
    silence_s: float = 60.0
    """Before the answer and between two pieces of it. Strava answers the largest streams within a few seconds."""
    answer_s: float = 300.0
    """For all of an answer: 5 MB, which is a day at one sample a second, take 40 s at 1 Mbit/s."""
    largest_bytes: int = 64 * 2**20
    """Of a body, unpacked: more than ten such days."""


PATIENCE = Patience()


class TooLarge(requests.RequestException):
    """A body that is larger than anything Strava sends; the rest of it was not read."""


class RawResponse(requests.Response):
    """A response whose `json()` is the response itself.

    stravalib's raw `protocol.get` hands back whatever `json()` returns. What the warehouse keeps is the body exactly as
    the server sent it, with its status and headers: those survive this way, and no time goes into parsing it twice.
    """

    largest_bytes = PATIENCE.largest_bytes

    @classmethod
    def of(cls, response: requests.Response, largest_bytes: int) -> Self:
        """The same response, as this class; reading a larger body raises `TooLarge`."""
        raw = cls()
        raw.__dict__.update(response.__dict__)
        raw.largest_bytes = largest_bytes
        return raw

    def iter_content(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """The body in pieces, unpacked."""
        read = 0
        for piece in super().iter_content(*args, **kwargs):
            read += len(piece)
            if read > self.largest_bytes:
                self.close()
                raise TooLarge
            yield piece

    def json(self, **_: Any) -> Self:
        """The response itself; read `content`."""
        return self


def rewrite(url: str, api_url: str, oauth_url: str) -> str:
    """The address on the configured server for an address on www.strava.com.

    What lies under `/oauth` moves under `oauth_url`; everything else loses its `/api/v3` and moves under `api_url`.
    """
    path = url.removeprefix(STRAVA.rstrip("/"))
    if path.startswith("/oauth/"):
        return oauth_url + path.removeprefix("/oauth")
    return api_url + path.removeprefix("/api/v3")


class PatientAdapter(HTTPAdapter):
    """Waits for answers with patience, reads no larger ones than it allows, and goes by the proxies of its servers."""

    def __init__(self, patience: Patience, *bases: str) -> None:
        """`bases` are the URLs that may be called; where two fit, the first counts, and where none does the last."""
        self._patience = patience
        self._proxies = {base: _proxies(base) for base in bases}
        super().__init__(pool_connections=2, pool_maxsize=CONNECTIONS, pool_block=True)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Connections whose answers have a deadline."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = pools_with_deadline(self._patience.answer_s)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        """The same through a proxy."""
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self.poolmanager.pool_classes_by_scheme
        return manager

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Send. The session has chosen the proxies for the address it was given; the server called may need others."""
        fitting = [base for base in self._proxies if (request.url or "").startswith(base)]
        base = next(iter(fitting), [*self._proxies][-1])
        timeouts_s = (self._patience.connect_s, self._patience.silence_s)
        return super().send(request, stream, timeout or timeouts_s, verify, cert, self._proxies[base])

    def build_response(self, req: requests.PreparedRequest, resp: Any) -> requests.Response:
        """The response with its body left alone."""
        return RawResponse.of(super().build_response(req, resp), self._patience.largest_bytes)


class StravaAdapter(PatientAdapter):
    """Sends requests for www.strava.com to the configured bases."""

    def __init__(self, api_url: str, oauth_url: str, patience: Patience) -> None:
        self._api_url = api_url
        self._oauth_url = oauth_url
        super().__init__(patience, oauth_url, api_url)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Send to the configured base."""
        request.url = rewrite(request.url or "", self._api_url, self._oauth_url)
        return super().send(request, *args, **kwargs)


def open_session(api_url: str, oauth_url: str, patience: Patience = PATIENCE) -> requests.Session:
    """A session for every call of a run, from any thread.

    One session, not one per thread: its pool keeps connections open from batch to batch. What is unsafe to share in a
    requests session is its cookies, and this one takes none. Redirects are errors: only captive portals send them.
    """
    return session_of(STRAVA, StravaAdapter(api_url, oauth_url, patience))


def session_of(prefix: str, adapter: PatientAdapter) -> requests.Session:
    """A session that reaches addresses under `prefix` by the adapter, takes no cookies and follows no redirect."""
    session = requests.Session()
    session.mount(prefix, adapter)
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.max_redirects = 0
    # With an `auth` of its own the session does not let a ~/.netrc entry replace the bearer token.
    session.auth = _keep_headers
    return session


def _keep_headers(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _proxies(base: str) -> dict[str, str]:
    """The environment's proxies for a base URL; none for this machine itself."""
    is_loopback = urlsplit(base).hostname in ("localhost", "127.0.0.1", "::1")
    return {} if is_loopback else get_environ_proxies(base, no_proxy=None)
