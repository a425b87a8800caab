"""Secrets stay where they belong: in the environment, in token.json, and nowhere else, whatever goes wrong."""

import base64
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest
import requests

from flows import nightly
from flows.emulator.emulator import DEMO_CLIENT_SECRET
from flows.errors import FivefoldError
from flows.strava import answers
from flows.strava.token_store import TokenStore
from tests.homes import copy_of, serving
from tests.secrets_in import Searched, everything_logged, forms
from tests.strava_session import NO_PAUSE, log_in

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

WRONG_SECRET = "a-wrong/secret+of&1"
BROWSER = "browser"
PROXY_PASSWORD = "pr0xy/p@ss word"
PROXY = "http://runner:pr0xy%2Fp%40ss%20word@127.0.0.1:1"


@dataclass
class Troubled:
    """A home after all that can happen to a login, what was said meanwhile, and every secret that was used."""

    home: object
    said: str
    secrets: set
    codes: dict
    token_mode: int
    errors: Path


class Season:
    """Runs commands one after another; after each it learns what secrets the server knows by then."""

    def __init__(self, home, server):
        self.home, self.server = home, server
        self.secrets, self.said, self.codes = set(), [], {}
        self.learn()

    def learn(self):
        grants = self.server.emulator.grants
        self.secrets |= {*grants._access, *grants._refresh, *grants._codes}

    def ended(self, name, ended):
        self.said.append(ended.out + ended.err)
        self.codes[name] = ended.code
        self.learn()

    def process(self, name, *arguments, **changes):
        """A real process, with all that Prefect logs."""
        self.ended(name, self.home.process(*arguments, PREFECT_LOGGING_LEVEL="DEBUG", **changes))

    def run(self, name, *arguments, **changes):
        """The command line in this process."""
        self.ended(name, self.home.run(*arguments, **changes))

    def night(self, name, **changes):
        """The flow in this process, and the whole traceback of what ended it, with its causes."""
        home = replace(self.home, environment=self.home.environment | changes)
        self.codes[name] = 0
        try:
            home.nightly()
        except FivefoldError as error:
            self.codes[name] = error.exit_code
            self.said.append("".join(traceback.format_exception(error)))
        self.learn()

    def expire(self):
        """Let the next call need a refresh, which brings both tokens anew."""
        stored = orjson.loads((self.home.folder / "token.json").read_bytes())
        (self.home.folder / "token.json").write_bytes(orjson.dumps(stored | {"expires_at": 0}))
        self.server.admin.expire_access_tokens()

    def log_in_again(self, athlete_id):
        """A grant as `fivefold login` stores it."""
        fresh = log_in(self.server, self.home.folder)
        TokenStore(self.home.folder / "token.json").write(replace(fresh, athlete_id=athlete_id))
        self.learn()


