"""How things stand: what is missing, what failed, and whether it is stale."""

import json
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import duckdb
import polars as pl
import pytest

from flows.books.standing import Standing, ending
from flows.books.standing import standing as standing_of
from flows.errors import AppInactive, NotLoggedIn
from flows.strava import pull
from schemas.freshness import STALE_AFTER
from schemas.suspects import Suspects
from tests.homes import Home, ask
from tests.strava_session import NOW as NIGHT
from tests.strava_shapes import ATHLETE_ID
from tests.told_nights import COUNT, nights_in
from warehouse.database import open_warehouse
from warehouse.ops import refresh_freshness

NOW = datetime(2026, 5, 5, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def standing(ended_at=NOW, **freshness):
    known = {"last_success_at": NOW, "activities_pending": 0, "calls_left_today": 100, "calls_per_day": 1000}
    return Standing(NOW, known | freshness, {"outcome": "ok", "ended_at": ended_at})


@pytest.mark.parametrize(("late", "is_stale"), [(timedelta(0), False), (timedelta(minutes=1), True)])
def test_it_is_stale_a_day_and_a_half_after_the_last_good_run(late, is_stale):
    assert standing(last_success_at=NOW - STALE_AFTER - late).is_stale is is_stale


def test_without_a_good_run_it_is_stale():
    assert standing(last_success_at=None).is_stale
    assert Standing(NOW, {}, {}).is_stale


@pytest.mark.parametrize(
    ("pending", "done_at"),
    [
        (0, None),
        (50, NOW),
        (51, datetime(2026, 5, 6, tzinfo=UTC)),
        (550, datetime(2026, 5, 6, tzinfo=UTC)),
        (551, datetime(2026, 5, 7, tzinfo=UTC)),
    ],
)
def test_the_back_fill_ends_when_the_days_calls_allow(pending, done_at):
    assert standing(activities_pending=pending).backfill_done_at == done_at


def test_what_needs_one_call_is_not_counted_as_two():
    fresh = standing(activities_pending=100).freshness
    assert Standing(NOW, fresh, {"ended_at": NOW, "calls_pending": 100}).backfill_done_at == NOW
    assert Standing(NOW, fresh, {"ended_at": NOW, "calls_pending": 101}).backfill_done_at > NOW


def test_the_listing_s_calls_are_not_there_for_the_back_fill():
    fresh = standing(activities_pending=1000, calls_left_today=0).freshness
    run = {"ended_at": NOW, "calls": 1000, "details_fetched": 480, "streams_fetched": 470}
    known = [Standing(NOW, fresh, run | {"calls_pending": calls}).backfill_done_at for calls in (950, 951, 1901)]
    assert [at.day for at in known] == [6, 7, 8]


def test_on_another_day_all_calls_are_there_again():
    yesterday = standing(ended_at=NOW - timedelta(hours=10), calls_left_today=0)
    assert yesterday.calls_left_today == 1000
    assert standing(calls_left_today=0).calls_left_today == 0


def test_before_anything_was_synced_all_lines_are_there():
    assert dict(Standing(NOW, {}, {}).lines())["last run"] == "never"


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A home that is logged in."""
    with nights_in(tmp_path_factory.mktemp("empty")) as opened:
        yield opened


@pytest.fixture(scope="module")
def after_one(empty, tmp_path_factory):
    """The same after a good night."""
    nights = empty.copied_to(tmp_path_factory.mktemp("one"))
    nights.night(NIGHT)
    return nights


@pytest.fixture
def new_home(empty, folder):
    return empty.copied_to(folder)


@pytest.fixture
def nights(after_one, folder):
    return after_one.copied_to(folder)


def night_fails(nights, at):
    """A night that Strava refuses to serve."""
    nights.server.admin.switches(inactive_app=True)
    with pytest.raises(AppInactive):
        nights.night(at)
    nights.server.admin.switches(inactive_app=False)


def freshness(nights):
    return ask(nights.published, "FROM ops.freshness").to_dicts()[0]


def lines(nights, at):
    return dict(standing_of(nights.settings, at).lines())


@contextmanager
def writing(file, statement="SELECT 1"):
    """Another process that has a DuckDB file open for writing."""
    code = (
        f"import duckdb, os; c = duckdb.connect({str(file)!r}); c.sql({statement!r}); print('open', flush=True);"
        " input(); os._exit(1)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"open\n"
        try:
            yield
        finally:
            process.communicate(b"\n")


def test_it_says_which_activities_wait_and_how_far_the_listing_is_known(new_home):
    # Five for the athlete, profile, zones and the listing with its empty page; then some details and some streams.
    new_home.night(NIGHT, max_calls=12)
    row = freshness(new_home)
    waiting = row["activities_pending"]
    assert 0 < waiting < COUNT
    with open_warehouse(new_home.settings.warehouse_path) as warehouse:
        started = pull.waiting(warehouse)["start_at"]
    assert (row["oldest_pending_at"], row["newest_pending_at"]) == (started.min(), started.max())
    assert (row["listed_until"], row["full_listing_at"]) == (NIGHT, NIGHT)
    assert (row["last_outcome"], row["last_success_at"]) == ("budget_spent", NIGHT)
    assert row["stale_after"] == NIGHT + STALE_AFTER
    said = lines(new_home, NIGHT)
    assert said["still to fetch"].startswith(f"{waiting}, ")
    assert said["which started"] == f"{row['oldest_pending_at']:%Y-%m-%d} to {row['newest_pending_at']:%Y-%m-%d}"
    assert said["listed until"] == said["whole listing read"] == "2026-05-20 12:05 UTC"


def test_before_the_whole_list_was_read_nothing_is_said_to_be_all(new_home):
    new_home.night(NIGHT, max_calls=1)
    assert lines(new_home, NIGHT)["still to fetch"] == "nothing, as far as the list was read"


def test_a_cause_that_is_the_outcome_is_said_once():
    run = {"outcome": "mass_deletion", "cause": "mass_deletion", "ended_at": NOW}
    assert ending(run).startswith("mass deletion 20")
    assert ending(run | {"outcome": "unreachable", "cause": "dns"}).startswith("unreachable (dns) 20")


def test_what_has_to_be_asked_for_again_is_counted(nights):
    with open_warehouse(nights.settings.warehouse_path) as warehouse:
        warehouse.append(
            Suspects,
            pl.DataFrame(
                {"athlete_id": [ATHLETE_ID], "activity_id": [7], "reason": ["event"], "noticed_at": [NIGHT]},
                schema=Suspects.dtypes(),
            ),
        )
        refresh_freshness(warehouse, 100, 1000)
        assert warehouse.query("SELECT activities_to_check FROM ops.freshness").item() == 1


def test_failures_are_told_in_the_copy_of_the_last_good_night_and_counted(nights):
    night_fails(nights, NIGHT + DAY)
    nights.settings.token_path.unlink()
    with pytest.raises(NotLoggedIn):
        nights.night(NIGHT + 2 * DAY)
    row = freshness(nights)
    assert ask(nights.published, "SELECT count(*) FROM core.activities").item() == row["activities"] == COUNT
    # The second of them never learned whose it was.
    assert (row["last_outcome"], row["failed_runs"], row["failing_since"]) == ("not_logged_in", 2, NIGHT + DAY)
    assert (row["last_success_at"], row["published_at"]) == (NIGHT, NIGHT)
    found = standing_of(nights.settings, NIGHT + 2 * DAY)
    assert (found.failed_runs, found.failing_since, found.is_stale) == (2, NIGHT + DAY, True)
    assert found.failures == "2 runs failed since 2026-05-21 12:05 UTC."
    assert found.next_step == found.last_run["message"]
    assert "fivefold login" in found.verdict


def test_a_good_night_ends_the_count(nights):
    night_fails(nights, NIGHT + DAY)
    nights.night(NIGHT + 2 * DAY)
    row = freshness(nights)
    assert (row["last_outcome"], row["failed_runs"], row["failing_since"]) == ("nothing_new", 0, None)
    found = standing_of(nights.settings, NIGHT + 2 * DAY)
    assert (found.failed_runs, found.failures, found.next_step, found.is_stale) == (0, "", "", False)


def test_failures_before_anybody_was_logged_in_are_counted_too(new_home):
    new_home.settings.token_path.unlink()
    for days in range(2):
        with pytest.raises(NotLoggedIn):
            new_home.night(NIGHT + days * DAY)
    found = standing_of(new_home.settings, NIGHT + DAY)
    assert (found.freshness, found.failed_runs, found.failing_since) == ({}, 2, NIGHT)
    assert "still to fetch" not in dict(found.lines())


def test_while_a_run_writes_it_says_so_and_answers_from_the_copy(nights):
    with writing(nights.settings.warehouse_path):
        found = standing_of(nights.settings, NIGHT)
    assert found.is_busy
    assert found.freshness["activities"] == COUNT
    assert "fivefold status" in found.next_step
    assert not standing_of(nights.settings, NIGHT).is_busy


@pytest.mark.parametrize("has_broken_copy", [False, True])
def test_while_the_first_run_writes_it_says_that_nothing_else_is_known(new_home, has_broken_copy):
    if has_broken_copy:
        new_home.published.parent.mkdir()
        new_home.published.write_bytes(b"no DuckDB file" * 1000)
    with writing(new_home.settings.warehouse_path):
        found = standing_of(new_home.settings, NIGHT)
    assert (found.is_busy, found.is_stale, found.freshness, found.last_run) == (True, True, {}, {})


def test_a_copy_that_is_broken_or_gone_is_not_needed(nights):
    nights.published.write_bytes(b"no DuckDB file" * 1000)
    assert standing_of(nights.settings, NIGHT).freshness["activities"] == COUNT
    nights.published.unlink()
    assert standing_of(nights.settings, NIGHT).freshness["activities"] == COUNT


def test_a_copy_that_an_earlier_version_made_is_understood(nights):
    with duckdb.connect(str(nights.published)) as copy:
        copy.execute("ALTER TABLE ops.freshness DROP COLUMN failed_runs; ALTER TABLE ops.sync_runs DROP COLUMN cause")
    found = standing_of(nights.settings, NIGHT)
    assert (found.freshness["activities"], found.failed_runs, found.is_stale) == (COUNT, 0, False)


def test_a_run_that_was_killed_is_told_before_the_next_repairs_it(nights):
    with writing(nights.settings.warehouse_path, "CREATE TABLE raw.scratch (x INT)"):
        pass
    found = standing_of(nights.settings, NIGHT)
    assert found.was_cut_short
    assert "cut short" in dict(found.lines())["right now"]
    assert found.next_step == "Bring it up to date with: fivefold sync"
    nights.night(NIGHT + DAY)
    assert not standing_of(nights.settings, NIGHT + DAY).was_cut_short


def test_of_several_athletes_the_stalest_counts(nights):
    with open_warehouse(nights.settings.warehouse_path) as warehouse:
        warehouse.execute(
            "INSERT INTO ops.freshness BY NAME SELECT * REPLACE (4 AS athlete_id, $at::TIMESTAMPTZ AS last_success_at)"
            " FROM ops.freshness",
            {"at": NIGHT - 2 * DAY},
        )
    nights.published.unlink()
    found = standing_of(nights.settings, NIGHT)
    assert found.is_stale
    assert [row["athlete_id"] for row in found.athletes] == [4, ATHLETE_ID]
    assert dict(found.lines())["athletes"] == "2; this is 4, the stalest"


def test_the_command_ends_with_16_when_stale_and_says_what_to_type(new_home):
    home = Home(new_home.settings.home, {"FIVEFOLD_HOME": str(new_home.settings.home)})
    for arguments in (["status"], ["status", "--json"]):
        ended = home.run(*arguments)
        assert ended.code == 16
        assert "fivefold login" in ended.err
    new_home.night(datetime.now(UTC) - timedelta(hours=1))
    ended = home.run("status", "--json")
    assert ended.code == 0
    assert set(json.loads(ended.out)) == {
        *("is_stale", "is_busy", "was_cut_short", "failed_runs", "failing_since", "next_step"),
        *("backfill_done_at", "calls_left_today", "freshness", "athletes", "last_run"),
        *("api_retention_days", "activities_from"),
    }
    new_home.night(datetime.now(UTC) - timedelta(hours=1))
    assert home.run("status").code == 0
