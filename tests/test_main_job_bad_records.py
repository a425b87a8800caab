"""Records that are not what they should be: the others load, quarantine names the bad one, nothing is lost."""

from dataclasses import replace

import pytest

from flows.derive.core import forget_core
from schemas.quarantine import Quarantine
from tests.frames import rows
from tests.homes import ask, differing, home_at, layers, life_of, serving, table_of
from tests.laws import first_of
from warehouse.database import open_warehouse

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def life():
    """Thirty activities of somebody: one bad record among a hundred is within what a run tolerates."""
    whole = life_of(5, 0.3)
    return replace(whole, activities=whole.activities[-30:])


@pytest.fixture
def server(life):
    with serving(life) as server:
        yield server


@pytest.fixture
def home(server, without_prefect, folder):
    return home_at(folder, server)


@pytest.fixture(scope="module")
def run(life):
    """A run with samples, the newest."""
    return [one for one in life.activities if one.summary["sport_type"] == "Run" and one.streams_json][-1]


def count(home, table="core.activities", where="TRUE", file="published"):
    return ask(getattr(home, file), f"SELECT count(*) FROM {table} WHERE {where}").item()


def quarantined(home):
    return ask(home.published, "SELECT table_name, record_id, rule, reason FROM ops.quarantine ORDER BY ALL").rows()


def synced(home, *arguments, **changes):
    """A sync that ends well."""
    ended = home.run("sync", *arguments, **changes)
    assert (ended.code, ended.err) == (0, ""), ended
    return ended


WRONG = {
    "distance": "far",
    "elapsed_time": [1, 2],
    "start_date": "yesterday",
    "manual": "no",
    "moving_time": -5,
}


def test_a_field_of_the_wrong_type_in_one_record_of_a_page(home, server, life, run):
    for kind in ("listing", "detail"):
        server.admin.add_fault(kind=kind, activity_id=run.activity_id, action="wrong_type", field="distance")
    ended = synced(home)
    assert "1 records were rejected. See why with: fivefold quarantine list" in ended.out
    assert count(home) == len(life.activities) - 1
    assert {row[:2] for row in quarantined(home)} == {("core.activities", str(run.activity_id))}
    # What Strava sent is kept; once it is mended there, it is taken.
    server.admin.faults()
    synced(home, "--full")
    assert count(home) == len(life.activities)
    assert quarantined(home) == []


def test_wrong_values_of_every_kind_are_named_and_the_other_records_load(home, server, life):
    spoilt = dict(zip(WRONG, (one.activity_id for one in life.activities), strict=False))
    for field, value in WRONG.items():
        for kind in ("listing", "detail"):
            server.admin.add_fault(kind=kind, activity_id=spoilt[field], action="wrong_type", field=field, value=value)
    synced(home, FIVEFOLD_MAX_REJECTED_SHARE="1")
    assert count(home) == len(life.activities) - len(WRONG)
    assert {row[1] for row in quarantined(home)} == {str(activity_id) for activity_id in spoilt.values()}
    named = {row[1]: f"{row[2]} {row[3]}" for row in quarantined(home)}
    for field, column in {
        "distance": "distance_m",
        "elapsed_time": "elapsed_time_s",
        "moving_time": "moving_time_s",
    }.items():
        assert column in named[str(spoilt[field])]


def test_a_wrong_type_in_the_listing_alone_leaves_what_the_detail_says(home, server, life, run):
    server.admin.faults(
        {"kind": "listing", "activity_id": run.activity_id, "action": "wrong_type", "field": "distance"}
    )
    synced(home)
    assert count(home) == len(life.activities)
    assert [row[:2] for row in quarantined(home)] == [("core.activities", str(run.activity_id))]


def test_an_entry_without_an_id(home, server, life, run):
    server.admin.faults({"kind": "listing", "activity_id": run.activity_id, "action": "wrong_type", "field": "id"})
    synced(home)
    assert count(home) == len(life.activities) - 1
    assert [row[0] for row in quarantined(home)] == ["raw.summaries"]


