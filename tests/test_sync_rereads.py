"""Descriptions of recent activities are read again: rarely, and landed only when they say something new."""

import pytest

from flows.strava import ask_again
from schemas.activities import Activities
from schemas.changes import Changes
from schemas.payloads import Payloads
from schemas.rereads import Rereads
from tests.homes import differing
from tests.nights import nights, run_on

NEW, LAST_WEEK, OLD = run_on(1), run_on(8), run_on(60)


@pytest.fixture(scope="module")
def first_night(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first")
    with nights(folder, [NEW, LAST_WEEK, OLD]) as home:
        home.sync(after=home.hours(0))
    return folder


@pytest.fixture
def home(folder, first_night):
    with nights(folder, [NEW, LAST_WEEK, OLD], like=first_night) as home:
        yield home


def asked(home):
    """Activities whose detail was asked for in the last night."""
    return [int(one["path"].split("/")[-1]) for one in home.server.admin.requests() if one["kind"] == "detail"]


def test_an_edited_description_is_found_and_told(home):
    home.store.edit(NEW.activity_id, {"description": "6 x 8 s uphill"})
    run = home.sync()
    assert (run.outcome, run.details_fetched, run.streams_fetched) == ("ok", 1, 0)
    assert home.table(Activities, activity_id=NEW.activity_id)["description"].to_list() == ["6 x 8 s uphill"]
    told = home.table(Changes, field="description").select("activity_id", "old_value", "new_value", "run_id").rows()
    assert told == [(NEW.activity_id, None, "6 x 8 s uphill", run.run_id)]


def test_a_detail_that_says_the_same_lands_nowhere_and_is_remembered(home):
    home.store.edit(NEW.activity_id, {"kudos_count": 12, "photo_count": 1})
    home.sync()
    before = home.layers("raw", "core")
    home.store.edit(NEW.activity_id, {"comment_count": 3})
    assert home.table(Rereads)["activity_id"].to_list() == [NEW.activity_id]
    home.sync(after=home.hours(1))
    assert home.sync(after=home.hours(22)).details_fetched == 0
    assert home.table(Payloads, kind="activity").equals(
        before["raw.payloads"].filter(before["raw.payloads"]["kind"] == "activity")
    )


def test_a_quiet_night_lands_nothing(home):
    before = home.layers("raw", "core", "mart")
    assert home.sync().outcome == "nothing_new"
    assert asked(home) == [NEW.activity_id]
    assert differing(before, home.layers("raw", "core", "mart")) == []


def test_two_syncs_in_a_day_read_nothing_twice(home):
    home.sync()
    assert "detail" in home.calls
    home.sync(after=home.hours(2))
    assert "detail" not in home.calls


def test_no_more_than_so_many_are_read_in_one_night(home, monkeypatch):
    monkeypatch.setattr(ask_again, "MOST_REREADS", 0)
    home.sync()
    assert "detail" not in home.calls


def test_what_fails_is_read_again_the_next_night(home):
    home.server.admin.add_fault(kind="detail", action="status", status=403)
    assert home.sync().outcome == "nothing_new"
    assert home.table(Rereads).is_empty()
    home.server.admin.faults()
    home.sync()
    assert home.table(Rereads)["activity_id"].to_list() == [NEW.activity_id]


def test_a_recent_activity_that_is_not_there_when_it_is_read_again_is_no_deletion_yet(home):
    home.server.admin.add_fault(kind="detail", activity_id=NEW.activity_id, action="status", status=404)
    home.sync()
    assert NEW.activity_id in home.table(Activities)["activity_id"]
