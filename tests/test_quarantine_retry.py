"""`quarantine retry`: after a rule is mended, its records come home from raw alone, as a rebuild would bring them."""

import shutil
from contextlib import contextmanager
from datetime import timedelta

import orjson
import pandera.polars as pa
import polars as pl
import pytest

import transforms.activities
import transforms.athletes
import transforms.heart_rate_zones
import transforms.laps
import transforms.streams
import transforms.summaries
from flows.books.run import Run
from flows.derive.rebuild import rebuild
from flows.derive.retry import retry
from flows.settings import load_settings
from flows.strava.answers import Payload
from flows.strava.landing import land_page
from schemas.activities import Activities
from schemas.athletes import ProfilesAnswered
from schemas.freshness import Freshness
from schemas.heart_rate_zones import ZonesAnswered
from schemas.laps import Laps
from schemas.quarantine import Quarantine
from schemas.streams import Streams
from schemas.summaries import Summaries
from tests.frames import rows
from tests.homes import differing, layers, table_of
from tests.landed import AT, derive, land
from tests.strava_shapes import ATHLETE_ID, START, activity, profile, runs, streams, zones
from transforms.json_records import JsonField
from warehouse.database import open_warehouse
from warehouse.sql_files import run_checks

LONG, FAST, LAPPED, LISTED_WRONGLY = 101, 102, 103, 104


class StrictActivities(Activities):
    distance_m: pl.Float64 = pa.Field(ge=0, le=20_000, nullable=True)

    class Config(Activities.Config):
        pass


class StrictStreams(Streams):
    heartrate_bpm: pl.Int64 = pa.Field(gt=0, le=150, nullable=True)

    class Config(Streams.Config):
        pass


class StrictLaps(Laps):
    distance_m: pl.Float64 = pa.Field(ge=0, le=9_000, nullable=True)

    class Config(Laps.Config):
        pass


class StrictProfiles(ProfilesAnswered):
    weight_kg: pl.Float64 = pa.Field(gt=0, le=50, nullable=True)

    class Config(ProfilesAnswered.Config):
        pass


class StrictZones(ZonesAnswered):
    min_bpm: pl.Int64 = pa.Field(ge=0, le=150)

    class Config(ZonesAnswered.Config):
        pass


