"""Homes of `fivefold` for tests: what a command needs around it, the command itself, and what it leaves behind."""

import fcntl
import io
import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL, PREFECT_API_URL
from prefect.testing.utilities import prefect_test_harness

from flows import nightly, notices
from flows.books.run import Run
from flows.cli.main import main
from flows.emulator.emulator import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET
from flows.emulator.server import Address, Running, running
from flows.emulator.store import Store
from flows.emulator.switches import UNLIMITED
from flows.passes import all_passes, open_night
from flows.settings import load_settings
from flows.strava.client import open_source
from flows.strava.token_store import TokenStore
from flows.synthetic_athlete import Life, live
from schemas.table import Table
from schemas.tables import TABLES
from tests.strava_session import NO_PAUSE, log_in

#: When the synthetic athletes' lives end: a Wednesday evening in the middle of a month, in the past of every machine,
#: since commands that are run for real list what has started until today.
NOW = datetime(2025, 11, 19, 21, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[1]
#: Of no use to anybody: port 1 of this machine answers nobody.
NOWHERE = "http://127.0.0.1:1"


@dataclass(frozen=True)
class Prefect:
    """A running server of Prefect's."""

    url: str
    folder: Path
    """Where its database lies."""


@contextmanager
def prefect_server() -> Iterator[Prefect]:
    with prefect_test_harness(server_startup_timeout=600):
        database = str(PREFECT_API_DATABASE_CONNECTION_URL.value())
        yield Prefect(str(PREFECT_API_URL.value()), Path(database.split("///", 1)[1]).parent)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Home:
    """A home folder and the server that it syncs from."""

    folder: Path
    environment: dict[str, str] = field(repr=False)

    def run(self, *arguments: str, **changes: str) -> Ended:
        """`fivefold …` in this process: the same command line, without the seconds that imports take."""
        out, err = io.StringIO(), io.StringIO()
        code = 0
        with environment(self.environment | changes), redirect_stdout(out), redirect_stderr(err):
            sys.argv = ["fivefold", *arguments]
            try:
                main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        return Ended(code, out.getvalue(), err.getvalue())

    def nightly(self, now: datetime = NOW, **parameters: Any) -> Run:
        """The nightly flow at a given time."""
        with environment(self.environment):
            return nightly.run_nightly(now=now, **parameters)

    def start(self, *arguments: str, **changes: str) -> subprocess.Popen[str]:
        """`fivefold …` as a real process, begun."""
        return subprocess.Popen(
            [sys.executable, "-m", "flows", *arguments],
            cwd=ROOT,
            env=self.environment | changes,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def process(self, *arguments: str, **changes: str) -> Ended:
        """`fivefold …` as a real process, waited for."""
        with self.start(*arguments, **changes) as started:
            out, err = started.communicate(timeout=300)
            return Ended(started.returncode, out, err)

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        return self.folder / "published" / "fivefold.duckdb"


def home_at(folder: Path, server: Address, prefect: Prefect | None = None, is_logged_in: bool = True) -> Home:
    """A home that syncs from `server`, logged in with a token that is good for hours."""
    folder.mkdir(parents=True, exist_ok=True)
    if is_logged_in:
        log_in(server, folder)
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LANG") if name in os.environ}
    return Home(
        folder,
        {
            **kept,
            "FIVEFOLD_HOME": str(folder),
            "FIVEFOLD_STRAVA_API_URL": server.api_url,
            "FIVEFOLD_STRAVA_OAUTH_URL": server.oauth_url,
            "STRAVA_CLIENT_ID": DEMO_CLIENT_ID,
            "STRAVA_CLIENT_SECRET": DEMO_CLIENT_SECRET,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "COLUMNS": "200",
        }
        | ({"PREFECT_API_URL": prefect.url} if prefect else {}),
    )


def run_plainly(
    full: bool = False, max_calls: int | None = None, backfill: bool = True, now: datetime | None = None
) -> Run:
    """What `run_nightly` does, but for Prefect, which takes seconds a night, and for pauses between attempts."""
    choices = {"full": full, "backfill": backfill, "fixed_now": now}
    with (
        notices.told(settings := load_settings()),
        open_night(settings, max_calls, open_source=partial(open_source, backoff=NO_PAUSE), **choices) as night,
    ):
        all_passes(night)
    return night.run


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """This process with these environment variables and no others, for a while."""
    before, arguments = dict(os.environ), sys.argv
    os.environ.clear()
    os.environ.update(variables)
    try:
        yield
    finally:
        sys.argv = arguments
        os.environ.clear()
        os.environ.update(before)


@cache
def life_of(seed: int, years: float, until: datetime = NOW) -> Life:
    """A synthetic life, invented once."""
    return live(seed, until, years)


@contextmanager
def serving(life: Life, **switches: Any) -> Iterator[Running]:
    """A server with an athlete and without limits, except for `switches`."""
    with running(Store.of(life.profile, life.zones, life.activities), switches=UNLIMITED | switches) as server:
        yield server


@dataclass(frozen=True)
class MainJob:
    """A home after the main job, and what the athlete really did."""

    home: Home
    run: Run
    seconds: float
    life: Life = field(repr=False)

    @property
    def truth(self) -> list[dict[str, Any]]:
        return list(self.life.truth["activities"])


def main_job(folder: Path, prefect: Prefect, seed: int, years: float) -> MainJob:
    """Pull a synthetic life over HTTP with the real nightly flow."""
    life = life_of(seed, years)
    with serving(life) as server:
        home = home_at(folder, server, prefect)
        began = time.monotonic()
        run = home.nightly()
    return MainJob(home, run, time.monotonic() - began, life)


def main_job_once(shared: Path, folder: Path, prefect: Prefect, seed: int, years: float) -> MainJob:
    """`main_job`, done in `shared` by the first of the workers that ask, and copied to `folder` by each of them."""
    shared.mkdir(exist_ok=True)
    done = shared / "done.pickle"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            job = main_job(shared / "home", prefect, seed, years)
            done.write_bytes(pickle.dumps((job.home.environment, job.run, job.seconds)))
    known, run, seconds = pickle.loads(done.read_bytes())  # noqa: S301 - written above
    shutil.copytree(shared / "home", folder, symlinks=True)
    home = Home(folder, known | {"FIVEFOLD_HOME": str(folder), "PREFECT_API_URL": prefect.url})
    return MainJob(home, run, seconds, life_of(seed, years))


def copy_of(home: Home, folder: Path, server: Address) -> Home:
    """The same home in another folder, logged in to another server of the same athlete."""
    shutil.copytree(home.folder, folder, dirs_exist_ok=True, symlinks=True)
    known = TokenStore(home.folder / "token.json").read()
    TokenStore(folder / "token.json").write(replace(log_in(server, folder), athlete_id=known and known.athlete_id))
    changed = {
        "FIVEFOLD_HOME": str(folder),
        "FIVEFOLD_STRAVA_API_URL": server.api_url,
        "FIVEFOLD_STRAVA_OAUTH_URL": server.oauth_url,
    }
    return Home(folder, home.environment | changed)


@contextmanager
def connected(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse file, to be read."""
    with duckdb.connect(str(file), read_only=True) as connection:
        connection.execute("SET TimeZone='UTC'")
        yield connection


def table_of(file: Path, table: type[Table]) -> pl.DataFrame:
    """All rows of a table, in the order of its key."""
    return ask(file, f"FROM {table.full_name()} ORDER BY {', '.join(table.key())}")


def ask(file: Path, query: str) -> pl.DataFrame:
    """The rows of a query."""
    with connected(file) as connection:
        return connection.execute(query).pl()


def layers(file: Path, *names: str) -> dict[str, pl.DataFrame]:
    """Every table of some layers."""
    return {table.full_name(): table_of(file, table) for table in TABLES if table.layer() in names}


def differing(one: Mapping[str, pl.DataFrame], other: Mapping[str, pl.DataFrame], *ignored: str) -> list[str]:
    """Names of tables that do not hold the same rows, but for the columns ignored."""
    assert one.keys() == other.keys()
    return [
        name
        for name in one
        if not one[name].drop(ignored, strict=False).equals(other[name].drop(ignored, strict=False))
    ]


def content_sha256(file: Path) -> str:
    """What `ops.freshness` says about the content published."""
    return str(ask(file, "SELECT content_sha256 FROM ops.freshness").item())
