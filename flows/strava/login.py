"""The athlete's consent: OAuth in the browser, with the answer caught on this machine."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tenacity.wait import wait_base

from flows.errors import NotLoggedIn, OtherAthlete, WarehouseUnavailable
from flows.home import private_or_any_warehouse
from flows.settings import Settings
from flows.strava.oauth import application, request_tokens
from flows.strava.session import open_session
from flows.strava.token_store import LOGIN_AGAIN, Tokens, TokenStore

SCOPES = ("read", "activity:read_all", "profile:read_all")
# Without it the activities that only the athlete may see, and the tracks near home, are missing in silence.
NEEDED_SCOPE = "activity:read_all"
LOOPBACK = "127.0.0.1"
# Where nobody listens: the browser shows an error page, and the address to paste stands in its address bar.
NOBODY = "http://localhost/"
# Time to find one's password; a consent page that was left open overnight is no login.
WAIT_S = 300.0
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>fivefold</title>
<p>{said} Close this page and go back to the terminal.</p></html>"""
WELL = "fivefold has Strava's answer."


@dataclass(frozen=True)
class Login:
    """One attempt to log in: send the athlete to `url`, then `finish` with the address Strava sent the browser to."""

    settings: Settings
    redirect_uri: str = NOBODY
    state: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    """Random: it comes back only with the answer to this very question."""

    def __post_init__(self) -> None:
        application(self.settings)  # refuses now rather than after the consent

    @property
    def url(self) -> str:
        """The consent page. Without secrets: it may be printed."""
        query = {
            "client_id": self.settings.strava_client_id,
            "redirect_uri": self.redirect_uri,
            "response_type": "code",
            "approval_prompt": "auto",
            "scope": ",".join(SCOPES),
            "state": self.state,
        }
        return f"{self.settings.strava_oauth_url}/authorize?{urlencode(query)}"

    def is_answered_by(self, redirect: str) -> bool:
        """Whether an address is the answer to this attempt, whatever the answer is."""
        return secrets.compare_digest(_query(redirect).get("state", "").encode(), self.state.encode())

    def consent(self, redirect: str) -> tuple[str, tuple[str, ...]]:
        """The code in `redirect`, and the scopes that were granted.

        Raises `NotLoggedIn` if the athlete declined, unticked what is needed, or the address is not the answer to this
        attempt.
        """
        answer = _query(redirect)
        if not self.is_answered_by(redirect):
            raise NotLoggedIn(
                "That address is not Strava's answer to this login. Copy the whole address from the browser's address "
                "bar after clicking Authorize, or start again with: fivefold login"
            )
        if answer.get("error"):
            raise NotLoggedIn("The request was declined on Strava's page, so nothing was changed. Try: fivefold login")
        scopes = tuple(answer.get("scope", "").split(","))
        if NEEDED_SCOPE not in scopes:
            raise NotLoggedIn(
                f"Strava did not grant {NEEDED_SCOPE}, without which activities that only you can see are missing in "
                "silence. Leave the box about private activities ticked in: fivefold login"
            )
        return answer.get("code", ""), scopes

    def finish(self, redirect: str, backoff: wait_base | None = None) -> Tokens:
        """Exchange the code in `redirect` for tokens and store them.

        Raises what `consent` and `request_tokens` raise, and `OtherAthlete`, which leaves the login before as it was.
        """
        code, scopes = self.consent(redirect)
        with open_session(self.settings.strava_api_url, self.settings.strava_oauth_url) as session:
            form = {"grant_type": "authorization_code", "code": code}
            granted = request_tokens(session, self.settings, form, backoff)
        athlete_id = _athlete_id(granted.get("athlete"))
        refuse_another(self.settings, athlete_id)
        tokens = Tokens(granted["access_token"], granted["refresh_token"], granted["expires_at"], athlete_id, scopes)
        store = TokenStore(self.settings.token_path)
        with store.locked():
            store.write(tokens)
        return tokens


def log_in_with_browser(settings: Settings, open_url: Callable[[str], object], wait_s: float = WAIT_S) -> Tokens:
    """Open the consent page with `open_url` and wait for the answer on a free port of this machine.

    Raises `NotLoggedIn` when no answer comes within `wait_s` seconds, and what `Login.finish` raises.
    """
    answers: Queue[str] = Queue()
    with ThreadingHTTPServer((LOOPBACK, 0), BaseHTTPRequestHandler) as server:
        server.daemon_threads = True
        login = Login(settings, f"http://{LOOPBACK}:{server.server_port}/")
        server.RequestHandlerClass = _listener(login, answers)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            open_url(login.url)
            redirect = answers.get(timeout=wait_s)
        except Empty:
            raise NotLoggedIn(
                f"No answer from Strava's page within {wait_s:.0f} s. {LOGIN_AGAIN} (with --no-browser if the browser "
                "runs on another machine)"
            ) from None
        finally:
            server.shutdown()
            thread.join()
    return login.finish(redirect)


def refuse_another(settings: Settings, athlete_id: int | None) -> None:
    """Raise `OtherAthlete` if the warehouse holds another athlete's activities; the next sync would refuse as well."""
    with suppress(WarehouseUnavailable), private_or_any_warehouse(settings) as warehouse:
        held = warehouse.query("SELECT DISTINCT athlete_id FROM core.activities WHERE source = 'strava_api'")
        known = held["athlete_id"].to_list()
        if athlete_id is not None and known and athlete_id not in known:
            raise OtherAthlete(
                f"That is athlete {athlete_id}'s account, but the warehouse in {settings.home} is athlete {known[0]}'s,"
                " so nothing was changed. Log in to the right account on Strava's page with: fivefold login. For a "
                "second athlete, set FIVEFOLD_HOME to another folder"
            )


def _listener(login: Login, answers: Queue[str]) -> type[BaseHTTPRequestHandler]:
    class Listener(BaseHTTPRequestHandler):
        timeout = 5  # browsers open connections ahead and say nothing on them

        def do_GET(self) -> None:
            """Take an address that looks like an answer, and say on the page what it is; a favicon does not."""
            is_answer = "state" in _query(self.path)
            self.send_response(HTTPStatus.OK if is_answer else HTTPStatus.NOT_FOUND)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if is_answer:
                self.wfile.write(PAGE.format(said=escape(self.said())).encode())
            # Anything on this machine can call the port; only who knows the state ends the wait.
            if login.is_answered_by(self.path):
                answers.put(self.path)

        def said(self) -> str:
            """What the athlete's answer comes to."""
            try:
                login.consent(self.path)
            except NotLoggedIn as refused:
                return str(refused)
            return WELL

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the address holds the code."""

    return Listener


def _query(address: str) -> dict[str, str]:
    """The query of a pasted or received address; empty for what is no address."""
    try:
        return {
            name: values[0] for name, values in parse_qs(urlsplit(address.strip()).query, max_num_fields=50).items()
        }
    except ValueError:
        return {}


def _athlete_id(athlete: Any) -> int | None:
    found = athlete.get("id") if isinstance(athlete, dict) else None
    return found if isinstance(found, int) else None