def test_an_entry_without_an_id_is_one_reject_however_many_nights_it_comes(home, server, life, run):
    synced(home)
    server.admin.faults({"kind": "listing", "activity_id": run.activity_id, "action": "wrong_type", "field": "id"})
    synced(home, "--full")
    first = layers(home.warehouse, "raw") | {"ops.quarantine": table_of(home.warehouse, Quarantine)}
    assert first["ops.quarantine"].height == 1
    synced(home, "--full", FIVEFOLD_MAX_REJECTED_SHARE="0")
    again = layers(home.warehouse, "raw") | {"ops.quarantine": table_of(home.warehouse, Quarantine)}
    assert differing(first, again, "last_seen_at") == []
    assert (first["ops.quarantine"]["last_seen_at"] < again["ops.quarantine"]["last_seen_at"]).all()
    assert ask(home.published, "SELECT arg_max(records_rejected, started_at) FROM ops.sync_runs").item() == 0
    # It names the page that it came on, although nothing else on that page was new.
    shown = home.run("quarantine", "show", str(first["ops.quarantine"]["payload_id"].item()))
    assert (shown.code, shown.err) == (0, "")
    assert "unexpected" in shown.out
    # Once it is mended at Strava, the reading of the whole listing takes it out of quarantine.
    server.admin.faults()
    synced(home, "--full")
    assert quarantined(home) == []


def test_a_reject_whose_payload_is_not_there_is_shown_all_the_same(home):
    synced(home)
    with open_warehouse(home.warehouse) as warehouse:
        warehouse.append(Quarantine, rows(Quarantine, {"payload_id": 4_000_000}))
    shown = home.run("quarantine", "show", "4000000")
    assert (shown.code, shown.err) == (0, "")


def test_quarantine_shows_the_reason_and_the_record_as_it_came(home, server, run):
    server.admin.faults({"kind": "detail", "activity_id": run.activity_id, "action": "wrong_type", "field": "distance"})
    synced(home)
    (payload_id,) = ask(home.published, "SELECT payload_id FROM ops.quarantine").row(0)
    listed = home.run("quarantine", "list")
    assert (listed.code, listed.err) == (0, "")
    assert str(run.activity_id) in listed.out
    shown = home.run("quarantine", "show", str(payload_id))
    assert (shown.code, shown.err) == (0, "")
    assert "distance" in shown.out
    assert "unexpected" in shown.out


def test_too_many_rejected_records_fail_the_run_and_keep_the_good_ones(home, server, life, run):
    server.admin.faults({"kind": "detail", "activity_id": run.activity_id, "action": "wrong_type", "field": "distance"})
    ended = home.run("sync", FIVEFOLD_MAX_REJECTED_SHARE="0")
    assert ended.code == 13
    assert len(ended.err.strip().split("\n")) == 1
    assert "FIVEFOLD_MAX_REJECTED_SHARE" in ended.err
    assert "fivefold quarantine list" in ended.err
    assert not home.published.exists()
    assert count(home, file="warehouse") == len(life.activities)
    assert count(home, "mart.daily_training", file="warehouse") > 0
    # Known rejects do not fail the nights that follow.
    synced(home, FIVEFOLD_MAX_REJECTED_SHARE="0")
    assert count(home) == len(life.activities)


def test_known_rejects_that_are_read_again_with_everything_else_fail_no_night(home, server, life, run):
    server.admin.faults({"kind": "detail", "activity_id": run.activity_id, "action": "wrong_type", "field": "distance"})
    synced(home)
    with open_warehouse(home.warehouse) as warehouse:
        forget_core(warehouse)
    # No activity is in the recent part of the listing that this night reads.
    ended = synced(home)
    assert "0 activities listed" in ended.out
    assert "1 records were rejected" in ended.out


def test_an_unknown_sport_and_unknown_fields_are_data(home, server, life, run):
    new = {
        "id": 77,
        "sport_type": "MoonWalk",
        "type": "Workout",
        "what_is_this": {"deep": [1, None]},
        "name": "One step",
    }
    server.admin.create(run.summary | new, run.detail | new)
    synced(home)
    assert quarantined(home) == []
    row = ask(home.published, "SELECT sport_type, sport_group FROM core.activities WHERE activity_id = 77").row(0)
    assert row == ("MoonWalk", "other")
    assert (
        "what_is_this"
        in ask(home.warehouse, "SELECT body FROM raw.payloads WHERE activity_id = 77 AND kind = 'activity'").item()
    )


