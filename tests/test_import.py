"""`fivefold import`: what lands and what does not, whose it is, and what follows from it."""

import gzip
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.errors import OtherAthlete, TooManyRejected, UsageError
from flows.importing import landing
from flows.importing.bring_in import bring_in, refuse_too_many_rejects
from flows.importing.find import find
from flows.importing.landing import Landing
from flows.settings import load_settings
from schemas.activities import Activities
from schemas.coverage import Coverage
from schemas.files import NOBODY, Files
from schemas.imports import Imports
from schemas.payloads import Payloads
from schemas.quarantine import Quarantine
from schemas.tables import TABLES
from tests.homes import ask
from tests.imported import bring_in as land_now
from tests.landed import derive, land
from tests.nights import nights
from tests.strava_shapes import ATHLETE_ID, runs
from tests.test_find_files import FIT, GPX, TCX, fit_of_type
from tests.written.export import as_folder, as_zip, export_files
from tests.written.fit import fit_file
from tests.written.workout import Workout
from warehouse.database import open_warehouse
from warehouse.files import adopt

DERIVED = [one for one in TABLES if one.layer() in ("raw", "core", "mart")]
NOON = datetime(2026, 5, 18, 12, tzinfo=UTC)
NOW = datetime(2026, 5, 25, 6, tzinfo=UTC)
WORKOUTS = [
    Workout(NOON - timedelta(days=3), 1800, utc_offset_s=7200, distance_m=5000.0, strava_id=70, upload_id=900),
    Workout(NOON, 2400, utc_offset_s=7200, distance_m=7000.0, strava_id=50, upload_id=901),
]


def as_fit(workout):
    return "fit.gz", fit_file(workout)


EXPORT = export_files(WORKOUTS, files=as_fit, athlete_id=ATHLETE_ID)


@pytest.fixture
def warehouse(tmp_path):
    with open_warehouse(tmp_path / "home" / "warehouse.duckdb") as opened:
        yield opened


@pytest.fixture
def whole(folder):
    """A home where imports do all that they do."""
    return load_settings(home=folder)


@pytest.fixture
def settings(whole, monkeypatch):
    """A home where they spare the making and publishing of marts, which take longest."""
    monkeypatch.setattr("flows.importing.bring_in.derive_marts", lambda *_: False)
    monkeypatch.setattr("flows.importing.bring_in.publish_all", lambda *_: None)
    return whole


def landed(warehouse, *paths, athlete_id=NOBODY):
    """What became of everything at these paths."""
    done = Landing(warehouse, athlete_id, "test", NOW, lambda size: None)
    for place in find(paths).places:
        with place.open() as inside:
            for bundle in inside:
                done.take(bundle)
    done.flush()
    return done


def counts(done):
    return done.files_new, done.files_known, done.others, len(done.troubles)


def imported(settings, *paths, **choices):
    return bring_in(settings, paths, clock=lambda: NOW, **choices)


def table(settings, name):
    return tables(settings, [name])[name]


def tables(settings, names):
    with open_warehouse(settings.warehouse_path) as opened:
        return {name: opened.read(name) for name in names}


def test_files_land_byte_for_byte_under_their_own_names(warehouse, tmp_path):
    files = {
        "a.fit": FIT,
        "b.fit.gz": gzip.compress(FIT + b"b"),
        "deep/C.GPX": GPX,
        "d": TCX,
        "e.fit": b"",
        "f.gpx": FIT + b"f",
    }
    landed(warehouse, as_folder(files, tmp_path / "in"))
    rows = warehouse.read(Files)
    assert [(row["file_name"], row["format"], gzip.decompress(row["body"])) for row in rows.to_dicts()] == [
        ("f.gpx", "fit", FIT + b"f"),
        ("e.fit", "fit", b""),
        ("deep/C.GPX", "gpx", GPX),
        ("d", "tcx", TCX),
        ("b.fit.gz", "fit", FIT + b"b"),
        ("a.fit", "fit", FIT),
    ]
    assert rows["size_bytes"].to_list() == [len(FIT) + 1, 0, len(GPX), len(TCX), len(FIT) + 1, len(FIT)]
    assert set(rows["source"]) == {"file"}


def test_what_came_packed_stays_as_it_came(warehouse, tmp_path):
    packed = gzip.compress(GPX, 9)
    landed(warehouse, as_folder({"a.gpx.gz": packed, "b.gpx.gz": gzip.compress(packed)}, tmp_path / "in"))
    assert warehouse.read(Files)["body"].to_list() == [packed]


