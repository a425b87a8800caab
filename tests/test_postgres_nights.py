"""A night goes into PostgreSQL too, if a setting says so; where that fails all else stands, and no password shows."""

import subprocess
import sys
import tempfile
import traceback
from dataclasses import replace

import orjson
import psycopg
import pytest

from flows.errors import PostgresUnavailable
from flows.postgres import to_postgres
from flows.settings import load_settings
from tests.homes import ROOT, ask, home_at, life_of, serving
from tests.postgres_server import PASSWORD
from tests.secrets_in import Searched, everything_logged
from warehouse.postgres import publish as publishing

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

#: Nobody listens there.
DOWN = "postgresql://fivefold:pg%2Fp%40ss%20w%25rd@127.0.0.1:1/x"
MISTYPED = "postgresql://fivefold:pg/p@ss w%rd@127.0.0.1:1/x"
ACTIVITIES = "SELECT activity_id, name, distance_m FROM core.activities ORDER BY activity_id"
FRESHNESS = "SELECT last_outcome, failed_runs FROM ops.freshness"


def answer(url, query):
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def traceback_of(folder, url):
    """What is raised where PostgreSQL does not let us in, with all its causes."""
    with pytest.raises(PostgresUnavailable) as told:
        to_postgres(load_settings(home=folder, postgres_url=url))
    return "".join(traceback.format_exception(told.value))


class Told:
    """A home, and how commands ended in it."""

    def __init__(self, home, url):
        self.home, self.url, self.ended = home, url, {}

    def run(self, name, *arguments, **changes):
        self.ended[name] = self.home.run(*arguments, **changes)


@pytest.fixture(scope="module")
def told(prefect, postgres, tmp_path_factory):
    """Commands, one after another, with a PostgreSQL that answers, and without."""
    errors, folder = tmp_path_factory.mktemp("errors"), tmp_path_factory.mktemp("told")
    url = postgres.url(postgres.database())
    whole = life_of(5, 0.3)
    with (
        serving(replace(whole, activities=whole.activities[-4:])) as server,
        everything_logged(but_threads="browser", but_loggers="uvicorn") as logged,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(tempfile, "tempdir", str(errors))
        told = Told(home_at(folder, server, prefect), url)
        told.run("down", "sync", FIVEFOLD_POSTGRES_URL=DOWN)
        told.books = ask(told.home.published, "SELECT outcome, message FROM ops.sync_runs").rows()
        told.run("asked for", "publish", "--postgres", url, "--json")
        told.run("sync", "sync", FIVEFOLD_POSTGRES_URL=url)
        told.refused = [traceback_of(folder, wrong) for wrong in (url.replace("@", "x@"), MISTYPED)]
        told.run("no URL", "publish", "--postgres", PASSWORD)
        told.run("settings", "status", "--settings", FIVEFOLD_POSTGRES_URL=url)
        told.copies = [ask(told.home.published, ACTIVITIES).rows(), answer(url, ACTIVITIES), answer(url, FRESHNESS)]
        server.admin.revoke_grants()
        told.run("revoked", "sync", FIVEFOLD_POSTGRES_URL=url)
        patch.setattr(publishing, "let_read", lambda connection, relations: 1 / 0)
        told.run("crash", "publish", "--postgres", url)
    told.errors, told.logged = errors, logged.getvalue()
    return told


def test_each_ends_as_it_should(told):
    assert {name: ended.code for name, ended in told.ended.items()} == {
        "down": 15,
        "asked for": 0,
        "sync": 0,
        "no URL": 2,
        "settings": 0,
        "revoked": 10,
        "crash": 1,
    }


def test_a_sync_that_does_not_reach_it_is_good_and_says_so(told):
    ((outcome, message),) = told.books
    assert outcome == "ok"
    assert message.startswith("PostgreSQL does not answer at that address.")
    assert message.endswith(
        "is good. Check the address (--postgres or FIVEFOLD_POSTGRES_URL), then run: fivefold publish"
    )
    assert told.ended["down"].err.strip() == message


def test_it_says_for_programs_what_was_sent(told):
    sent = orjson.loads(told.ended["asked for"].out)["postgres"]
    assert sent["rows"] > 1000
    assert sent["has_reader"] is True


def test_every_good_run_publishes_there(told):
    published, shown, freshness = told.copies
    assert len(shown) == 4
    assert shown == published
    assert freshness == [("nothing_new", 0)]


def test_a_failed_run_is_told_there_and_changes_nothing_else(told):
    assert answer(told.url, FRESHNESS) == [("not_logged_in", 1)]
    assert answer(told.url, ACTIVITIES) == told.copies[1]


def test_the_password_appears_nowhere(told, postgres, prefect):
    searched = Searched([PASSWORD])
    assert "nightly" in told.logged
    said = [ended.out + ended.err for ended in told.ended.values()]
    assert all("PostgresUnavailable: " in text for text in told.refused)
    assert searched.in_text("\n".join([*said, *told.refused, told.logged])) == []
    (kept,) = told.errors.glob("fivefold-error-*.log")
    assert "ZeroDivisionError" in kept.read_text()
    for folder in (told.errors, told.home.folder, prefect.folder):
        assert searched.in_files(folder) == {}
    for file in (told.home.warehouse, told.home.published):
        assert searched.in_duckdb(file) == {}
    (database,) = prefect.folder.rglob("*.db")
    assert searched.in_sqlite(database) == {}
    # Its server's log has every statement; only the test's own said the password, to make the users.
    said = [line for line in postgres.log.splitlines() if "CREATE ROLE" not in line]
    assert "COPY" in "".join(said)
    assert searched.in_text("\n".join(said)) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lets a process change what ps shows")
def test_a_process_hides_the_url_that_it_was_given():
    code = (
        "import sys; from pathlib import Path; from flows.cli.process_list import blot_out;"
        "blot_out(sys.argv[1]); print(Path('/proc/self/cmdline').read_text())"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code, DOWN, "--json"], cwd=ROOT, capture_output=True, text=True
    ).stdout
    assert shown.strip().split("\0")[-3:-1] == ["x" * len(DOWN), "--json"]