@contextmanager
def too_strict():
    """The rules as an older fivefold had them, which took less than it should have."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transforms.activities, "Activities", StrictActivities)
        patch.setattr(transforms.streams, "Streams", StrictStreams)
        patch.setattr(transforms.laps, "Laps", StrictLaps)
        patch.setattr(transforms.athletes, "ProfilesAnswered", StrictProfiles)
        patch.setattr(transforms.heart_rate_zones, "ZonesAnswered", StrictZones)
        yield


@contextmanager
def misread_ids():
    """Entries are taken for somebody else's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transforms.summaries, "ATHLETE_ID", JsonField("$.upload_id", pl.Int64))
        yield


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A home whose warehouse was written by rules that were too strict, with a week of good runs."""
    settings = load_settings(home=tmp_path_factory.mktemp("written"))
    spoilt = [
        activity(LONG, START + timedelta(days=8), distance=42_195.0),
        activity(FAST, START + timedelta(days=9), streams_of=streams(heartrate=[140, *[170] * 119])),
        activity(LAPPED, START + timedelta(days=10), distance=9_500.0),
    ]
    entry = activity(LISTED_WRONGLY, START + timedelta(days=11), name="Misread").summary
    page = Payload("activity_page", None, 200, orjson.dumps([entry]).decode(), AT, "/")
    with open_warehouse(settings.warehouse_path) as warehouse:
        with too_strict():
            land(warehouse, [*runs(7), *spoilt], athlete=profile(), zones=zones())
            with misread_ids():
                land_page(warehouse, Run(run_id="r", started_at=AT), ATHLETE_ID, page)
            derive(warehouse, settings.plan_path)
        warehouse.append(Freshness, rows(Freshness, {"athlete_id": ATHLETE_ID, "records_rejected": 99}))
    return settings.home


@pytest.fixture
def settings(written, tmp_path):
    """A home like that, to be changed."""
    return load_settings(home=shutil.copytree(written, tmp_path / "home", symlinks=True))


def rejected(settings):
    return set(table_of(settings.warehouse_path, Quarantine).select("table_name", "record_id").rows())


def test_the_strict_rules_reject_one_record_of_each_kind(settings):
    found = rejected(settings)
    assert {table for table, _ in found} == {
        "core.activities",
        "core.streams",
        "core.laps",
        "core.athletes",
        "core.heart_rate_zones",
        "raw.summaries",
    }
    assert table_of(settings.warehouse_path, Activities).height == 9


def test_after_a_rule_is_mended_a_retry_brings_all_of_them_home_as_a_rebuild_would(settings, tmp_path):
    before = layers(settings.warehouse_path, "raw")
    named = rejected(settings)
    home, still = retry(settings, now=AT)
    assert still.is_empty()
    assert set(home.select("table_name", "record_id").rows()) == named
    assert rejected(settings) == set()
    # Raw has one row more: the version of the entry that was misread, cut out of the page that had landed.
    after = layers(settings.warehouse_path, "raw")
    assert differing(before, after) == ["raw.summaries"]
    new = after["raw.summaries"].join(before["raw.summaries"], on=Summaries.key(), how="anti")
    assert new["activity_id"].to_list() == [LISTED_WRONGLY]
    assert table_of(settings.warehouse_path, Activities).height == 11

    rebuilt = load_settings(home=tmp_path / "rebuilt")
    shutil.copytree(settings.home, rebuilt.home, symlinks=True)
    rebuild(rebuilt, AT)
    assert (
        differing(layers(settings.warehouse_path, "core", "mart"), layers(rebuilt.warehouse_path, "core", "mart")) == []
    )
    copies = [one.published_path / "fivefold.duckdb" for one in (settings, rebuilt)]
    assert differing(*(layers(copy, "core", "mart") for copy in copies)) == []
    assert retry(settings, now=AT).home.is_empty()
    fresh = table_of(copies[0], Freshness)
    assert fresh.select("activities", "activities_pending", "records_rejected").rows() == [(11, 1, 0)]


def test_a_retry_under_the_same_rules_brings_nothing_and_loses_nothing(settings):
    before = layers(settings.warehouse_path, "raw", "core", "mart"), rejected(settings)
    with too_strict(), misread_ids():
        home, still = retry(settings, now=AT)
    assert home.is_empty()
    assert still.height == table_of(settings.warehouse_path, Quarantine).height
    assert differing(before[0], layers(settings.warehouse_path, "raw", "core", "mart")) == []
    assert rejected(settings) == before[1]


def test_a_retry_of_one_activity_leaves_the_others_where_they_are(settings):
    named = rejected(settings)
    with too_strict(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(transforms.activities, "Activities", Activities)
        home, still = retry(settings, LONG, AT)
    assert home["record_id"].to_list() == [str(LONG)]
    assert still.is_empty()
    # Its lap, which nothing looked at as long as it had no activity, is too long by the old rule.
    assert rejected(settings) == named - {("core.activities", str(LONG))} | {("core.laps", f"{LONG} lap 1")}


def test_a_retry_that_was_killed_before_its_end_leaves_work_for_the_next(settings, monkeypatch):
    monkeypatch.setattr("flows.derive.retry.derive_marts", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        retry(settings, now=AT)
    monkeypatch.undo()
    with open_warehouse(settings.warehouse_path) as warehouse:
        derive(warehouse, settings.plan_path)
        longest = warehouse.query("SELECT max(longest_m) FROM mart.monthly_volume").item()
        run_checks(warehouse)
    assert longest == 42_195.0
