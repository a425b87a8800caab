"""Quarantine over whole nights: too many rejects on any path end the run with 13, and the commands tell about them."""

from collections import Counter
from datetime import timedelta

import orjson
import polars as pl
import pytest

from flows.books.quarantine import release_served
from flows.emulator.server import running
from flows.emulator.switches import UNLIMITED
from flows.errors import TooManyRejected
from flows.passes import all_passes, open_night
from flows.strava import answers
from schemas.quarantine import Quarantine
from tests.complete import lost
from tests.frames import rows
from tests.homes import ask, home_at, table_of
from tests.strava_session import NO_PAUSE, NOW, settings_for
from tests.strava_shapes import athlete_store, runs
from warehouse.database import open_warehouse

RUNS = runs(8, NOW - timedelta(days=30))
SHORT, NO_NUMBER, LAPPED, STREAMED, LISTED, REFUSED = (one.activity_id for one in RUNS[:6])
HOSTILE = "\x1b]0;owned\x07[bold]Run[/bold]\u202e"
#: One record spoilt on each path that a record can come by.
FAULTS = (
    {"kind": "listing", "activity_id": LISTED, "field": "id", "value": "x17"},
    {"kind": "detail", "activity_id": NO_NUMBER, "field": "distance", "value": "far"},
    {"kind": "detail", "activity_id": LAPPED, "field": "laps[0].distance", "value": -7},
    {"kind": "streams", "activity_id": STREAMED, "field": "time.data", "value": "none"},
    {"kind": "zones", "field": "heart_rate.zones", "value": "none"},
    {"kind": "athlete", "field": "weight", "value": "heavy"},
)
REJECTED = {
    "raw.summaries": 1,
    "core.activities": 2,
    "core.laps": 1,
    "core.streams": 1,
    "core.heart_rate_zones": 1,
    "core.athletes": 1,
}


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """A home after a night with a bad record on every path that allowed none, what that said, and the next night."""
    folder = tmp_path_factory.mktemp("troubled")
    with (
        pytest.MonkeyPatch.context() as patch,
        running(athlete_store(RUNS), clock=NOW.timestamp, switches=UNLIMITED) as server,
    ):
        patch.setattr(answers, "BACKOFF", NO_PAUSE)
        home = home_at(folder, server)
        settings = settings_for(server, folder, max_rejected_share=0)
        server.admin.edit(SHORT, distance=-5, name=HOSTILE)
        server.admin.faults(
            *({"action": "wrong_type", **fault} for fault in FAULTS),
            {"action": "status", "status": 500, "kind": "streams", "activity_id": REFUSED},
        )
        with (
            pytest.raises(TooManyRejected) as refused,
            open_night(settings, clock=lambda: NOW, full=True) as first,
        ):
            all_passes(first)
        before = (ask(home.warehouse, "SELECT count(*) FROM core.activities").item(), home.published.exists())
        with open_night(settings, clock=lambda: NOW, full=True) as second:
            all_passes(second)
    return home, str(refused.value), before, second.run


def test_a_bad_record_on_any_path_counts_and_the_good_rows_stand(troubled):
    home, said, before, _ = troubled
    assert said.startswith(f"{sum(REJECTED.values())} of ")
    assert said.endswith("See why with: fivefold quarantine list")
    assert "FIVEFOLD_MAX_REJECTED_SHARE" in said
    # NO_NUMBER has a good listing entry; a run that fails leaves no copy where there was none.
    assert before == (len(RUNS) - 2, False)
    named = Counter(table_of(home.warehouse, Quarantine)["table_name"])
    assert named == REJECTED | {"raw.payloads": 1}


def test_what_is_known_already_fails_no_night_that_follows(troubled):
    home, _, _, run = troubled
    assert (run.outcome, run.records_rejected) == ("nothing_new", 0)
    assert home.published.exists()
    with open_warehouse(home.warehouse) as warehouse:
        assert lost(warehouse) == []


