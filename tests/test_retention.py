"""Nights with FIVEFOLD_API_RETENTION_DAYS: what came through the API goes in time, and is not fetched again."""

from datetime import timedelta

import pytest
from pydantic import SecretStr

from flows.errors import NotLoggedIn, StravaUnreachable
from flows.passes import PLAIN
from flows.webhook.event import Kept
from flows.webhook.inbox import Inbox
from schemas.activities import Activities
from schemas.changes import Changes
from schemas.coverage import Coverage
from schemas.history import History
from schemas.monthly_volume import MonthlyVolume
from schemas.payloads import Payloads
from schemas.streams import Streams
from schemas.summaries import Summaries
from schemas.suspects import Suspects
from schemas.sync_runs import SyncRuns
from tests.homes import NOWHERE, ask
from tests.laws import IS_LONG
from tests.nights import DAY, SHORT, nights, run_on
from tests.purged import Marked, days_ago, ids, known_from_an_export, traces, with_retention
from tests.strava_shapes import ATHLETE_ID
from warehouse.database import Warehouse, open_warehouse

DAYS = 3
NIGHTS = 12 if IS_LONG else 5
HELSINKI = timedelta(hours=3)


@pytest.fixture
def home(tmp_path):
    """A home that keeps what came through the API for some days, of an athlete who has run for longer."""
    with nights(tmp_path / "home", [run_on(days) for days in (0.1, 0.5, 1, 20, 60)]) as home:
        home.settings = with_retention(home.settings, DAYS)
        yield home


def landed(home):
    """Activities of which anything is in raw."""
    return ids(home.table(Payloads)) | ids(home.table(Summaries))


def inode(home):
    return home.settings.warehouse_path.stat().st_ino


def test_only_what_began_within_these_days_is_asked_for(home):
    run = home.sync()
    assert run.outcome == "ok"
    assert landed(home) == ids(home.table(Activities)) == {run_on(days).activity_id for days in (0.1, 0.5, 1)}
    assert home.calls["detail"] == home.calls["streams"] == 3
    assert home.table(Coverage)["listed_from"].item() == home.now() - DAYS * DAY
    home.sync(full=True)
    assert len(landed(home)) == 3


def test_night_after_night_what_is_erased_is_not_fetched_again_and_nothing_is_taken_for_deleted(home):
    asked = []
    for number in range(NIGHTS):
        home.store.put(run_on(-number, 13_000_000_000 + number))
        run = home.sync(steps=PLAIN if number == NIGHTS - 1 else SHORT)
        assert run.outcome == "ok"
        asked.append((home.calls["detail"], home.calls["streams"]))
        oldest = home.table(Payloads)["fetched_at"].min()
        assert oldest >= home.now() - DAYS * DAY
        assert run.activities_pending == 0
    assert home.table(Suspects).is_empty()
    assert home.table(Changes).is_empty()
    # One is new each night; the others are those of recent days that are read once more for their descriptions.
    assert {streams for _, streams in asked[1:]} == {1}
    assert max(details for details, _ in asked[1:]) <= 1 + DAYS
    assert (
        landed(home) == ids(home.table(Activities)) == {13_000_000_000 + number for number in range(NIGHTS - 4, NIGHTS)}
    )
    assert home.changed_by_a_rebuild() == []


def test_a_night_with_nothing_old_enough_asks_one_question_more(home, monkeypatch):
    home.sync()
    before, counted = inode(home), []
    for owner_of in ("query", "execute"):
        work = getattr(Warehouse, owner_of)
        monkeypatch.setattr(Warehouse, owner_of, lambda *a, work=work, **k: counted.append(a[1]) or work(*a, **k))
    home.sync(after=timedelta(hours=1))
    with_it = len(counted)
    counted.clear()
    home.settings = home.settings.model_copy(update={"api_retention_days": None})
    home.sync(after=timedelta(hours=1))
    # How old the oldest is; the date from which on Strava is asked; whether anything has been deleted there.
    assert with_it - len(counted) <= 6
    assert inode(home) == before


def test_what_is_known_of_months_and_weeks_is_not_made_up(home):
    for days in (18, 19):
        home.store.put(run_on(-days, 14_000_000_000 + days))
    home.sync(after=20 * DAY)
    home.sync(after=2 * DAY, steps=PLAIN)
    (known,) = home.table(History).to_dicts()
    assert known["unknown_until"] == (home.now() - DAYS * DAY + HELSINKI).date()
    assert not home.table(MonthlyVolume)["is_complete"].any()
    unknown = ask(
        home.settings.warehouse_path,
        f"SELECT status FROM mart.weekly_adherence WHERE week_start <= DATE '{known['unknown_until']}'",
    )
    assert set(unknown["status"]) <= {"unknown", "not_due", "in_progress"}


@pytest.mark.parametrize("why", ["not logged in", "offline"] if IS_LONG else ["not logged in"])
def test_it_is_erased_also_when_the_night_then_fails(home, why):
    home.sync(steps=PLAIN)
    if why == "offline":
        home.settings = home.settings.model_copy(update={"strava_api_url": NOWHERE, "strava_oauth_url": NOWHERE})
    else:
        home.settings.token_path.unlink()
    with pytest.raises((NotLoggedIn, StravaUnreachable)):
        home.sync(after=9 * DAY)
    assert home.table(Payloads).is_empty()
    copy = home.settings.published_path / "fivefold.duckdb"
    assert ask(copy, "FROM core.activities").is_empty()
    assert ask(copy, "SELECT outcome FROM ops.sync_runs ORDER BY started_at")["outcome"].to_list()[0] == "ok"
    assert home.table(SyncRuns).height == 2


