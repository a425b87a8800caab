"""Nothing is lost in silence: what raw holds is in core or in quarantine, and the checks of the warehouse say so."""

import shutil
from datetime import timedelta

import orjson
import polars as pl
import pytest

from flows.books.run import Run
from flows.strava.answers import Payload
from flows.strava.landing import land_page
from schemas.activities import Activities
from schemas.payloads import Payloads
from schemas.quarantine import Quarantine
from tests.complete import lost
from tests.landed import AT, derive, land, payload, table
from tests.strava_shapes import ATHLETE_ID, START, activity, runs, streams
from warehouse import raw
from warehouse.database import open_warehouse
from warehouse.sql_files import run_checks


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Good runs, and activities that are bad in every way that leaves them or their samples out."""
    odd = [
        activity(201, START + timedelta(days=20), distance=-5),
        activity(202, START + timedelta(days=21), elapsed_time="long"),
        activity(203, START + timedelta(days=22), streams_of={"time": {"data": [0, 1]}, "distance": {"data": [0.0]}}),
        activity(204, START + timedelta(days=23), streams_of={"distance": {"data": [0.0]}}),
        activity(205, START + timedelta(days=24), streams_of=streams(0)),
        activity(206, START + timedelta(days=25), has_streams=False),
        activity(207, START + timedelta(days=26)),
    ]
    folder = tmp_path_factory.mktemp("made")
    with open_warehouse(folder / "warehouse.duckdb") as opened:
        land(opened, [*runs(5), *odd])
        gone = raw.next_payload_id(opened)
        raw.land(opened, table([payload(gone, "activity", 207, None), payload(gone + 1, "streams", 207, None)]))
        derive(opened, folder / "plan.toml")
    return folder / "warehouse.duckdb"


@pytest.fixture
def warehouse(made, tmp_path):
    with open_warehouse(shutil.copy(made, tmp_path / "copy.duckdb")) as opened:
        yield opened


def test_what_is_bad_is_in_quarantine_and_the_checks_find_nothing_lost(warehouse):
    assert set(warehouse.read(Activities)["activity_id"]) & {*range(201, 208)} == {203, 204, 205, 206}
    named = set(warehouse.read(Quarantine).select("table_name", "record_id").rows())
    assert named == {
        ("core.activities", "201"),
        ("core.activities", "202"),
        ("core.streams", "203"),
        ("core.streams", "204"),
    }
    assert lost(warehouse) == []


@pytest.mark.parametrize(
    ("table", "record_id", "what"),
    [("core.activities", "201", "activity"), ("core.streams", "203", "samples")],
)
def test_a_reject_that_is_not_in_quarantine_is_found(warehouse, table, record_id, what):
    kept = warehouse.read(Quarantine).filter(~((pl.col("table_name") == table) & (pl.col("record_id") == record_id)))
    warehouse.replace(Quarantine, kept)
    assert lost(warehouse) == [(what, int(record_id))]


def test_an_activity_and_its_samples_that_fall_out_of_core_are_found(warehouse):
    one = warehouse.read(Activities)["activity_id"].max()
    warehouse.execute(f"UPDATE core.activities SET has_streams = FALSE WHERE activity_id = {one}")
    assert lost(warehouse) == [("samples", one)]
    warehouse.execute(f"DELETE FROM core.activities WHERE activity_id = {one}")
    assert lost(warehouse) == [("activity", one)]


def test_what_has_landed_since_core_was_made_is_not_missed_yet(warehouse):
    land(warehouse, [activity(301, START + timedelta(days=30))])
    run_checks(warehouse)
    assert lost(warehouse) == []


def test_every_entry_of_a_page_is_a_version_or_a_reject(warehouse):
    """Listed = good + rejected, entry by entry: other people's, those without id, and what is no object."""
    entries = [
        activity(401, START + timedelta(days=40)).summary,
        activity(402, START + timedelta(days=41), athlete={"id": 17}).summary,
        activity(403, START + timedelta(days=42)).summary | {"id": "x"},
        17,
        None,
        "text",
        [],
    ]
    page = orjson.dumps(entries).decode()
    number = raw.next_payload_id(warehouse)
    run = Run(run_id="r", started_at=AT)
    land_page(warehouse, run, ATHLETE_ID, Payload("activity_page", None, 200, page, AT, "/"))
    versions = warehouse.query("SELECT count(*) FROM raw.summaries WHERE payload_id = $n", {"n": number}).item()
    bad = warehouse.read(Quarantine, "payload_id = $n AND table_name = 'raw.summaries'", {"n": number})
    assert versions + bad["record_id"].n_unique() == len(entries)
    assert run.records_rejected == bad.height
    assert warehouse.read(Payloads, "payload_id = $n", {"n": number})["body"].item() == page
