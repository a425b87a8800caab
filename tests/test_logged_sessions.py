"""What was logged by hand: in raw, in every table that it concerns, and in nobody's way."""

import sys
from datetime import UTC, date, datetime, time, timedelta
from time import tzset

import pytest

from flows.derive.core import forget_core
from flows.errors import UsageError
from flows.settings import load_settings
from flows.strava import pull
from flows.word.log import SPORTS, Said, log, logs, remove
from flows.word.wall_clock import began
from schemas.activities import Activities
from schemas.daily_training import DailyTraining
from schemas.history import History
from schemas.logged_sessions import LoggedSessions
from schemas.monthly_volume import MonthlyVolume
from schemas.payloads import Payloads
from schemas.sessions import Sessions
from schemas.strength_sets import StrengthSets
from schemas.weekly_adherence import WeeklyAdherence
from tests.homes import environment
from tests.landed import AT, derive, payload, table
from tests.strava_shapes import ATHLETE_ID
from tests.word_home import SAUNA, contents, word_home
from transforms.activities import activities
from warehouse.database import open_warehouse

FRIDAY = datetime(2026, 5, 8, 18, 30, tzinfo=UTC)
SETS = "Squat 5x5 @ 100 kg; Deadlift 3x3 @ 140 kg"


@pytest.fixture
def home(tmp_path):
    with environment(word_home(tmp_path / "home").environment):
        yield load_settings()


def sauna(start=FRIDAY, minutes=25.0, **other):
    return Said("heat", "sauna", minutes, start, **other)


def read(home, table, where="TRUE"):
    with open_warehouse(home.warehouse_path) as warehouse:
        return warehouse.read(table, where)


def everything(home):
    with open_warehouse(home.warehouse_path) as warehouse:
        return contents(warehouse)


def test_a_logged_session_is_an_activity_and_a_session_and_counts_in_its_week(home):
    kept = log(home, sauna(note="at Ann's"), AT)
    activity = read(home, Activities, "activity_id = -1").row(0, named=True)
    assert (activity["source"], activity["sport_group"], activity["is_manual"]) == ("manual_log", "recovery", True)
    assert (activity["start_at"], activity["local_date"], activity["elapsed_time_s"]) == (FRIDAY, FRIDAY.date(), 1500)
    assert activity["distance_m"] is None
    assert kept.session == read(home, Sessions, "activity_id = -1").row(0, named=True)
    assert (kept.session["counts"], kept.session["decided_by"], kept.session["dose"]) == (True, "log", 25.0)
    heat = read(home, WeeklyAdherence, "week_start = DATE '2026-05-04' AND intervention = 'heat'").row(0, named=True)
    assert (heat["evidence_ids"], heat["status"]) == ([-1, SAUNA], "met")
    assert read(home, DailyTraining, "local_date = DATE '2026-05-08'")["heat_minutes"].to_list() == [25.0]
    assert read(home, MonthlyVolume, "sport_group = 'recovery'")["activities"].sum() == 2
    assert read(home, LoggedSessions)["note"].to_list() == ["at Ann's"]


@pytest.mark.parametrize("intervention", SPORTS)
def test_each_kind_that_can_be_logged_is_of_its_own_group(intervention):
    bodies = [Said(intervention, kind, 30.0, FRIDAY).body(-1, ATHLETE_ID) for kind in SPORTS[intervention]]
    landed = [payload(1, "activity", -number, body) for number, body in enumerate(bodies, start=1)]
    made, bad = activities(table(landed))
    assert bad.is_empty()
    group = {"heat": "recovery", "strength": "strength", "cross_training": "cross_training"}[intervention]
    assert made["sport_group"].to_list() == [group] * len(bodies)


