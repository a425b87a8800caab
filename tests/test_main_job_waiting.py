"""The nightly flow at Strava's 15-minute limit: it publishes what is here, waits, and goes on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from prefect import flow

from flows.nightly import TASKS
from flows.passes import all_passes, open_night
from flows.settings import load_settings
from tests.homes import NOW, ask, environment, home_at, life_of, serving

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

#: Reads in a quarter of an hour: three of them are needed for what there is to fetch.
LIMIT = 25


class Night:
    """A night whose quarters of an hour pass at once, for the flow and for the server."""

    def __init__(self, home, server):
        self.home, self.server = home, server
        self.passed = timedelta()
        self.slept = []
        self.published = []

    def clock(self):
        return datetime.now(UTC) + self.passed

    def sleep(self, seconds):
        self.published.append(ask(self.home.published, "SELECT count(*) FROM core.activities WHERE has_streams").item())
        self.slept.append(seconds)
        self.passed += timedelta(seconds=seconds)
        self.server.admin.advance_clock(seconds)
        self.happens()

    def happens(self):
        """What the athlete does at Strava meanwhile."""

    def pull(self, now=NOW):
        """The flow's passes, with this night's clock; the run they make."""

        @flow
        def night():
            with open_night(load_settings(), clock=self.clock, sleep=self.sleep, fixed_now=now) as opened:
                all_passes(opened, TASKS)
            return opened.run

        with environment(self.home.environment):
            return night()


@pytest.fixture(scope="module")
def life():
    """Thirty activities of somebody."""
    whole = life_of(5, 0.3)
    return replace(whole, activities=whole.activities[-30:])


TITLES = ["A first title", "A second title", "A third title"]


@pytest.fixture(scope="module")
def night(life, prefect, tmp_path_factory):
    """The night after it has ended, in which the newest activity got a new title during each wait."""
    titles = iter(TITLES)
    with serving(life, read_per_15_min=LIMIT) as server:
        night = Night(home_at(tmp_path_factory.mktemp("waiting"), server, prefect), server)
        night.happens = lambda: server.admin.edit(life.activities[-1].activity_id, name=next(titles))
        night.run = night.pull()
        yield night


def test_the_run_waits_for_each_next_quarter_of_an_hour_and_fetches_everything(night, life):
    assert (night.run.outcome, night.run.activities_pending) == ("ok", 0)
    assert ask(night.home.published, "SELECT count(*) FROM core.activities").item() == len(life.activities)
    assert len(night.slept) >= night.run.calls // LIMIT - 1 >= 1
    assert all(0 < seconds <= 15 * 60 + 1 for seconds in night.slept)
    assert night.server.admin.traffic()["rate_limited"] == 0


def test_what_is_here_is_published_before_each_wait(night):
    assert night.published[0] > 0
    assert night.published == sorted(set(night.published))


def test_two_edits_of_one_field_in_one_run_are_two_changes(night, life):
    found = ask(
        night.home.published,
        f"SELECT new_value FROM ops.changes WHERE activity_id = {life.activities[-1].activity_id} AND field = 'name'"
        " ORDER BY changed_at",
    )["new_value"].to_list()
    assert len(found) >= 2
    assert found == TITLES[: len(found)]