@pytest.fixture(scope="module")
def troubled(season, prefect, tmp_path_factory):
    folder, errors = tmp_path_factory.mktemp("troubled"), tmp_path_factory.mktemp("errors")
    consents = []

    def consent(url):
        """What the athlete's browser does, whose consent stands: what it knows, and says of it, is not ours."""
        consents.append(ThreadPoolExecutor(1, BROWSER).submit(lambda: requests.get(url, timeout=30).url))
        told.secrets |= set(parse_qs(urlsplit(url).query)["state"])

    with (
        serving(season.life) as server,
        pytest.MonkeyPatch.context() as patch,
        everything_logged(but_threads=BROWSER, but_loggers="uvicorn") as logged,
    ):
        patch.setattr(answers, "BACKOFF", NO_PAUSE)
        patch.setattr(tempfile, "tempdir", str(errors))
        at_once = nightly.TASKS.list_activities.with_options(retries=0)
        patch.setattr(nightly, "TASKS", replace(nightly.TASKS, list_activities=at_once))
        patch.setattr("webbrowser.open", consent)
        told = Season(copy_of(season.home, folder, server), server)
        athlete_id = TokenStore(folder / "token.json").read().athlete_id
        told.secrets |= {DEMO_CLIENT_SECRET, WRONG_SECRET, PROXY_PASSWORD}

        told.expire()
        server.admin.edit(season.life.activities[-1].activity_id, name="Something new")
        told.process("refreshed", "sync")
        told.expire()
        told.process("wrong client", "sync", STRAVA_CLIENT_SECRET=WRONG_SECRET)

        told.run("login", "login")
        told.secrets |= set(parse_qs(urlsplit(consents[0].result()).query)["code"])
        told.night("behind a proxy", HTTPS_PROXY=PROXY, FIVEFOLD_STRAVA_API_URL="https://strava.invalid/api/v3")
        told.expire()
        server.admin.faults({"kind": "token", "action": "reset"})
        told.night("outage in mid-refresh")
        server.admin.faults()
        told.log_in_again(athlete_id)
        told.expire()
        with pytest.MonkeyPatch.context() as broken:
            broken.setattr(TokenStore, "write", lambda *_: 1 / 0)
            told.run("crash in mid-refresh", "sync")
        told.log_in_again(athlete_id)
        token_mode = (folder / "token.json").stat().st_mode & 0o777
        server.admin.revoke_grants()
        told.night("revoked")
        (folder / "token.json").unlink()
        told.night("from the environment", STRAVA_REFRESH_TOKEN=server.admin.grant()["refresh_token"])
        told.run("settings", "status", "--settings", STRAVA_REFRESH_TOKEN="a-token-of-another-day", HTTPS_PROXY=PROXY)
        told.secrets.add("a-token-of-another-day")
        told.run("logout", "logout")
    return Troubled(told.home, "\n".join([*told.said, logged.getvalue()]), told.secrets, told.codes, token_mode, errors)


@pytest.fixture(scope="module")
def searched(troubled):
    return Searched(troubled.secrets)


def test_everything_that_was_to_happen_happened(troubled):
    assert troubled.codes == {
        "refreshed": 0,
        "wrong client": 10,
        "login": 0,
        "behind a proxy": 12,
        "outage in mid-refresh": 12,
        "crash in mid-refresh": 1,
        "revoked": 10,
        "from the environment": 0,
        "settings": 0,
        "logout": 0,
    }
    # Two tokens at first and after each refresh and login, a code, a state, the settings' own. Whatever secret comes
    # after these (a webhook's verify token, say) belongs into `Season.secrets`, and all places are searched for it.
    assert len(troubled.secrets) >= 18


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_a_secret_is_found_in_whatever_form(before, tmp_path):
    search = Searched([WRONG_SECRET])
    for text in forms(WRONG_SECRET) | {base64.b64encode(f"{before}{WRONG_SECRET}:x".encode()).decode()}:
        assert search.in_text(f"Basic {text} and more") == [WRONG_SECRET]
    (tmp_path / "one").write_bytes(b"\xff\0" + WRONG_SECRET.encode())
    assert search.in_files(tmp_path) == {"one": [WRONG_SECRET]}
    assert search.in_text("a wrong secret") == []


def test_no_log_no_output_and_no_traceback_holds_a_secret(troubled, searched):
    for said in ("nightly", "POST /oauth/token", "POST /oauth/revoke", "Traceback", "StravaUnreachable"):
        assert said in troubled.said  # the search has something to search
    assert searched.in_text(troubled.said) == []


def test_what_is_kept_of_an_unexpected_error_holds_no_secret(troubled, searched):
    (kept,) = troubled.errors.glob("fivefold-error-*.log")
    assert "ZeroDivisionError" in kept.read_text()
    assert searched.in_files(troubled.errors) == {}


def test_no_file_of_the_home_holds_a_secret_once_nobody_is_logged_in(troubled, searched):
    assert troubled.token_mode == 0o600
    assert not (troubled.home.folder / "token.json").exists()
    assert searched.in_files(troubled.home.folder) == {}


def test_no_text_in_any_table_or_file_published_holds_a_secret(troubled, searched):
    assert searched.in_duckdb(troubled.home.warehouse) == {}
    assert searched.in_duckdb(troubled.home.published) == {}
    assert searched.in_parquet(troubled.home.folder / "published" / "parquet") == {}


def test_prefect_s_database_and_artifacts_hold_no_secret(troubled, searched, prefect):
    (database,) = prefect.folder.rglob("*.db")
    assert searched.in_sqlite(database) == {}
    assert searched.in_files(prefect.folder) == {}