def test_the_sets_that_are_told_are_read(home):
    kept = log(home, Said("strength", "strength", 45.0, FRIDAY, sets=SETS), AT)
    assert kept.sets.equals(read(home, StrengthSets, "activity_id = -1"))
    assert kept.sets.select("exercise", "reps", "weight_kg").unique(maintain_order=True).rows() == [
        ("Squat", 5, 100.0),
        ("Deadlift", 3, 140.0),
    ]
    assert (kept.session["kind"], kept.session["counts"]) == ("heavy", True)


def test_words_in_a_note_are_not_read(home):
    kept = log(home, Said("strength", "strength", 45.0, FRIDAY, note="then 5x5 @ 100 kg, sauna 20 min, pool run"), AT)
    assert kept.sets.is_empty()
    assert read(home, Sessions, "activity_id = -1")["intervention"].to_list() == ["strength"]


def test_what_was_logged_lands_in_raw_and_survives_a_rebuild(home):
    log(home, sauna(), AT)
    log(home, Said("strength", "strength", 45.0, FRIDAY - timedelta(hours=9), sets=SETS), AT)
    log(home, Said("cross_training", "ride", 90.0, FRIDAY - timedelta(hours=6), is_easy=False), AT)
    remove(home, -1, AT)
    before = everything(home)
    landed = read(home, Payloads, "source = 'manual_log'")
    assert landed.select("activity_id", "http_status").rows() == [(-1, 200), (-2, 200), (-3, 200), (-1, 404)]
    with open_warehouse(home.warehouse_path) as warehouse:
        forget_core(warehouse)
        derive(warehouse, home.plan_path, AT)
    assert [name for name, frame in everything(home).items() if not frame.equals(before[name])] == []


def test_what_is_taken_back_leaves_everything_as_it_was_and_its_id_is_not_given_again(home):
    before = everything(home)
    log(home, sauna(), AT)
    remove(home, -1, AT)
    assert [name for name, frame in everything(home).items() if not frame.equals(before[name])] == []
    with pytest.raises(UsageError, match="No session is logged as -1"):
        remove(home, -1, AT)
    assert log(home, sauna(), AT).log_id == -2


@pytest.mark.parametrize("activity_id", [SAUNA, -5, 0])
def test_only_what_was_logged_can_be_taken_back(home, activity_id):
    with pytest.raises(UsageError, match="No session is logged"):
        remove(home, activity_id, AT)


def test_a_sync_has_nothing_to_fetch_for_it_and_the_history_begins_where_it_did(home):
    before = read(home, History)
    log(home, sauna(datetime(2025, 2, 3, 18, tzinfo=UTC)), AT)
    with open_warehouse(home.warehouse_path) as warehouse:
        assert pull.waiting(warehouse).is_empty()
    assert read(home, History).equals(before)
    assert read(home, DailyTraining)["local_date"].min() == before["first_date"].item()
    assert not read(home, MonthlyVolume, "month < DATE '2026-05-01'")["is_complete"].any()


def test_a_week_with_nothing_but_a_log_stays_unknown_for_the_rest(home):
    log(home, sauna(datetime(2026, 5, 13, 18, tzinfo=UTC)), AT)
    week = read(home, WeeklyAdherence, "week_start = DATE '2026-05-11'")
    assert dict(week.select("intervention", "status").rows()) == {
        "cross_training": "unknown", "heat": "unknown", "hill_sprints": "unknown", "strength": "unknown",
    }  # fmt: skip


def test_a_sauna_that_the_watch_recorded_too_counts_once(home):
    # The one recorded began at half past six, UTC.
    log(home, sauna(datetime(2026, 5, 6, 6, 40, tzinfo=UTC)), AT)
    judged = read(home, Sessions, "intervention = 'heat'").select("activity_id", "counts").rows()
    assert judged == [(-1, True), (SAUNA, False)]
    assert "Activity -1 recorded the same workout" in read(home, Sessions, "activity_id = 3")["reason"][0]


