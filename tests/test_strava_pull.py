"""Pulling into a warehouse: what Strava cannot serve stands back, and every call is remembered."""

from contextlib import suppress
from datetime import timedelta

import pytest

from flows.books.run import Run, saved_budget
from flows.emulator.server import running
from flows.emulator.switches import UNLIMITED
from flows.errors import StravaUnreachable
from flows.strava import pull
from flows.strava.overview import pull_listing
from flows.strava.session import CONNECTIONS
from schemas.payloads import Payloads
from schemas.quarantine import Quarantine
from tests.strava_session import NOW, log_in, settings_for, source_for
from tests.strava_shapes import ATHLETE_ID, athlete_store, runs
from warehouse.database import open_warehouse

RUNS = runs(20, NOW - timedelta(days=30))
NEWEST_FIRST = [one.activity_id for one in sorted(RUNS, key=lambda one: one.summary["start_date"], reverse=True)]


@pytest.fixture
def server():
    with running(athlete_store(RUNS), clock=NOW.timestamp) as server:
        yield server


@pytest.fixture
def warehouse(tmp_path):
    with open_warehouse(tmp_path / "warehouse.duckdb") as opened:
        yield opened


@pytest.fixture
def source(server, tmp_path):
    log_in(server, tmp_path)
    with source_for(settings_for(server, tmp_path)) as source:
        yield source


@pytest.fixture
def night(warehouse, server, source):
    """Lists and fetches in one batch, as the flow does; without limits, since what fails is asked for five times."""
    server.admin.switches(**UNLIMITED)
    source.athlete()

    def pull_all():
        run = Run(run_id="r", started_at=NOW)
        pull_listing(warehouse, source, run, ATHLETE_ID, NOW, full=False)
        pull.pull_batch(warehouse, source, run, ATHLETE_ID, pull.waiting(warehouse))
        return run

    return pull_all


def break_down(server, *activity_ids, kinds=("detail", "streams")):
    for activity_id in activity_ids:
        for kind in kinds:
            server.admin.add_fault(kind=kind, activity_id=activity_id, action="status", status=500)


def waiting_ids(warehouse):
    return pull.waiting(warehouse)["activity_id"].to_list()


def test_the_newest_come_first(warehouse, server, source):
    pull_listing(warehouse, source, Run(run_id="r", started_at=NOW), ATHLETE_ID, NOW, full=False)
    assert waiting_ids(warehouse) == NEWEST_FIRST


def test_two_activities_that_strava_cannot_serve_stop_nothing(warehouse, server, night):
    broken = NEWEST_FIRST[:2]
    break_down(server, *broken)
    run = night()
    assert run.details_fetched == run.streams_fetched == len(RUNS) - 2
    assert waiting_ids(warehouse) == broken


def test_what_strava_could_not_serve_comes_after_everything_else(warehouse, server, source, night):
    broken = NEWEST_FIRST[:2]
    break_down(server, *broken)
    night()
    server.admin.edit(NEWEST_FIRST[-1], name="Edited, and so to be fetched")
    pull_listing(warehouse, source, Run(run_id="r", started_at=NOW), ATHLETE_ID, NOW, full=True)
    assert waiting_ids(warehouse) == [NEWEST_FIRST[-1], *broken]


def test_even_a_whole_row_of_them_stops_the_back_fill_once_at_most(warehouse, server, night):
    broken = NEWEST_FIRST[:12]
    break_down(server, *broken)
    with pytest.raises(StravaUnreachable):
        night()
    # As the flow does after seconds, and the next night again: what has failed is no outage any more.
    with suppress(StravaUnreachable):
        night()
    night()
    assert waiting_ids(warehouse) == broken
    assert night().details_fetched == 0


def test_quarantine_tells_why_until_it_is_served(warehouse, server, night):
    break_down(server, NEWEST_FIRST[3])
    night()
    entry = warehouse.read(Quarantine)
    assert entry.select("table_name", "record_id").rows() == [("raw.payloads", str(NEWEST_FIRST[3]))]
    assert "500" in entry["reason"].item()
    page = warehouse.read(Payloads, "payload_id = $id", {"id": entry["payload_id"].item()})
    assert page["kind"].to_list() == ["activity_page"]
    server.admin.faults()
    night()
    assert warehouse.read(Quarantine).is_empty()
    assert waiting_ids(warehouse) == []


def test_broken_streams_do_not_fetch_the_detail_again_every_night(warehouse, server, night):
    break_down(server, NEWEST_FIRST[3], kinds=("streams",))
    assert night().details_fetched == len(RUNS)
    assert night().details_fetched == 0
    assert waiting_ids(warehouse) == [NEWEST_FIRST[3]]


def test_calls_are_remembered_although_the_run_never_comes_to_its_end(warehouse, server, source):
    run = Run(run_id="r", started_at=NOW)
    pull_listing(warehouse, source, run, ATHLETE_ID, NOW, full=False)
    # All but the last call, which found the end of the listing and landed nothing.
    assert left_of_the_day(warehouse) == 1000 - source.budget.calls + 1 < 1000
    pull.pull_batch(warehouse, source, run, ATHLETE_ID, pull.waiting(warehouse)[:5])
    # Calls under way at the same time may be counted twice: never too few, and at most by those.
    assert 1000 - source.budget.calls - CONNECTIONS <= left_of_the_day(warehouse) <= 1000 - source.budget.calls < 990


def left_of_the_day(warehouse):
    return saved_budget(warehouse, None).left(NOW)[1]