MALFORMED = {
    "arrays of different lengths": {"time": {"data": [0, 1, 2]}, "distance": {"data": [0.0, 3.0]}},
    "no time": {"distance": {"data": [0.0, 3.0, 6.0]}},
    "text for numbers": {"time": {"data": [0, 1, 2]}, "distance": {"data": ["a", "b", "c"]}},
    "null times": {"time": {"data": [0, None, 2]}, "distance": {"data": [0.0, 3.0, 6.0]}},
    "times backwards": {"time": {"data": [5, 3, 1]}, "distance": {"data": [0.0, 3.0, 6.0]}},
    "negative times": {"time": {"data": [-5, -3, -1]}, "distance": {"data": [0.0, 3.0, 6.0]}},
    "times beyond any day": {"time": {"data": [0, 1, 10**15]}, "distance": {"data": [0.0, 3.0, 6.0]}},
    "times beyond any number": {"time": {"data": [0, 1, 1e300]}, "distance": {"data": [0.0, 3.0, 6.0]}},
    "numbers beyond belief": {"time": {"data": [0, 1, 2]}, "altitude": {"data": [1e300, -1e300, 5.0]}},
    "a list": [1, 2, 3],
    "no data": {"time": {"series_type": "time"}},
    "nothing": {},
    "no samples": {"time": {"data": []}, "distance": {"data": []}},
    "half a position": {"time": {"data": [0, 1, 2]}, "latlng": {"data": [[47.0], None, []]}},
}


def test_malformed_streams_leave_their_activities_and_all_others(home, server, life):
    sampled = [one for one in life.activities if one.streams_json]
    spoilt = dict(zip(MALFORMED, sampled, strict=False))
    assert spoilt.keys() == MALFORMED.keys()
    for name, one in spoilt.items():
        server.admin.create(one.summary, one.detail, MALFORMED[name])
    synced(home, FIVEFOLD_MAX_REJECTED_SHARE="1")
    assert count(home) == len(life.activities)
    assert count(home, "core.activities", "has_streams") >= len(sampled) - len(spoilt)
    assert ask(home.published, "SELECT activities_pending FROM ops.freshness").item() == 0
    named = {int(row[1].split(" ")[0]) for row in quarantined(home)}
    harmless = {"times backwards", "numbers beyond belief", "nothing", "no samples", "half a position"}
    assert named - {spoilt[name].activity_id for name in harmless} == {
        one.activity_id for name, one in spoilt.items() if name not in harmless
    }


def test_an_activity_whose_streams_are_not_there(home, server, life, run):
    server.admin.create(run.summary, run.detail)
    synced(home)
    row = ask(home.published, f"SELECT has_streams FROM core.activities WHERE activity_id = {run.activity_id}").row(0)
    assert row == (False,)
    assert ask(home.published, "SELECT activities_pending FROM ops.freshness").item() == 0
    server.admin.clear_traffic()
    synced(home)
    assert "streams" not in server.admin.traffic()["by_kind"]


def test_an_activity_deleted_between_listing_and_detail(home, server, life, run):
    server.admin.faults(
        {"kind": "detail", "activity_id": run.activity_id, "action": "status", "status": 404},
        {"kind": "streams", "activity_id": run.activity_id, "action": "status", "status": 404},
    )
    synced(home)
    assert count(home) == len(life.activities) - 1
    assert quarantined(home) == []
    assert ask(home.published, "SELECT activities_pending FROM ops.freshness").item() == 0


@pytest.mark.parametrize("action", first_of(["html", "invalid_json"]))
def test_one_answer_that_is_no_json_is_asked_for_again_the_next_night(home, server, life, run, action):
    server.admin.faults({"kind": "detail", "activity_id": run.activity_id, "action": action, "status": 200})
    ended = synced(home)
    assert "1 activities are still to be fetched" in ended.out
    assert count(home) == len(life.activities)
    server.admin.faults()
    server.admin.clear_traffic()
    synced(home)
    assert ask(home.published, "SELECT activities, activities_pending FROM ops.freshness").row(0) == (30, 0)
    assert server.admin.traffic()["by_kind"]["detail"] == 1


def test_activities_that_strava_cannot_serve_leave_a_good_night_that_says_so(home, server, life):
    broken = [one.activity_id for one in life.activities[-2:]]
    for kind in ("detail", "streams"):
        for activity_id in broken:
            server.admin.add_fault(kind=kind, activity_id=activity_id, action="invalid_json")
    ended = synced(home)
    assert "2 activities are still to be fetched" in ended.out
    assert "Strava could not serve 2 activities" in ended.out
    assert count(home) == len(life.activities)
    assert ask(home.published, "SELECT outcome, activities_pending FROM ops.sync_runs").row(0) == ("ok", 2)
    assert {row[1] for row in quarantined(home)} == {str(activity_id) for activity_id in broken}