def test_what_follows_a_packed_file_is_no_part_of_it(warehouse, tmp_path):
    landed(warehouse, as_folder({"a.gpx.gz": gzip.compress(GPX) + b"garbage"}, tmp_path / "in"))
    assert gzip.decompress(warehouse.read(Files)["body"].item()) == GPX


def test_what_is_known_byte_for_byte_does_not_land_again(warehouse, tmp_path):
    first = as_folder({"a.fit": FIT, "b.gpx": GPX}, tmp_path / "first")
    assert counts(landed(warehouse, first)) == (2, 0, 0, 0)
    again = as_folder({"a.fit": FIT, "other.fit.gz": gzip.compress(FIT), "new.tcx": TCX}, tmp_path / "again")
    done = landed(warehouse, first, again)
    assert counts(done) == (1, 4, 0, 0)
    assert sorted(done.payload_ids) == [1, 2, 2, 2, 3]
    assert counts(landed(warehouse, first, again)) == (0, 5, 0, 0)


def test_what_came_alone_lands_again_with_the_export_that_says_whose_it_is_and_not_the_other_way(warehouse, tmp_path):
    alone = as_folder({"mine.fit": fit_file(WORKOUTS[0])}, tmp_path / "alone")
    export = as_folder(EXPORT, tmp_path / "export")
    assert counts(landed(warehouse, alone))[:2] == (1, 0)
    assert counts(landed(warehouse, export))[:2] == (3, 0)
    assert counts(landed(warehouse, export))[:2] == (0, 3)
    assert counts(landed(warehouse, alone))[:2] == (0, 1)
    assert sorted(warehouse.read(Files)["source"]) == ["file"] + 3 * ["strava_export"]


def test_of_an_export_the_list_and_the_recordings_land_and_no_route_that_nobody_has_run(warehouse, tmp_path):
    (tmp_path / "export.zip").write_bytes(as_zip(EXPORT))
    assert counts(landed(warehouse, tmp_path / "export.zip"))[:2] == (3, 0)
    assert [(row["file_name"], row["format"]) for row in warehouse.read(Files).to_dicts()] == [
        ("activities.csv", "csv"),
        ("activities/901.fit.gz", "fit"),
        ("activities/900.fit.gz", "fit"),
    ]


def test_pictures_and_the_day_s_steps_are_passed_over_and_counted(warehouse, tmp_path):
    files = {
        "a.jpg": b"\xff\xd8",
        "b.txt.gz": gzip.compress(b"b"),
        "steps.fit": fit_of_type(32),
        "run.fit": fit_of_type(4),
    }
    assert counts(landed(warehouse, as_folder(files, tmp_path / "in"))) == (1, 0, 3, 0)


def test_what_strava_took_for_a_recording_is_one(warehouse, tmp_path):
    export = EXPORT | {"activities/1.fit": fit_of_type(6)}
    assert counts(landed(warehouse, as_folder(export, tmp_path / "in")))[0] == 4


def test_zips_within_a_zip_are_opened_once_and_no_deeper(warehouse, tmp_path):
    parts = {
        "DI_CONNECT/Uploaded/Part1.zip": as_zip({"1.fit": FIT, "deeper.zip": as_zip({"2.fit": TCX})}),
        "DI_CONNECT/Uploaded/Part2.zip": as_zip({"3.fit": GPX}),
        "DI_CONNECT/about.json": b"{}",
        "export.zip": as_zip(EXPORT),
    }
    (tmp_path / "garmin.zip").write_bytes(as_zip(parts))
    done = landed(warehouse, tmp_path / "garmin.zip")
    assert counts(done) == (2, 0, 1, 2)
    assert [(name, reason.split(":")[0]) for name, reason in done.troubles] == [
        ("export.zip", "It is a bulk export within a zip"),
        ("DI_CONNECT/Uploaded/Part1.zip/deeper.zip", "It is a zip within a zip within a zip"),
    ]
    assert set(warehouse.read(Files)["file_name"]) == {
        f"DI_CONNECT/Uploaded/Part{n}" for n in ("1.zip/1.fit", "2.zip/3.fit")
    }


