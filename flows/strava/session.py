"""The HTTP session that reaches Strava, or whatever server the settings name instead.

stravalib writes `https://www.strava.com/` into every address and sets no time-outs. An adapter mounted on that address
is where both can be put right for all of its calls: it rewrites the URL to the configured bases and sets the time-outs.
"""

from collections.abc import Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Self
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies

STRAVA = "https://www.strava.com/"
CONNECT_TIMEOUT_S = 10.0
# Between two pieces of an answer, not for the whole of it. Strava answers the largest streams within a few seconds.
READ_TIMEOUT_S = 60.0
# Calls under way at once. Latency is what a sync waits for. Strava's short limit keeps this polite: of a quarter of an
# hour it is busy for seconds.
CONNECTIONS = 16


class RawResponse(requests.Response):
    """A response whose `json()` is the response itself.

    stravalib's raw `protocol.get` hands back whatever `json()` returns. What the warehouse keeps is the body exactly as
    the server sent it, with its status and headers: those survive this way, and no time goes into parsing it twice.
    """

    @classmethod
    def of(cls, response: requests.Response) -> Self:
        """The same response, as this class."""
        raw = cls()
        raw.__dict__.update(response.__dict__)
        return raw

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


class StravaAdapter(HTTPAdapter):
    """Sends requests for www.strava.com to the configured bases, with time-outs."""

    def __init__(self, api_url: str, oauth_url: str, timeouts_s: tuple[float, float]) -> None:
        self._api_url = api_url
        self._oauth_url = oauth_url
        self._timeouts_s = timeouts_s
        # requests has chosen the proxies for www.strava.com; the server that is really called may need others.
        self._proxies = {base: _proxies(base) for base in (api_url, oauth_url)}
        super().__init__(pool_connections=2, pool_maxsize=CONNECTIONS, pool_block=True)

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Send to the configured base."""
        request.url = rewrite(request.url or "", self._api_url, self._oauth_url)
        base = self._oauth_url if request.url.startswith(self._oauth_url) else self._api_url
        return super().send(request, stream, timeout or self._timeouts_s, verify, cert, self._proxies[base])

    def build_response(self, req: requests.PreparedRequest, resp: Any) -> requests.Response:
        """The response with its body left alone."""
        return RawResponse.of(super().build_response(req, resp))


def open_session(
    api_url: str, oauth_url: str, timeouts_s: tuple[float, float] = (CONNECT_TIMEOUT_S, READ_TIMEOUT_S)
) -> requests.Session:
    """A session for every call of a run, from any thread.

    One session, not one per thread: its pool keeps connections open from batch to batch. What is unsafe to share in a
    requests session is its cookies, and this one takes none. Redirects are errors: only captive portals send them.
    """
    session = requests.Session()
    session.mount(STRAVA, StravaAdapter(api_url, oauth_url, timeouts_s))
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