def test_a_person_sees_what_is_wrong_what_it_is_and_what_to_do(troubled):
    home = troubled[0]
    listed = home.run("quarantine", "list")
    assert (listed.code, listed.err) == (0, "")
    said = " ".join(listed.out.split())
    for words in (
        "1 × core.activities: distance_m must be 0 or more",
        "distance_m is -5, but must be 0 or more",
        "distance_m is 'far', which is no number",
        "the zones are not a list of bounds",
        "Strava gave no usable answer (it answered 500)",
        "The next sync asks Strava for it again",
        "1 × raw.summaries: id: whole number",
        "Correct it at Strava",
        "fivefold quarantine retry",
        f"{NOW - timedelta(days=30):%Y-%m-%d}",
        "Run 1",
    ):
        assert words in said
    assert "\x1b" not in listed.out
    assert "\u202e" not in listed.out


def test_the_list_for_programs_is_complete(troubled):
    home = troubled[0]
    listed = orjson.loads(home.run("quarantine", "list", "--json").out)
    kept = table_of(home.warehouse, Quarantine)
    assert len(listed) == kept.height
    assert set(kept.columns) | {"activity_id", "name", "local_date", "broken", "next"} == listed[0].keys()
    assert [row["name"] for row in listed if row["activity_id"] == SHORT] == [HOSTILE]
    only = orjson.loads(home.run("quarantine", "list", "--table", "core.laps", "--json").out)
    assert [row["record_id"] for row in only] == [f"{LAPPED} lap 1"]


def test_while_the_private_file_cannot_be_had_the_list_comes_from_the_published_copy(troubled):
    home = troubled[0]
    aside = home.warehouse.rename(home.folder / "aside.duckdb")
    home.warehouse.mkdir()
    listed = home.run("quarantine", "list")
    home.warehouse.rmdir()
    aside.rename(home.warehouse)
    assert (listed.code, listed.err) == (0, "")
    assert str(SHORT) in listed.out


def test_an_entry_is_shown_without_the_others_of_its_page(troubled):
    home = troubled[0]
    (page,) = table_of(home.warehouse, Quarantine).filter(table_name="raw.summaries")["payload_id"]
    shown = home.run("quarantine", "show", str(page))
    assert "x17" in shown.out
    assert '"Run 1"' not in shown.out
    assert "\x1b" not in home.run("quarantine", "show", str(SHORT)).out


def test_a_lap_is_shown_without_the_rest_of_its_detail(troubled):
    home = troubled[0]
    shown = home.run("quarantine", "show", str(LAPPED))
    assert "distance_m is -7, but must be 0 or more" in shown.out
    assert "device_name" not in shown.out
    told = orjson.loads(home.run("quarantine", "show", str(LAPPED), "--json").out)
    assert orjson.loads(told["rejected"][0]["record"])["distance"] == -7
    assert "device_name" in told["payload"][0]["body"]


def test_retry_says_how_many_came_home_and_why_others_did_not(troubled):
    home = troubled[0]
    ended = home.run("quarantine", "retry")
    assert (ended.code, ended.err) == (0, "")
    assert f"0 records came home, {sum(REJECTED.values()) + 1} records did not." in ended.out
    assert "which is no number" in ended.out
    told = orjson.loads(home.run("quarantine", "retry", str(SHORT), "--json").out)
    assert (len(told["came_home"]), len(told["still_rejected"])) == (0, 1)
    assert home.run("quarantine", "retry", "17000").code == 2


def test_a_long_list_is_cut_and_says_how_to_see_it_all(folder):
    home = home_at(folder, NoServer, is_logged_in=False)
    with open_warehouse(home.warehouse) as warehouse:
        warehouse.append(
            Quarantine,
            rows(
                Quarantine,
                *({"table_name": "core.streams", "record_id": str(number), "rule": "x"} for number in range(12)),
            ),
        )
    assert "… and 2 more: fivefold quarantine list --table core.streams" in home.run("quarantine", "list").out
    assert "more:" not in home.run("quarantine", "list", "--table", "core.streams").out


class NoServer:
    api_url = oauth_url = "http://127.0.0.1:1"


def test_what_strava_could_not_serve_leaves_quarantine_when_it_is_waited_for_no_more(tmp_path):
    failed = rows(Quarantine, *({"table_name": "raw.payloads", "record_id": str(number)} for number in (5, 6)))
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        warehouse.append(Quarantine, failed)
        release_served(warehouse, pl.DataFrame({"athlete_id": [1], "activity_id": [6]}))
        assert warehouse.read(Quarantine)["record_id"].to_list() == ["6"]
