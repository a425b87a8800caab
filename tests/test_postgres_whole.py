"""A night stands in PostgreSQL whole or not at all, and neither what is others' nor their reading is in its way."""

import signal
import subprocess
import sys
import time

import psycopg
import pytest

from tests.homes import ROOT
from tests.postgres_copies import two_nights, unlike
from tests.postgres_server import PASSWORD
from warehouse.errors import PostgresUnavailable
from warehouse.postgres import publish as publishing
from warehouse.postgres import server as serving
from warehouse.postgres.publish import Delivered, publish

IN_MID_COPY = "SELECT FROM pg_stat_progress_copy WHERE relid = %s::regclass AND tuples_processed > 0"
PUBLISHERS = "SELECT pid FROM pg_stat_activity WHERE application_name = 'fivefold'"


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    with two_nights(tmp_path_factory.mktemp("copies")) as copies:
        yield copies


@pytest.fixture(scope="module")
def database(postgres, copies):
    """A database that shows yesterday, published by its owner, who may not make roles."""
    name = postgres.database()
    publish(copies.yesterday, postgres.url(name, "fivefold"))
    return name


@pytest.fixture
def url(postgres, database):
    return postgres.url(database, "fivefold")


@pytest.fixture
def someone(postgres, database):
    """Somebody else's session, who may do anything."""
    with postgres.connect(database) as connection:
        yield connection


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(serving, "LOCK_TIMEOUT", "100ms")


def test_killed_in_the_middle_of_a_copy_it_shows_yesterday_whole(someone, copies, url):
    arguments = [sys.executable, "-m", "tests.slow_publish", copies.folder / "today", url]
    with subprocess.Popen(arguments, cwd=ROOT) as publisher:
        until(lambda: someone.execute(IN_MID_COPY, ["mart.sessions"]).fetchall())
        publisher.send_signal(signal.SIGSTOP)  # it stays there, however long this takes to look
        assert unlike(someone, copies.yesterday) == []
        publisher.kill()
    until(lambda: not someone.execute(PUBLISHERS).fetchall())
    assert unlike(someone, copies.yesterday) == []
    publish(copies.today, url)
    assert unlike(someone, copies.today) == []


