"""After a purge no byte of what was erased is left: every file is searched for titles, ids and places."""

from datetime import timedelta

import psycopg
import pytest
from pydantic import SecretStr

from flows.dashboard import INDEX, index
from flows.passes import PLAIN
from flows.published_pages import PAGES
from flows.purge.purge import finish, purge
from tests.nights import nights
from tests.purged import Marked, days_ago, traces
from warehouse import database
from warehouse.erase import Order

OLD = [Marked.number(number) for number in (1, 2, 3)]
NEW = [Marked.number(number) for number in (4, 5)]
#: What tells of an activity beside the warehouse, as `fivefold explain` and `review`, a power cut and a kill leave it.
BESIDE = [
    "explain/{id}.html",
    "explain/.{id}.html.new",
    "review/2026.html",
    "review/2026.md",
    "review/.2026.md.new",
    "warehouse.duckdb.wal.torn",
    "warehouse.duckdb.tmp/duckdb_temp_storage-0.tmp",
    ".warehouse.duckdb.new",
    ".warehouse.duckdb.new.wal",
    "published/.fivefold.duckdb.new",
    "published/versions/.000077.new/index.html",
]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Three activities fetched long ago, retitled since, and two fetched today; texts lie in the files as they are."""
    with pytest.MonkeyPatch.context() as here:
        here.setitem(database.CONFIG, "force_compression", "uncompressed")
        here.setitem(PAGES, INDEX, index)
        with nights(
            tmp_path_factory.mktemp("home"), [one.recorded(days_ago(9 - n)) for n, one in enumerate(OLD)]
        ) as home:
            home.settings = home.settings.model_copy(update={"publish_gps": True})
            home.sync()
            home.store.edit(OLD[0].activity_id, {"name": "Once"})
            home.sync()
            for number, one in enumerate(NEW):
                home.store.put(one.recorded(home.now() + timedelta(days=7 + number)))
            home.sync(after=timedelta(days=9), steps=PLAIN)
            for name in BESIDE:
                file = home.settings.home / name.format(id=OLD[0].activity_id)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(b" ".join(mark for one in (*OLD, *NEW) for mark in one.marks.values()))
            yield home


def kinds(found):
    """What was found where, without numbers of activities and versions."""
    return {
        (trace.split(" of ")[0].split(" in ")[0].split()[0], trace.split(" in ")[-1].split("/")[0]) for trace in found
    }


def test_the_search_finds_what_is_there(home):
    found = traces(home.settings.home, OLD)
    assert {"warehouse.duckdb", "published", "explain", "review"} <= {where for _, where in kinds(found)}
    assert {"title", "description", "id", "latitude"} == {what for what, _ in kinds(found)}
    for suffix in (".duckdb", ".parquet", "index.html", ".torn"):
        assert any(trace.endswith(suffix) for trace in found), suffix
    assert any("as a number in warehouse.duckdb" in trace for trace in found)


def test_of_what_is_old_no_byte_is_left_and_the_rest_is_there(home):
    before = traces(home.settings.home, NEW)
    done = purge(home.settings, Order("strava_api", home.now() - timedelta(days=5)), home.now)
    assert (done.left, done.complaints) == ([], [])
    assert traces(home.settings.home, OLD) == []
    assert (
        {"warehouse.duckdb", "published"}
        <= {where for _, where in kinds(traces(home.settings.home, NEW))}
        < {where for _, where in kinds(before)}
    )


def test_of_everything_no_byte_is_left(home):
    purge(home.settings, Order("strava_api"), home.now)
    assert traces(home.settings.home, [*OLD, *NEW]) == []
    assert finish(home.settings, home.now) == []
    assert {file.name for file in home.settings.home.iterdir()} == {
        "warehouse.duckdb", "published", "plan.toml", "token.json", "token.lock",
    }  # fmt: skip
    (version,) = (home.settings.published_path / "versions").iterdir()
    assert version.name.isdigit()


def test_in_postgresql_the_files_of_the_tables_hold_no_byte_of_it(postgres, tmp_path):
    """But for the server's own: its log of changes, its statistics of columns, and backups."""
    database_name = postgres.database()
    with nights(tmp_path / "home", [one.recorded(days_ago(2)) for one in OLD]) as home:
        home.settings = home.settings.model_copy(
            update={"postgres_url": SecretStr(postgres.url(database_name, "fivefold"))}
        )
        home.sync(steps=PLAIN)
        with postgres.connect(database_name) as connection:
            assert held_by_tables(postgres, connection, OLD)
            done = purge(home.settings, Order("strava_api"), home.now)
            assert (done.unscrubbed, done.complaints) == ([], [])
            assert held_by_tables(postgres, connection, OLD) == []
            assert connection.execute("SELECT count(*) FROM core.activities").fetchall() == [(0,)]
            names = connection.execute("SELECT most_common_vals::text, histogram_bounds::text FROM pg_stats").fetchall()
            assert not any(one.title in str(names) for one in OLD)


def held_by_tables(postgres, connection: psycopg.Connection, activities):
    """What is found in the files of a database, but for the statistics."""
    connection.execute("CHECKPOINT")
    paths = connection.execute(
        "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relname ~ '^pg_(statistic|toast_2619)'"
    ).fetchall()
    apart = {postgres.folder / "data" / path for (path,) in paths if path}
    (oid,) = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone() or (0,)
    marks = {name: mark for one in activities for name, mark in one.marks.items()}
    return [
        f"{name} in {file.name}"
        for file in sorted((postgres.folder / "data" / "base" / str(oid)).iterdir())
        if file not in apart
        for name, mark in marks.items()
        if mark in file.read_bytes()
    ]
