"""The bundle in a real Superset, over the copy and over PostgreSQL, while a night goes on. Run by `make bi-test`."""

import threading
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
import requests

from flows.emulator.server import Running
from tests.bi.answers import shown, told
from tests.bi.browser import look
from tests.bi.expected import SHOWN
from tests.bi.server import Superset, superset_server
from tests.homes import Ended, Home, home_at, life_of, serving
from tests.postgres_server import PASSWORD as POSTGRES_PASSWORD
from tests.postgres_server import Postgres, postgres_server

#: Where to look at the pictures.
PICTURES = Path(".bi").absolute()
#: Activities that come in while Superset reads: the first few before, to see how long that takes alone.
ALONE, MEANWHILE = 6, 6
READERS = 4
#: Long enough for a record, whose first six months are the baseline.
YEARS = 0.75
DASHBOARDS = ["fivefold", "fivefold-postgresql"]
READER = "somebody"


@dataclass
class World:
    """A home with some months in it, its server, what it publishes into, and a Superset that reads."""

    home: Home
    server: Running = field(repr=False)
    postgres: Postgres
    database: str
    superset: Superset
    later: list = field(repr=False)
    refusal: str = ""
    """What Superset said to a bundle whose password it was not given."""

    def night(self, activities: int) -> tuple[Ended, float]:
        """So many new activities, and a real `fivefold sync`; how it ended and how many seconds it took."""
        for activity in self.later[:activities]:
            self.server.emulator.store.put(activity)
        del self.later[:activities]
        began = time.monotonic()
        ended = self.home.process("sync")
        return ended, time.monotonic() - began

    def bundle(self, name: str, *arguments: str) -> Path:
        made = self.superset.folder / name
        ended = self.home.process("superset", "--to", str(made), *arguments)
        assert ended.code == 0, ended.err
        return made

    def reader_url(self, password: str = "") -> str:
        login = f"{READER}:{quote(password, safe='')}" if password else READER
        return f"postgresql://{login}@127.0.0.1:{self.postgres.port}/{self.database}"


@pytest.fixture(scope="module")
def world(prefect, tmp_path_factory):
    """All of it, with both bundles imported as people are told to."""
    folder = tmp_path_factory.mktemp("bi")
    life = life_of(0, YEARS, datetime.now(UTC) - timedelta(hours=2))
    new = ALONE + MEANWHILE
    with serving(replace(life, activities=life.activities[:-new])) as server, postgres_server() as postgres:
        database = postgres.database()
        home = home_at(folder / "home", server, prefect)
        home.environment["FIVEFOLD_POSTGRES_URL"] = postgres.url(database, "fivefold")
        say("An athlete's months come in …")
        ended = home.process("sync")
        assert ended.code == 0, ended.err
        with postgres.connect() as connection:
            connection.execute("CREATE ROLE fivefold_reader NOLOGIN")
            connection.execute(f"CREATE ROLE {READER} LOGIN PASSWORD '{POSTGRES_PASSWORD}' IN ROLE fivefold_reader")
            # Not where the tables' days begin: nobody's Superset and PostgreSQL need to agree on that.
            connection.execute(f"ALTER ROLE {READER} SET timezone = 'Pacific/Auckland'")
        assert home.process("publish").code == 0
        passwords = folder / "pgpass"
        escaped = POSTGRES_PASSWORD.replace("\\", "\\\\").replace(":", "\\:")
        passwords.write_text(f"127.0.0.1:{postgres.port}:*:{READER}:{escaped}\n")
        passwords.chmod(0o600)
        say("Superset starts …")
        superset_folder = folder / "superset"
        superset_folder.mkdir()
        with superset_server(superset_folder, PGPASSFILE=str(passwords), TZ="America/New_York") as superset:
            made = World(home, server, postgres, database, superset, list(life.activities[-new:]))
            say("The bundles go in …")
            superset.run("import-dashboards", "-p", str(made.bundle("copy.zip")), "-u", "admin")
            masked = made.bundle("masked.zip", "--postgres", made.reader_url(POSTGRES_PASSWORD))
            made.refusal = superset.upload(masked).text
            superset.run(
                "import-dashboards", "-p", str(made.bundle("pg.zip", "--postgres", made.reader_url())), "-u", "admin"
            )
            yield made


def say(what: str) -> None:
    """A line for whoever waits: `make bi-test` shows it."""
    print(what, flush=True)


def compared(world: World, dashboard: str) -> list[str]:
    """The charts of a dashboard whose numbers are not those of SQL."""
    charts = world.superset.charts(dashboard)
    assert charts.keys() == SHOWN.keys()
    return [
        f"{name}: {here} instead of {there}"
        for name, chart in charts.items()
        for here, there in zip(shown(world.superset, chart["query"]), told(world.home.published, name), strict=True)
        if here != there
    ]


@pytest.mark.parametrize("dashboard", DASHBOARDS)
def test_every_chart_shows_the_numbers_that_sql_gives(world, dashboard):
    assert compared(world, dashboard) == []
    rows = {name: [len(found) for found in told(world.home.published, name)] for name in SHOWN}
    say(f"{dashboard}: {len(SHOWN)} charts equal SQL; rows: {rows}")
    assert all(min(counts) > 0 for name, counts in rows.items() if name != "Distance records")