def test_what_is_deleted_at_strava_is_erased_the_same_night_and_no_other_is_fetched_again(tmp_path):
    gone, stays = Marked.number(1), Marked.number(2)
    recorded = [gone.recorded(days_ago(-0.5)), stays.recorded(days_ago(-0.4))]
    with nights(tmp_path / "home", recorded) as home:
        home.settings = with_retention(home.settings, DAYS)
        home.sync(steps=PLAIN, max_deleted_share=1)
        home.store.delete(gone.activity_id)
        home.sync(steps=PLAIN, max_deleted_share=1)
        assert traces(home.settings.home, [gone]) == []
        assert ids(home.table(Activities)) == {stays.activity_id}
        home.sync(steps=PLAIN, max_deleted_share=1)
        assert landed(home) == {stays.activity_id}
        assert home.calls.get("streams", 0) == 0
        assert home.changed_by_a_rebuild() == []


def test_of_one_that_an_export_tells_of_too_only_stays_that_it_is_gone(tmp_path):
    """An export's rows are put into core.recordings as deriving would note them."""
    gone = Marked.number(1)
    with nights(tmp_path / "home", [gone.recorded(days_ago(-0.5)), run_on(0)]) as home:
        home.settings = with_retention(home.settings, DAYS)
        home.sync()
        with open_warehouse(home.settings.warehouse_path) as warehouse:
            known_from_an_export(warehouse, gone.activity_id, home.now())
        home.store.delete(gone.activity_id)
        home.sync(max_deleted_share=1)
        before = inode(home)
        left = home.table(Payloads, activity_id=gone.activity_id)
        assert left.select("kind", "http_status").rows() == [("activity", 404)]
        assert gone.title.encode() not in home.settings.warehouse_path.read_bytes()
        home.sync()
        assert inode(home) == before, "what has been erased is erased once"
        home.sync(after=9 * DAY)
        assert home.table(Payloads, activity_id=gone.activity_id)["http_status"].to_list() == [404]


def test_without_the_setting_a_deletion_leaves_raw_as_it_was(tmp_path):
    with nights(tmp_path / "home", [run_on(1), run_on(2)]) as home:
        home.sync()
        home.store.delete(run_on(1).activity_id)
        home.sync(max_deleted_share=1)
        assert 404 in home.table(Payloads, activity_id=run_on(1).activity_id)["http_status"].to_list()
        assert home.table(Summaries, activity_id=run_on(1).activity_id).height == 1
        assert home.table(Coverage)["listed_from"].to_list() == [None]


def withdrawn(home):
    """The athlete ends the access on Strava's page, of which Strava tells by an event."""
    home.server.admin.revoke_grants()
    Inbox(home.settings.home).add(Kept(ATHLETE_ID, None, home.now()))


def test_once_the_athlete_has_ended_the_access_everything_is_erased_at_once(home):
    home.sync(steps=PLAIN)
    withdrawn(home)
    with pytest.raises(NotLoggedIn, match="what came through the API is erased"):
        home.sync(steps=PLAIN)
    assert home.table(Payloads).is_empty()
    assert home.table(Streams).is_empty()
    assert ask(home.settings.published_path / "fivefold.duckdb", "FROM core.activities").is_empty()
    assert "is erased" in home.table(SyncRuns).sort("started_at")["message"].to_list()[-1]


def test_an_event_that_anybody_may_have_sent_erases_nothing(home):
    home.sync()
    Inbox(home.settings.home).add(Kept(ATHLETE_ID, None, home.now()))
    home.sync()
    assert len(landed(home)) == 3


def test_a_login_that_may_have_been_replaced_elsewhere_erases_nothing_but_names_the_command(home):
    home.sync()
    home.server.admin.revoke_grants()
    with pytest.raises(NotLoggedIn, match="fivefold purge --source strava-api"):
        home.sync()
    assert len(landed(home)) == 3


def test_without_the_setting_the_end_of_access_names_the_command(home):
    home.sync()
    home.settings = home.settings.model_copy(update={"api_retention_days": None})
    withdrawn(home)
    with pytest.raises(NotLoggedIn, match="fivefold purge --source strava-api"):
        home.sync()
    assert len(landed(home)) == 3


def test_when_the_setting_goes_everything_is_asked_for_again(home):
    home.sync()
    home.settings = home.settings.model_copy(update={"api_retention_days": None})
    home.sync()
    assert len(landed(home)) == 5
    assert home.table(Coverage)["listed_from"].to_list() == [None]


def test_a_back_fill_that_was_going_on_when_the_setting_came_ends(tmp_path):
    with nights(tmp_path / "home", [run_on(days) for days in (1, 2, 40, 41, 42)]) as home:
        assert home.sync(max_calls=14).activities_pending
        home.settings = with_retention(home.settings, DAYS)
        assert home.sync().activities_pending == 0
        assert home.calls.get("streams", 0) == 0


@pytest.mark.skipif(not IS_LONG, reason="FIVEFOLD_LONG=1 runs it")
def test_where_postgresql_does_not_answer_it_is_erased_here(home):
    home.sync(steps=PLAIN)
    down = SecretStr("postgresql://fivefold@127.0.0.1:1/x")
    home.settings = home.settings.model_copy(update={"postgres_url": down})
    home.sync(after=9 * DAY)
    assert home.table(Payloads).filter(home.table(Payloads)["fetched_at"] < home.now() - DAYS * DAY).is_empty()
