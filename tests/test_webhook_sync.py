"""The sync takes what the webhook has kept: it looks at activities of ours, and believes nothing."""

from datetime import timedelta

import pytest

from flows.emulator.server import running
from flows.emulator.switches import UNLIMITED
from flows.errors import NotLoggedIn
from flows.home import private_warehouse
from flows.passes import all_passes, open_night
from flows.purge.end_of_access import ERASE
from flows.webhook.event import Kept
from flows.webhook.inbox import Inbox
from flows.webhook.take import MOST_SUSPECTS, in_light_of, take_events
from schemas.activities import Activities
from schemas.suspects import Suspects
from schemas.sync_runs import SyncRuns
from tests.strava_session import NOW, log_in, settings_for
from tests.strava_shapes import ATHLETE_ID, athlete_store, runs

RUNS = runs(MOST_SUSPECTS + 2, NOW - timedelta(days=20))
IDS = [one.activity_id for one in RUNS]
STRANGER = 77


@pytest.fixture(scope="module")
def server():
    with running(athlete_store(RUNS), clock=NOW.timestamp, switches=UNLIMITED) as server:
        yield server


@pytest.fixture(scope="module")
def settings(server, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    log_in(server, home)
    settings = settings_for(server, home)
    sync(settings)
    return settings


@pytest.fixture
def warehouse(settings):
    with private_warehouse(settings) as warehouse:
        yield warehouse
        warehouse.execute("DELETE FROM ops.suspects")


@pytest.fixture
def told(settings):
    """Events that are in the inbox, a second apart."""

    def add(*activity_ids, athlete_id=ATHLETE_ID):
        for second, activity_id in enumerate(activity_ids):
            Inbox(settings.home).add(Kept(athlete_id, activity_id, NOW + timedelta(seconds=second)))

    return add


def sync(settings):
    with open_night(settings, clock=lambda: NOW) as night:
        all_passes(night)
    return night.run


def test_an_activity_of_ours_becomes_a_suspect_once_however_often_it_is_told(warehouse, settings, told):
    told(IDS[3], IDS[1], IDS[3], IDS[3])
    assert not take_events(warehouse, settings)
    assert warehouse.read(Suspects).sort("noticed_at").rows() == [
        (ATHLETE_ID, IDS[3], "event", NOW),
        (ATHLETE_ID, IDS[1], "event", NOW + timedelta(seconds=1)),
    ]
    told(IDS[3])
    take_events(warehouse, settings)
    assert warehouse.read(Suspects).height == 2


def test_what_is_not_known_here_or_another_s_leaves_nothing(warehouse, settings, told):
    told(STRANGER)
    told(IDS[0], athlete_id=STRANGER)
    take_events(warehouse, settings)
    assert warehouse.read(Suspects).is_empty()
    assert Inbox(settings.home).take() == []


def test_a_flood_of_events_costs_a_few_calls(warehouse, settings, told):
    told(*IDS)
    take_events(warehouse, settings)
    told(*IDS)
    take_events(warehouse, settings)
    assert set(warehouse.read(Suspects)["activity_id"]) == set(IDS[-MOST_SUSPECTS:])


def test_one_that_a_listing_lacks_stays_missing(warehouse, settings, told):
    told(IDS[0])
    take_events(warehouse, settings)
    warehouse.execute("UPDATE ops.suspects SET reason = 'missing'")
    told(IDS[0])
    take_events(warehouse, settings)
    assert warehouse.read(Suspects)["reason"].to_list() == ["missing"]


def test_a_sync_killed_before_it_noted_them_loses_no_event(warehouse, settings, told):
    told(IDS[0])
    Inbox(settings.home).take()
    told(IDS[1])
    take_events(warehouse, settings)
    assert set(warehouse.read(Suspects)["activity_id"]) == set(IDS[:2])


def test_a_sync_killed_after_it_noted_them_notes_them_again(warehouse, settings, told):
    told(IDS[0])
    take_events(warehouse, settings)
    told(IDS[0])
    Inbox(settings.home).take()
    take_events(warehouse, settings)
    assert warehouse.read(Suspects)["activity_id"].to_list() == [IDS[0]]


def test_the_sync_empties_the_inbox_and_brings_what_changed(server, settings, told):
    told(IDS[5])
    server.admin.edit(IDS[5], name="Hills")
    assert sync(settings).outcome == "ok"
    with private_warehouse(settings) as warehouse:
        assert warehouse.read(Activities, "activity_id = $id", {"id": IDS[5]})["name"].to_list() == ["Hills"]
    assert Inbox(settings.home).take() == []


def test_one_that_the_listing_shows_as_changed_is_asked_for_once(server, settings, told):
    server.emulator.store.edit(IDS[5], {"distance": 9_999.0})
    server.admin.clear_traffic()
    told(IDS[5])
    sync(settings)
    assert server.admin.traffic()["by_kind"]["detail"] == 1
    with private_warehouse(settings) as warehouse:
        assert warehouse.read(Suspects).is_empty()


def test_one_that_was_deleted_goes_with_the_event(server, settings, told):
    server.admin.delete(IDS[2])
    told(IDS[2], IDS[4])
    sync(settings)
    with private_warehouse(settings) as warehouse:
        assert warehouse.read(Suspects).is_empty()
        assert warehouse.read(Activities, "activity_id = $id", {"id": IDS[2]}).is_empty()
        assert not warehouse.read(Activities, "activity_id = $id", {"id": IDS[4]}).is_empty()


def test_a_forged_withdrawal_changes_nothing(settings, told):
    before = settings.token_path.read_bytes()
    told(None)
    assert sync(settings).outcome == "nothing_new"
    assert settings.token_path.read_bytes() == before


def test_after_a_true_one_the_sync_says_what_stays_and_how_to_erase_it(server, settings, told):
    told(None)
    server.admin.revoke_grants()
    with pytest.raises(NotLoggedIn, match=f"withdrawn .* stays in {settings.home}. To erase it, run: {ERASE}"):
        sync(settings)
    with private_warehouse(settings) as warehouse:
        assert "not_logged_in" in warehouse.read(SyncRuns)["outcome"].to_list()
        assert warehouse.read(Activities).height == len(RUNS) - 1
    with pytest.raises(NotLoggedIn, match="revoked, or replaced"):
        sync(settings)


def test_what_ends_a_sync_otherwise_is_said_as_it_is(settings):
    for ended in (None, NotLoggedIn("no one"), RuntimeError()):
        assert in_light_of(False, ended, settings) is ended
    assert in_light_of(True, None, settings) is None
