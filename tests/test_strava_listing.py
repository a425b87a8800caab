"""The listing is walked to an empty page and holds each activity once."""

from datetime import datetime, timedelta

import orjson
import pytest

from flows.emulator.server import running
from flows.strava.answers import AnswerUnusable
from flows.strava.budget import BudgetSpent, CallBudget
from flows.strava.listing import MAX_PAGES, MAX_PAGES_WITHOUT_NEWS, list_activities
from tests.strava_session import NOW, answering, log_in, settings_for, source_for
from tests.strava_shapes import activity, athlete_store, runs

FIRST = NOW - timedelta(days=500)


@pytest.fixture
def server():
    with running(athlete_store(runs(450, FIRST)), clock=NOW.timestamp) as server:
        yield server


@pytest.fixture
def source(server, tmp_path):
    log_in(server, tmp_path)
    with source_for(settings_for(server, tmp_path)) as source:
        yield source


def ids(pages):
    return [entry["id"] for page in pages for entry in page.entries]


def test_every_activity_comes_once(source, server):
    listed = ids(list_activities(source, NOW))
    assert len(listed) == 450
    assert set(listed) == set(server.admin.activity_ids())


def test_short_pages_that_are_not_last_do_not_end_the_walk(source, server):
    server.admin.switches(short_pages=True)
    pages = list(list_activities(source, NOW))
    assert len(ids(pages)) == 450
    assert len(pages[0].entries) < 200


def test_the_walk_ends_with_an_empty_page_that_is_not_yielded(source):
    pages = list(list_activities(source, NOW))
    assert all(page.entries for page in pages)
    assert source.budget.calls == len(pages) + 1


def test_no_activities_are_no_pages(server, source):
    assert list(list_activities(source, FIRST - timedelta(days=1))) == []


def test_the_body_of_a_page_is_verbatim(source):
    page = next(list_activities(source, NOW))
    assert orjson.loads(page.payload.body) == page.entries
    assert page.payload.kind == "activity_page"


def test_after_leaves_older_ones_out(source):
    assert len(ids(list_activities(source, NOW, FIRST + timedelta(days=440, hours=-1)))) == 10


def test_an_upload_in_the_middle_of_the_walk_brings_no_row_twice(source, server):
    listed = []
    for number, page in enumerate(list_activities(source, NOW)):
        listed += [entry["id"] for entry in page.entries]
        if number == 0:
            server.emulator.store.put(activity(99, NOW - timedelta(days=1)))
    assert len(listed) == len(set(listed)) == 450


def test_before_is_the_same_on_every_page(source, server):
    list(list_activities(source, NOW))
    befores = {request["query"].partition("before=")[2] for request in server.admin.requests() if request["query"]}
    assert befores == {str(int(NOW.timestamp()))}


def test_a_spent_budget_in_the_middle_is_an_exception_not_a_short_listing(server, tmp_path):
    log_in(server, tmp_path)
    listed = []
    with source_for(settings_for(server, tmp_path), CallBudget(max_calls=2)) as source, pytest.raises(BudgetSpent):
        listed.extend(page for page in list_activities(source, NOW))
    assert source.budget.calls == 2


def test_a_server_that_ignores_the_page_number_does_not_loop_for_ever(server, tmp_path):
    log_in(server, tmp_path)
    with (
        answering(200, b'[{"id": 1}]') as url,
        source_for(settings_for(server, tmp_path, strava_api_url=url)) as source,
    ):
        walk = list_activities(source, NOW)
        assert next(walk).entries == [{"id": 1}]
        with pytest.raises(AnswerUnusable, match="page after page"):
            list(walk)
        assert source.budget.calls == 1 + MAX_PAGES_WITHOUT_NEWS


def test_a_list_that_goes_on_for_ever_ends_within_a_new_application_s_quarter_of_an_hour(source, server):
    server.admin.faults({"kind": "listing", "action": "endless_listing"})
    with pytest.raises(AnswerUnusable, match="no end") as caught:
        list(list_activities(source, NOW))
    assert caught.value.cause == "endless_listing"
    assert source.budget.calls == MAX_PAGES + 1 < 100


def test_what_is_no_object_in_a_page_does_not_lose_its_neighbours(server, tmp_path):
    log_in(server, tmp_path)
    body = b'[null, 3, {"id": 1}, {"id": "odd"}, {"name": "no id"}, {"id": [1]}]'
    with answering(200, body) as url, source_for(settings_for(server, tmp_path, strava_api_url=url)) as source:
        assert len(next(list_activities(source, NOW)).entries) == 4


def test_the_clock_of_the_listing_is_the_callers(source):
    assert ids(list_activities(source, datetime.fromtimestamp(FIRST.timestamp() + 60, FIRST.tzinfo))) != []
