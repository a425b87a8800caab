"""A Strava source that is logged in to a running emulator, for the tests of `flows/strava`."""

from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tenacity import wait_none

from flows.emulator.emulator import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET
from flows.settings import Settings, load_settings
from flows.strava.budget import CallBudget
from flows.strava.client import StravaSource
from flows.strava.session import Patience, open_session
from flows.strava.token_store import Tokens, TokenStore
from flows.strava.tokens import TokenKeeper

# A test of time-outs shall not take a minute.
PATIENCE = Patience(connect_s=10.0, silence_s=1.5, answer_s=20.0, largest_bytes=2**20)
NO_PAUSE = wait_none()
# In the middle of a rate window, so that no test depends on when it runs.
NOW = datetime(2026, 5, 20, 12, 5, tzinfo=UTC)


def settings_for(server, home: Path, **overrides) -> Settings:
    return load_settings(
        **{
            "home": home,
            "strava_client_id": int(DEMO_CLIENT_ID),
            "strava_client_secret": DEMO_CLIENT_SECRET,
            "strava_api_url": server.api_url,
            "strava_oauth_url": server.oauth_url,
        }
        | overrides
    )


def log_in(server, home: Path, *scopes: str) -> Tokens:
    """A grant as `fivefold login` would have stored it."""
    grant = server.admin.grant(*scopes)
    tokens = Tokens(grant["access_token"], grant["refresh_token"], grant["expires_at"], None, None)
    TokenStore(home / "token.json").write(tokens)
    return tokens


@contextmanager
def keeper_for(settings, clock=lambda: datetime.now(UTC)):
    with open_session(settings.strava_api_url, settings.strava_oauth_url, PATIENCE) as session:
        yield TokenKeeper(settings, session, clock, NO_PAUSE)


@contextmanager
def source_for(settings, budget=None, clock=lambda: NOW):
    with open_session(settings.strava_api_url, settings.strava_oauth_url, PATIENCE) as session:
        keeper = TokenKeeper(settings, session, clock, NO_PAUSE)
        yield StravaSource(session, keeper, budget or CallBudget(), clock=clock, backoff=NO_PAUSE)


@contextmanager
def answering(status: int, body: bytes):
    """A server that gives every request the same answer: for answers that the emulator never gives."""

    class Same(BaseHTTPRequestHandler):
        def do_GET(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, format, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Same) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
