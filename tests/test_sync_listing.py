"""What a night reads: all of the listing where the calls allow it, and what is new before what is old."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest

from flows.passes import list_activities
from flows.strava.overview import FULL_EVERY
from schemas.activities import Activities
from schemas.changes import Changes
from schemas.coverage import Coverage
from schemas.payloads import Payloads
from schemas.streams import Streams
from schemas.summaries import Summaries
from schemas.suspects import Suspects
from tests.nights import SHORT, nights, run_on, runs_on
from tests.strava_shapes import streams

OLD = run_on(100)
#: So many that fetching them takes more calls than the listing.
MANY = [OLD, *runs_on(*range(2, 14))]


@pytest.fixture(scope="module")
def first_night(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first")
    with nights(folder, MANY) as home:
        home.sync(after=home.hours(0))
    return folder


@pytest.fixture
def home(folder, first_night):
    with nights(folder, MANY, like=first_night) as home:
        yield home


def details(home):
    """The activities whose details have landed, in that order."""
    return home.table(Payloads, kind="activity")["activity_id"].to_list()


def listings(home):
    """Whether each page asked for tonight was of the recent weeks alone."""
    return ["after=" in one["query"] for one in home.server.admin.requests() if one["kind"] == "listing"]


def test_the_whole_listing_is_read_every_night_and_once(home):
    home.sync()
    assert home.calls["listing"] == 2
    assert not any(listings(home)[-2:])
    home.sync(after=home.hours(1))
    assert all(listings(home)[-2:])
    home.sync(after=FULL_EVERY)
    assert not any(listings(home)[-2:])


def test_it_can_be_asked_for_at_any_time(home):
    home.sync(after=home.hours(1), full=True)
    assert not any(listings(home)[-2:])


def test_a_late_upload_and_a_change_of_what_is_old_come_with_the_next_night(home):
    late = run_on(300)
    home.store.put(late)
    home.store.edit(OLD.activity_id, {"name": "Another"})
    run = home.sync()
    assert (run.activities_changed, run.details_fetched) == (2, 2)
    assert home.table(Activities, activity_id=OLD.activity_id)["name"].to_list() == ["Another"]
    assert late.activity_id in home.table(Activities)["activity_id"]


def test_where_the_calls_are_too_few_only_the_recent_weeks_are_read(home):
    home.store.edit(OLD.activity_id, {"name": "Another"})
    home.sync(max_calls=3)
    assert all(listings(home)[-2:])
    assert home.table(Coverage)["full_listing_at"].item() < home.now()
    assert home.sync().activities_changed == 1


def test_a_small_cap_makes_progress_every_night_the_newest_first(folder):
    few = [OLD, *runs_on(2, 3, 4, 5)]
    with nights(folder, few) as home:
        for night in range(5):
            before = len(details(home)) if night else 0
            run = home.sync(max_calls=8)
            assert run.calls <= 8
            if run.outcome != "budget_spent":
                break
            assert night == 0 or len(details(home)) + len(home.table(Payloads, kind="streams")) > before
        newest_first = [one.activity_id for one in sorted(few, key=lambda one: one.summary["start_date"], reverse=True)]
        found = details(home)
        assert found == newest_first[: len(found)]
        assert len(found) >= len(few) - 1


def test_what_is_new_or_edited_comes_before_the_back_fill(folder):
    with nights(folder, [*runs_on(*range(40, 60)), run_on(3)]) as home:
        home.sync(max_calls=15)
        fetched = details(home)
        assert len(fetched) < 20
        edited, new = fetched[-1], run_on(-1)
        home.store.edit(edited, {"name": "Another"})
        home.store.put(new)
        home.sync(max_calls=20)  # the samples that the first night had no calls for come first, too
        assert details(home)[len(fetched) :][:2] == [new.activity_id, edited]


CHANGES = {
    "sport_type": ("Ride", "Ride", "sport_type"),
    "private": (True, "true", "is_private"),
    "visibility": ("only_me", "only_me", "visibility"),
    "gear_id": ("g999", "g999", "gear_id"),
    "max_heartrate": (171.0, "171.0", "max_heartrate_bpm"),
    "device_watts": (True, "true", "has_power_meter"),
}


def test_everything_that_core_takes_from_a_listing_follows(home):
    edited = {field: value for field, (value, _, _) in CHANGES.items()}
    home.store.edit(OLD.activity_id, edited)
    home.sync()
    told = {row["field"]: row["new_value"] for row in home.table(Changes, activity_id=OLD.activity_id).to_dicts()}
    assert {column: said for _, said, column in CHANGES.values()}.items() <= told.items()
    assert home.calls["detail"] >= 1


def test_kudos_cost_no_call(home):
    home.sync()
    home.store.edit(OLD.activity_id, {"kudos_count": 99})
    home.sync(after=home.hours(21))
    assert home.server.admin.traffic()["by_kind"].get("streams", 0) == 0
    assert OLD.activity_id not in details(home)[len(MANY) :]


def test_a_cropped_activity_brings_its_new_samples(home):
    cropped = run_on(100, streams_of=streams(3), distance=6.0, moving_time=3, elapsed_time=3)
    home.store.put(cropped)
    run = home.sync()
    assert run.streams_fetched == 1
    assert home.table(Streams, activity_id=OLD.activity_id).height == 3
    assert home.table(Activities, activity_id=OLD.activity_id)["distance_m"].to_list() == [6.0]


def test_a_change_taken_back_after_the_detail_had_shown_it_is_taken_back_here(home):
    newest = MANY[1]
    title = newest.summary["name"]

    def listed_then_renamed(night, athlete_id, full):
        ended = list_activities(night, athlete_id, full)
        home.store.edit(newest.activity_id, {"name": "A slip of the pen"})
        event = {
            "athlete_id": athlete_id,
            "activity_id": newest.activity_id,
            "reason": "event",
            "noticed_at": night.now,
        }
        night.warehouse.append(Suspects, pl.DataFrame([event], schema=Suspects.dtypes()))
        return ended

    home.sync(steps=replace(SHORT, list_activities=listed_then_renamed))
    assert home.table(Activities, activity_id=newest.activity_id)["name"].item() == "A slip of the pen"
    home.store.edit(newest.activity_id, {"name": title})
    home.sync()
    assert home.table(Activities, activity_id=newest.activity_id)["name"].item() == title
    landed = home.table(Summaries).height
    home.sync()
    assert home.table(Summaries).height == landed


def test_a_clock_that_was_years_ahead_for_one_night_hides_nothing_afterwards(home):
    home.sync(after=timedelta(days=1000))
    home.store.put(late := run_on(300))
    home.sync(after=timedelta(days=-999))
    assert late.activity_id in details(home)