def test_a_batch_is_kept_whole_before_the_next_one_begins(warehouse, tmp_path, monkeypatch):
    monkeypatch.setattr(landing, "BATCH_FILES", 2)
    files = as_folder({f"{number}.fit": FIT + bytes([number]) for number in range(5)}, tmp_path / "in")
    kept = []
    monkeypatch.setattr(landing, "land_files", lambda _, batch: kept.append(batch["file_name"].to_list()))
    landed(warehouse, files)
    assert kept == [["4.fit", "3.fit"], ["2.fit", "1.fit"], ["0.fit"]]


def test_an_import_derives_and_publishes_and_a_second_one_changes_nothing(whole, tmp_path):
    (tmp_path / "export.zip").write_bytes(as_zip(EXPORT))
    done = imported(whole, tmp_path / "export.zip")
    assert (done.outcome, done.athlete_id, done.source) == ("ok", ATHLETE_ID, "strava_export")
    assert (done.files_found, done.files_new, done.records_rejected) == (3, 3, 0)
    assert (done.activities, done.first_day, done.last_day) == (2, date(2026, 5, 15), date(2026, 5, 18))
    assert (done.rows_without_file, done.files_without_row) == (0, 0)
    kept = tables(whole, [Activities, Imports])
    assert set(kept[Activities]["activity_id"]) == {50, 70}
    row = kept[Imports].row(0, named=True)
    assert (row["outcome"], row["files_found"], row["files_new"]) == ("ok", 3, 3)
    assert whole.plan_path.exists()
    assert ask(whole.published_path / "fivefold.duckdb", "SELECT outcome FROM ops.imports").item() == "ok"
    before = tables(whole, DERIVED)
    done = imported(whole, tmp_path / "export.zip")
    assert (done.files_new, done.files_known, done.activities) == (0, 3, 2)
    assert [one for one, rows in tables(whole, DERIVED).items() if not rows.equals(before[one])] == []


def test_rows_without_file_and_files_without_row_are_counted_and_kept(settings, tmp_path):
    files = dict(EXPORT)
    del files["activities/900.fit.gz"]
    other = Workout(NOON - timedelta(days=9), 900, utc_offset_s=7200)
    files["activities/7.fit"] = fit_file(other)
    done = imported(settings, as_folder(files, tmp_path / "export"))
    assert (done.rows_without_file, done.files_without_row, done.activities) == (1, 1, 3)


def test_files_of_which_too_many_are_of_no_use_are_told_of_and_the_good_ones_kept(settings, tmp_path):
    folder = as_folder(
        {"good.fit": fit_file(WORKOUTS[0]), "bad.fit": b"", "torn.fit.gz": gzip.compress(FIT)[:-9]}, tmp_path / "in"
    )
    done = imported(settings, folder)
    assert done.outcome == "rejected"
    assert [trouble.name for trouble in done.not_read] == ["torn.fit.gz"]
    assert table(settings, Activities).height == 1
    assert table(settings, Quarantine)["record_id"].to_list() == ["bad.fit"]
    with pytest.raises(TooManyRejected, match="2 of 3 records"):
        refuse_too_many_rejects(done)


def test_nothing_to_import_makes_no_home(settings, tmp_path):
    with pytest.raises(UsageError, match=r"nothing to import in 2 files.*activities\.csv"):
        imported(settings, as_folder({"a.jpg": b"\xff", "b.csv": b"1"}, tmp_path / "in"))
    assert not settings.warehouse_path.exists()


def test_a_broken_off_import_is_told_of_as_failed_by_the_next(settings, tmp_path, monkeypatch):
    folder = as_folder({"run.fit": fit_file(WORKOUTS[0])}, tmp_path / "in")
    with monkeypatch.context() as broken:
        broken.setattr("flows.importing.bring_in.derive_core", None)
        with pytest.raises(TypeError):
            imported(settings, folder)
    assert imported(settings, folder).activities == 1
    assert sorted(table(settings, Imports)["outcome"]) == ["failed", "ok"]


# Whose files they are


def test_files_are_nobody_s_until_an_export_says_whose(settings, tmp_path):
    run = as_folder({"run.fit": fit_file(replace(WORKOUTS[0], start_at=NOON - timedelta(days=20)))}, tmp_path / "in")
    assert imported(settings, run, is_all=True).athlete_id == NOBODY
    assert imported(settings, as_folder(EXPORT, tmp_path / "export")).athlete_id == ATHLETE_ID
    kept = tables(settings, TABLES)
    named = {one: set(rows["athlete_id"]) for one, rows in kept.items() if "athlete_id" in rows.columns}
    assert [one for one, athletes in named.items() if athletes - {ATHLETE_ID, None}] == []
    assert set(kept[Coverage]["source"]) == {"file", "strava_export"}
    assert kept[Activities].height == 3
    assert imported(settings, run).athlete_id == ATHLETE_ID