def test_strength_that_the_watch_recorded_too_counts_once(home):
    # The one recorded began at half past six, UTC, on Thursday.
    log(home, Said("strength", "strength", 45.0, datetime(2026, 5, 7, 6, 35, tzinfo=UTC), sets=SETS), AT)
    judged = read(home, Sessions, "intervention = 'strength'").select("activity_id", "counts")
    assert judged["counts"].sum() == 1


def test_the_same_is_not_logged_twice(home):
    log(home, sauna(), AT)
    with pytest.raises(UsageError, match="The same is logged already, as -1"):
        log(home, sauna(FRIDAY + timedelta(minutes=20)), AT)
    assert log(home, sauna(FRIDAY + timedelta(minutes=25)), AT).log_id == -2
    assert log(home, sauna(minutes=24.0), AT).log_id == -3


def test_a_log_that_was_killed_on_its_way_is_there_once_it_is_tried_again(home, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("flows.word.log.renew", lambda *_: sys.exit("killed"))
        with pytest.raises(SystemExit):
            log(home, sauna(), AT)
    assert logs(home).is_empty()
    with pytest.raises(UsageError, match="The same is logged already, as -1"):
        log(home, sauna(), AT)
    assert logs(home)["activity_id"].to_list() == [-1]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (sauna(AT + timedelta(minutes=1)), "still to come"),
        (sauna(minutes=0.0), "0 minutes cannot be"),
        (sauna(minutes=181.0), "1 to 180"),
        (sauna(minutes=float("nan")), "cannot be"),
        (sauna(minutes=-3.0), "cannot be"),
        (sauna(datetime(1989, 5, 5, tzinfo=UTC)), "too long ago"),
        (sauna(note="x" * 1001), "1000 are the most"),
        (Said("strength", "strength", 45.0, FRIDAY, sets="it went well"), "No set could be read"),
        (Said("cross_training", "ride", 1441.0, FRIDAY), "1 to 1440"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(home, said, words):
    with pytest.raises(UsageError, match=words):
        log(home, said, AT)
    assert read(home, Payloads, "source = 'manual_log'").is_empty()


def test_hostile_notes_stay_text(home):
    note = "'; DROP TABLE raw.payloads; -- <script>\x1b[2J \"\\ [red]\u202e"
    log(home, sauna(note=note), AT)
    assert read(home, LoggedSessions)["note"].to_list() == [note]


def test_without_an_athlete_there_is_nobody_to_log_for(tmp_path):
    with environment({"FIVEFOLD_HOME": str(tmp_path / "new")}), pytest.raises(UsageError, match="fivefold sync"):
        log(load_settings(), sauna(), AT)
    assert not (tmp_path / "new").exists()


def test_what_is_told_without_a_time_ends_now_or_began_at_noon_of_another_day():
    now = datetime.now(UTC)
    today = now.astimezone().date()
    assert abs(now - timedelta(minutes=25) - began(now, 25, None, None)) < timedelta(seconds=1)
    assert began(now, 25, today, None) == began(now, 25, None, None)
    other = began(now, 25, date(2026, 1, 5), None)
    assert (other.date(), other.time(), other.utcoffset() is None) == (date(2026, 1, 5), time(12), False)
    assert began(now, 25, date(2026, 7, 5), time(18, 30)).replace(tzinfo=None) == datetime(2026, 7, 5, 18, 30)


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Europe/Zurich", datetime(2026, 3, 29, 2, 30)),  # an hour that summer time skipped
        ("Pacific/Apia", datetime(2011, 12, 30, 12)),  # a day that the date line skipped
        ("Europe/Zurich", datetime(1, 1, 1)),
        ("America/New_York", datetime(9999, 12, 31, 23, 59)),
    ],
)
def test_a_time_that_never_was_is_refused(monkeypatch, zone, told):
    with monkeypatch.context() as patched:
        patched.setenv("TZ", zone)
        tzset()
        with pytest.raises(UsageError, match=f"there was no {told:%Y-%m-%d %H:%M}"):
            began(datetime.now(UTC), 25, told.date(), told.time())
    tzset()
