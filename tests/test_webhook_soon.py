"""After an event Prefect begins a run of the deployment, once, and only while Strava allows calls."""

import time
from datetime import timedelta

import pytest
from prefect.client.orchestration import get_client
from prefect.flows import flow
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Running

from flows.emulator.server import running
from flows.emulator.switches import UNLIMITED
from flows.passes import all_passes, open_night
from flows.settings import load_settings
from flows.webhook.pace import GAP, QUIET, Pace
from flows.webhook.soon import TRY_AGAIN, Soon, looking
from tests.homes import NOWHERE
from tests.strava_session import NOW, log_in, settings_for
from tests.strava_shapes import athlete_store, runs

pytestmark = pytest.mark.prefect


NAME = "told/told"


@flow(name="told")
def told(backfill: bool = True) -> None:
    """Nothing: its runs are begun here and made by nobody."""


@pytest.fixture
def client(prefect):
    with get_client(sync_client=True) as client:
        yield client


@pytest.fixture
def runs_begun(client):
    """The runs of a new deployment of that name."""
    deployment_id = told.to_deployment("told").apply()
    yield lambda: [run for run in client.read_flow_runs() if run.deployment_id == deployment_id]
    client.delete_deployment(deployment_id)


class Hands:
    """A clock that is set by hand."""

    def __init__(self, at):
        self.at = at

    def __call__(self):
        return self.at


@pytest.fixture
def heard(tmp_path):
    """A clock some time after an event, the pace, and what makes of both a run."""
    clock, pace = Hands(NOW), Pace()
    pace.heard(NOW)
    clock.at += QUIET
    return clock, pace, Soon(load_settings(home=tmp_path), pace, NAME, clock)


def test_a_run_without_back_fill_begins_when_it_is_due(heard, runs_begun):
    clock, pace, soon = heard
    clock.at -= QUIET / 2
    soon.look()
    assert runs_begun() == []
    clock.at += QUIET / 2
    soon.look()
    soon.look()
    assert [run.parameters for run in runs_begun()] == [{"backfill": False}]
    assert pace.due_at is None


def test_a_run_that_waits_for_the_end_of_another_takes_later_events_too(heard, runs_begun, client):
    clock, pace, soon = heard
    soon.look()
    for _ in range(2):
        clock.at += 2 * GAP
        pace.heard(clock.at - GAP)
        soon.look()
    [waiting] = runs_begun()
    client.set_flow_run_state(waiting.id, Running(), force=True)
    clock.at += 2 * GAP
    pace.heard(clock.at - GAP)
    soon.look()
    assert len(runs_begun()) == 2


def test_until_the_deployment_is_served_the_event_waits(prefect, heard):
    _, pace, soon = heard
    before = pace.due_at
    soon.look()
    assert pace.due_at == before


def test_without_prefect_s_server_another_try_comes_in_a_minute(heard, capsys):
    clock, pace, soon = heard
    with temporary_settings({PREFECT_API_URL: f"{NOWHERE}/api"}), looking(soon):
        deadline = time.monotonic() + 10
        while pace.due_at != clock.at + TRY_AGAIN and time.monotonic() < deadline:
            time.sleep(0.05)
    assert pace.due_at == clock.at + TRY_AGAIN
    assert "The next try comes in a minute." in capsys.readouterr().err


def test_while_strava_allows_no_calls_nothing_begins(heard, runs_begun, tmp_path):
    clock, pace, soon = heard
    with running(
        athlete_store(runs(5, NOW - timedelta(days=10))), clock=NOW.timestamp, switches=UNLIMITED | {"read_per_day": 5}
    ) as server:
        log_in(server, tmp_path)
        with open_night(settings_for(server, tmp_path), clock=lambda: NOW) as night:
            all_passes(night)
    resumes_at = night.run.resumes_at
    assert resumes_at is not None
    soon.look()
    assert (runs_begun(), pace.due_at) == ([], resumes_at)
    clock.at = resumes_at
    soon.look()
    assert len(runs_begun()) == 1