def test_what_becomes_somebody_s_is_as_if_it_had_always_been(tmp_path):
    files = {
        "run.fit": fit_file(WORKOUTS[0]),
        "bad.fit": b"",
        "ride.fit": fit_file(replace(WORKOUTS[1], sport_type="Ride")),
    }
    made = []
    for athlete_id in (ATHLETE_ID, NOBODY):
        with open_warehouse(tmp_path / str(athlete_id) / "warehouse.duckdb") as opened:
            land_now(opened, files, athlete_id=athlete_id)
            derive(opened, tmp_path / "plan.toml")
            if athlete_id == NOBODY:
                adopt(opened, ATHLETE_ID)
                derive(opened, tmp_path / "plan.toml")
            made.append({one.full_name(): opened.read(one) for one in TABLES})
    assert [name for name, rows in made[0].items() if not rows.equals(made[1][name])] == []


def test_a_login_says_whose_files_they_are(folder):
    with nights(folder, runs(1)) as home:
        imported(load_settings(home=folder), as_folder({"run.fit": fit_file(WORKOUTS[0])}, folder / "in"))
        home.sync()
        assert set(home.table(Files)["athlete_id"]) | set(home.table(Payloads)["athlete_id"]) == {ATHLETE_ID}
        assert set(home.table(Activities)["athlete_id"]) == {ATHLETE_ID}
        assert home.table(Activities).height == 2


def test_a_login_other_than_the_export_s_athlete_is_refused(folder):
    with nights(folder, runs(1)) as home:
        files = export_files(WORKOUTS, files=as_fit, athlete_id=4711)
        imported(load_settings(home=folder), as_folder(files, folder / "in"))
        with pytest.raises(OtherAthlete, match="athlete 4711"):
            home.sync()
        assert home.table(Payloads).is_empty()


def test_another_athlete_s_export_is_refused_before_anything_lands(settings, tmp_path):
    with open_warehouse(settings.warehouse_path) as opened:
        land(opened, runs(1))
    other = as_folder(export_files(WORKOUTS, athlete_id=4711), tmp_path / "other")
    with pytest.raises(UsageError, match=rf"athlete 4711's.*athlete {ATHLETE_ID}\. .*FIVEFOLD_HOME"):
        imported(settings, other)
    assert table(settings, Files).is_empty()
    with pytest.raises(UsageError, match="several athletes"):
        imported(settings, other, as_folder(EXPORT, tmp_path / "mine"))


# Up to when all is here


def written_at(export, at):
    """The folder of an export whose list was written at a time."""
    os.utime(export / "activities.csv", (at.timestamp(), at.timestamp()))
    return export


def test_an_export_holds_all_up_to_when_it_was_made_if_that_can_be(settings, tmp_path):
    export = as_folder(EXPORT, tmp_path / "export")
    for made_at, until in (
        (NOON - timedelta(days=2), NOON),
        (NOW + timedelta(days=2), NOON),
        (NOON + timedelta(days=2), NOON + timedelta(days=2)),
        (NOON + timedelta(days=1), NOON + timedelta(days=2)),
    ):
        assert imported(settings, written_at(export, made_at)).complete_until == until
    assert table(settings, Coverage)["listed_until"].to_list() == [NOON + timedelta(days=2)]


def test_files_say_that_they_are_all_only_where_the_athlete_does(settings, tmp_path):
    folder = as_folder({"run.fit": fit_file(WORKOUTS[1])}, tmp_path / "in")
    assert imported(settings, folder).complete_until is None
    assert imported(settings, folder, is_all=True).complete_until == NOON


@pytest.mark.parametrize("is_export", [True, False])
def test_a_clock_that_is_ahead_does_not_say_that_all_is_here_up_to_then(settings, tmp_path, is_export):
    ahead = replace(WORKOUTS[0], start_at=NOW + timedelta(days=300), strava_id=71, upload_id=902)
    files = {"run.fit": fit_file(WORKOUTS[1]), "ahead.fit": fit_file(ahead)}
    if is_export:
        files = export_files([*WORKOUTS, ahead], files=as_fit, athlete_id=ATHLETE_ID)
    assert imported(settings, as_folder(files, tmp_path / "in"), is_all=not is_export).complete_until == NOON
    assert table(settings, Coverage)["listed_until"].to_list() == [NOON]