@pytest.mark.parametrize("dashboard", DASHBOARDS)
def test_every_saved_chart_answers_by_itself(world, dashboard):
    for chart in world.superset.charts(dashboard).values():
        results = world.superset.get(f"chart/{chart['id']}/data/")["result"]
        assert [result["error"] for result in results] == [None] * len(chart["query"]["queries"])


def test_what_is_typed_in_sql_lab_reads_the_copy_and_nothing_else(world):
    databases = world.superset.get("database/")["result"]
    (number,) = (one["id"] for one in databases if one["database_name"] == "fivefold")
    for query in ("SELECT * FROM read_text('/etc/hostname')", "CREATE TABLE mart.mine AS SELECT 1 AS one"):
        body = {"database_id": number, "sql": query, "runAsync": False, "schema": "mart"}
        answer = world.superset.session.post(f"{world.superset.url}/api/v1/sqllab/execute/", json=body)
        assert answer.status_code >= 400, answer.text
    body = {"database_id": number, "sql": "SELECT count(*) AS n FROM core.activities", "runAsync": False}
    assert world.superset.post("sqllab/execute/", body)["data"][0]["n"] > 100


@pytest.mark.parametrize("dashboard", DASHBOARDS)
def test_the_dashboard_is_drawn_whole_in_a_browser(world, dashboard):
    PICTURES.mkdir(exist_ok=True)
    picture = PICTURES / f"{dashboard}.png"
    assert look(world.superset, dashboard, picture, len(SHOWN)) == []
    say(f"{dashboard}: drawn in {picture}")


@dataclass
class Readers:
    """Threads that ask for every chart of both dashboards, one after another, without a pause."""

    world: World
    stop: threading.Event = field(default_factory=threading.Event)
    answers: list[tuple[str, float]] = field(default_factory=list)
    """Of each answer, whose it was and when it came."""
    seen: list[tuple[float, str, int]] = field(default_factory=list)
    """When which dashboard knew of how many activities."""
    errors: list[str] = field(default_factory=list)

    def first_seen(self, dashboard: str, before: int) -> float | None:
        """When a dashboard first knew of a newer activity than `before`."""
        return min((at for at, which, value in self.seen if which == dashboard and value != before), default=None)

    def read(self, queries: list[tuple[str, str, dict]]) -> None:
        session = requests.Session()
        session.headers.update(self.world.superset.session.headers)
        for dashboard, name, query in cycle(queries):
            if self.stop.is_set():
                return
            try:
                answer = session.post(f"{self.world.superset.url}/api/v1/chart/data", json=query, timeout=120)
                if not answer.ok or any(result["error"] for result in answer.json()["result"]):
                    self.errors.append(f"{dashboard}, {name}: {answer.status_code} {answer.text[:500]}")
                if name == "How fresh":
                    newest = answer.json()["result"][0]["data"][0]["newest_activity_at"]
                    self.seen.append((time.monotonic(), dashboard, newest))
            except requests.RequestException as error:
                self.errors.append(f"{dashboard}, {name}: {error}")
            self.answers.append((dashboard, time.monotonic()))


def test_a_night_goes_on_while_superset_reads_without_a_pause(world):
    ended, alone_s = world.night(ALONE)
    assert ended.code == 0, ended.err
    before = {dashboard: newest(world, dashboard) for dashboard in DASHBOARDS}
    queries = [
        (dashboard, name, chart["query"])
        for dashboard in DASHBOARDS
        for name, chart in world.superset.charts(dashboard).items()
    ]
    readers = Readers(world)
    # Each begins elsewhere, so that they do not ask for the same at once.
    threads = [
        threading.Thread(target=readers.read, args=(queries[7 * number :] + queries[: 7 * number],))
        for number in range(READERS)
    ]
    for thread in threads:
        thread.start()
    try:
        ended, meanwhile_s = world.night(MEANWHILE)
        over = time.monotonic()
        # Nobody stops asking: a copy that is always open somewhere in Superset must be let go of all the same.
        while time.monotonic() < over + 120 and None in [readers.first_seen(*one) for one in before.items()]:
            time.sleep(0.5)
    finally:
        readers.stop.set()
        for thread in threads:
            thread.join()
    new = {dashboard: readers.first_seen(dashboard, known) for dashboard, known in before.items()}
    say(f"{len(readers.answers)} answers to {READERS} readers during and after a night, {len(readers.errors)} errors")
    say(f"a night alone took {alone_s:.1f} s, with readers on the same machine {meanwhile_s:.1f} s")
    for dashboard, at in new.items():
        when = "never" if at is None else f"{at - over:+.1f} s from the end of the sync"
        say(f"{dashboard} showed the new night {when}")
    assert ended.code == 0, ended.err
    assert readers.errors == []
    assert None not in new.values()
    assert [wrong for dashboard in DASHBOARDS for wrong in compared(world, dashboard)] == []
    assert meanwhile_s < 10 * alone_s


def newest(world: World, dashboard: str) -> int:
    """What the dashboard says is the newest activity's start."""
    chart = world.superset.charts(dashboard)["How fresh"]
    return int(world.superset.post("chart/data", chart["query"])["result"][0]["data"][0]["newest_activity_at"])


def test_superset_asks_for_the_password_that_a_bundle_leaves_out(world):
    assert "Must provide a password for the database" in world.refusal