def until(is_so):
    """Wait for it."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < 60
        time.sleep(0.005)


def test_who_reads_meanwhile_keeps_seeing_one_night_and_keeps_nobody_waiting(someone, copies, url, impatient):
    publish(copies.today, url)
    with psycopg.connect(url) as reader:
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        assert unlike(reader, copies.today) == []
        publish(copies.yesterday, url)
        assert unlike(someone, copies.yesterday) == []
        assert unlike(reader, copies.today) == []
        reader.rollback()
        assert unlike(reader, copies.yesterday) == []


def test_only_what_differs_is_sent(someone, copies, url):
    publish(copies.yesterday, url)
    sent = publish(copies.today, url)
    assert (sent.tables, sent.rows) == (2, copies.today.query("FROM mart.sessions").height + 2)
    assert unlike(someone, copies.today) == []
    assert publish(copies.today, url).tables == 0


def test_a_table_whose_columns_changed_is_made_anew(someone, copies, url):
    publish(copies.yesterday, url)
    someone.execute("ALTER TABLE mart.sessions DROP COLUMN kind; ALTER TABLE core.laps ALTER lap_number TYPE int")
    assert publish(copies.yesterday, url).tables == 2
    assert unlike(someone, copies.yesterday) == []
    keys = someone.execute("SELECT conname FROM pg_constraint WHERE conrelid = 'core.laps'::regclass").fetchall()
    assert keys == [("laps_pkey",)]
    assert publish(copies.yesterday, url).tables == 0


def test_a_meaning_that_was_lost_is_said_again(someone, copies, url):
    someone.execute("COMMENT ON COLUMN mart.sessions.kind IS NULL")
    publish(copies.yesterday, url)
    said = "SELECT col_description('mart.sessions'::regclass, attnum) FROM pg_attribute WHERE attname = 'kind'"
    assert ("What it was, e.g. sauna, ride, heavy, hill_sprints.",) in someone.execute(said).fetchall()


def test_a_view_of_somebodys_survives_the_nights(someone, copies, url):
    someone.execute("CREATE VIEW public.counting AS SELECT activity_id FROM mart.sessions WHERE counts")
    for copy in (copies.today, copies.yesterday):
        publish(copy, url)
        counting = copy.query("SELECT activity_id FROM mart.sessions WHERE counts").rows()
        assert sorted(someone.execute("SELECT * FROM public.counting").fetchall()) == sorted(counting)
    someone.execute("DROP VIEW public.counting")


def test_a_view_of_somebodys_is_not_taken_away_with_an_old_table(someone, copies, url):
    someone.execute(
        "ALTER TABLE mart.sessions DROP COLUMN kind; CREATE VIEW public.mine AS SELECT * FROM mart.sessions"
    )
    with pytest.raises(PostgresUnavailable, match=r"view mine depends on table mart\.sessions.*Drop that"):
        publish(copies.today, url)
    assert someone.execute("SELECT count(*) FROM core.streams WHERE activity_id = 1").fetchall() == [(3,)]
    someone.execute("DROP VIEW public.mine")
    publish(copies.yesterday, url)
    assert unlike(someone, copies.yesterday) == []


def test_it_does_not_wait_for_ever_for_who_reads_an_old_table(someone, copies, url, impatient):
    someone.execute("ALTER TABLE core.laps ALTER lap_number TYPE int")
    with someone.transaction():
        someone.execute("SELECT count(*) FROM core.laps")
        with pytest.raises(PostgresUnavailable, match="Another session in PostgreSQL holds a table"):
            publish(copies.today, url)
    publish(copies.yesterday, url)
    assert unlike(someone, copies.yesterday) == []


def test_only_one_publishes_at_a_time(someone, copies, url, impatient):
    with someone.transaction():
        someone.execute("SELECT pg_advisory_xact_lock(%s)", [serving.ADVISORY_KEY])
        with pytest.raises(PostgresUnavailable, match="or publishes too"):
            publish(copies.today, url)


def test_what_others_made_in_its_schemas_is_left_alone(someone, copies, url):
    someone.execute("CREATE TABLE mart.shoes (name text); CREATE VIEW mart.pairs AS SELECT * FROM mart.shoes")
    publish(copies.today, url)
    publish(copies.yesterday, url)
    assert someone.execute("SELECT * FROM mart.pairs").fetchall() == []
    someone.execute("DROP TABLE mart.shoes CASCADE")


def test_a_table_of_another_s_that_has_a_name_of_ours_is_refused(someone, copies, url):
    someone.execute("DELETE FROM ops.contents WHERE table_name = 'mart.sessions'")
    with pytest.raises(PostgresUnavailable, match=r"mart\.sessions was not made by fivefold"):
        publish(copies.yesterday, url)
    someone.execute("DROP TABLE mart.sessions")
    publish(copies.yesterday, url)
    assert unlike(someone, copies.yesterday) == []


def test_a_table_that_is_published_no_longer_goes(someone, copies, url):
    someone.execute("CREATE TABLE mart.former (a int); INSERT INTO ops.contents VALUES ('mart.former', NULL, NULL, '')")
    publish(copies.yesterday, url)
    assert someone.execute("SELECT to_regclass('mart.former')").fetchall() == [(None,)]


def test_without_the_right_to_make_roles_it_publishes_and_says_so(postgres, copies, monkeypatch):
    monkeypatch.setattr(publishing, "READER", "nobody_yet")
    url = postgres.url(postgres.database(), "fivefold")
    assert publish(copies.yesterday, url).has_reader is False
    with postgres.connect() as owner:
        owner.execute("CREATE ROLE nobody_yet NOLOGIN")
    assert publish(copies.yesterday, url) == Delivered(0, 0, has_reader=True)
    with psycopg.connect(url) as connection:
        (may_read,) = connection.execute(
            "SELECT has_table_privilege('nobody_yet', 'mart.sessions', 'SELECT')"
        ).fetchall()
    assert may_read == (True,)


@pytest.mark.parametrize("found", ["CREATE SCHEMA mart; CREATE TABLE mart.sales (a int)", "CREATE SCHEMA core"])
def test_a_schema_of_another_s_is_refused_and_left_as_it_is(postgres, copies, found):
    name = postgres.database()
    with postgres.connect(name) as owner:
        owner.execute(found.encode())
        with pytest.raises(
            PostgresUnavailable, match=r"schema (mart|core) that fivefold did not make.*CREATE DATABASE"
        ):
            publish(copies.yesterday, postgres.url(name, "fivefold"))
        assert owner.execute("SELECT FROM pg_namespace WHERE nspname = 'ops'").fetchall() == []


def test_an_empty_schema_that_was_made_for_it_is_taken(postgres, copies):
    name = postgres.database()
    with postgres.connect(name) as owner:
        owner.execute("CREATE SCHEMA mart AUTHORIZATION fivefold")
        publish(copies.yesterday, postgres.url(name, "fivefold"))
        assert unlike(owner, copies.yesterday) == []


def test_who_may_not_make_schemas_is_told_what_allows_it(postgres, copies):
    with pytest.raises(PostgresUnavailable, match="GRANT CREATE ON DATABASE"):
        publish(copies.yesterday, postgres.url("template1", "fivefold"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "wrong"}, "refuses this user or password"),
        ({"user": "nobody_at_all"}, "refuses this user or password"),
        ({"database": "nowhere"}, "knows no such database"),
    ],
)
def test_who_cannot_get_in_is_told_why_without_the_address(postgres, copies, changes, said):
    with pytest.raises(PostgresUnavailable, match=said) as told:
        publish(copies.yesterday, postgres.url(**{"user": "fivefold"} | changes))
    assert not {"wrong", "nobody_at_all", "nowhere", "127.0.0.1"} & set(str(told.value).replace('"', " ").split())


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://fivefold:a-secret@127.0.0.1:1/x", "does not answer at that address"),
        ("postgresql://fivefold:a-secret@no-such-host.invalid/x", "no such host"),
        ("postgresql:///x?host=/no/such/folder&password=a-secret", "does not answer at that socket"),
        ("postgresql://fivefold:12/secret@127.0.0.1/x", "no such host"),
        ("postgresql://fivefold:a-secret@127.0.0.1/x?no_such_option=1", "cannot be read"),
        ("postgresql://fivefold:a@secret@127.0.0.1/x", "no such host"),
    ],
)
def test_a_wrong_address_is_told_and_not_repeated(copies, url, said):
    with pytest.raises(PostgresUnavailable, match=said) as told:
        publish(copies.yesterday, url)
    assert "secret" not in str(told.value)
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__


def test_a_password_that_is_asked_for_may_come_from_elsewhere(postgres, copies, monkeypatch):
    url = postgres.url(postgres.database(), "fivefold").replace(":pg%2Fp%40ss%20w%25rd", "")
    monkeypatch.setenv("PGPASSFILE", "/dev/null")
    with pytest.raises(
        PostgresUnavailable, match=r"asks for a password: put it into the URL, PGPASSWORD or ~/\.pgpass"
    ):
        publish(copies.yesterday, url)
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert publish(copies.yesterday, url).rows > 0


def test_a_server_that_is_too_old_is_refused(copies, url, monkeypatch):
    monkeypatch.setattr(serving, "OLDEST", 99)
    with pytest.raises(PostgresUnavailable, match=r"is version \d+; fivefold needs 99 or newer"):
        publish(copies.yesterday, url)


def test_a_database_that_cannot_hold_every_title_is_refused(postgres, copies):
    with postgres.connect() as owner:
        owner.execute("CREATE DATABASE latin OWNER fivefold ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(PostgresUnavailable, match="encoding is LATIN1"):
        publish(copies.yesterday, postgres.url("latin", "fivefold"))
