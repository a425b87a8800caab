"""Another athlete's login is refused before anything of theirs lands, and deletes nothing."""

from dataclasses import replace

import pytest

from flows.errors import OtherAthlete
from flows.strava.token_store import TokenStore
from schemas.activities import Activities
from schemas.payloads import Payloads
from schemas.sync_runs import SyncRuns
from tests.nights import nights, run_on, runs_on
from tests.strava_session import log_in
from tests.strava_shapes import ATHLETE_ID

OTHER = ATHLETE_ID + 1
HOW_TO_GO_ON = rf"athlete {OTHER}.*home .* athlete {ATHLETE_ID}.*fivefold login.*FIVEFOLD_HOME="


@pytest.fixture(scope="module")
def first_night(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first")
    with nights(folder, runs_on(2, 40)) as home:
        home.sync(after=home.hours(0))
        assert home.calls["athlete"] == 1
    return folder


@pytest.fixture
def home(folder, first_night):
    with nights(folder, runs_on(2, 40), like=first_night) as home:
        yield home


def become_another(home):
    """The same server, with another athlete behind the same login."""
    store = home.store
    store.profile = store.profile | {"id": OTHER}
    for entry in store.newest_first():
        store.delete(entry.activity_id)


def theirs():
    return run_on(1, activity_id=4_000, athlete={"id": OTHER, "resource_state": 1})


def test_who_is_logged_in_is_asked_once_a_night(home):
    home.sync()
    assert home.calls["athlete"] == 1
    home.sync(after=home.hours(1))
    assert "athlete" not in home.calls


@pytest.mark.parametrize("hours", [24, 1])
def test_another_account_behind_the_same_login_is_refused_before_anything_lands(home, hours):
    become_another(home)
    home.store.put(theirs())
    before = home.layers("raw", "core")
    with pytest.raises(OtherAthlete, match=HOW_TO_GO_ON):
        home.sync(after=home.hours(hours))
    assert all(frame.equals(before[name]) for name, frame in home.layers("raw", "core").items())
    assert home.table(SyncRuns)["outcome"].to_list().count("other_athlete") == 1
    assert home.stored_athlete == ATHLETE_ID


def test_an_account_that_has_nothing_takes_nothing_away(home):
    become_another(home)
    with pytest.raises(OtherAthlete):
        home.sync(after=home.hours(1), max_deleted_share=1.0)
    assert home.table(Payloads, http_status=404).is_empty()
    assert home.table(Activities).height == 2


def test_what_waits_is_not_lost_to_another_account(folder):
    with nights(folder, runs_on(*range(1, 20))) as home:
        home.sync(max_calls=9)
        become_another(home)
        with pytest.raises(OtherAthlete):
            home.sync(after=home.hours(1), max_deleted_share=1.0)
        assert home.table(Activities).height == 19


@pytest.mark.parametrize("says_whose", [True, False])
def test_another_login_in_the_same_home_is_refused(home, folder, says_whose):
    become_another(home)
    login = log_in(home.server, folder)
    if says_whose:
        TokenStore(folder / "token.json").write(replace(login, athlete_id=OTHER))
    before = home.layers("raw")
    with pytest.raises(OtherAthlete, match=HOW_TO_GO_ON):
        home.sync()
    assert all(frame.equals(before[name]) for name, frame in home.layers("raw").items())


def test_a_home_of_their_own_takes_them(home, folder):
    become_another(home)
    home.store.put(theirs())
    with nights(folder / "other") as other:
        other.server.emulator.store.profile = home.store.profile
        other.store.put(theirs())
        other.sync()
        assert other.table(Activities)["athlete_id"].to_list() == [OTHER]
