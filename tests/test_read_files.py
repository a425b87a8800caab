"""Files of several formats become frames, each row with the file that it is of."""

import gzip
import hashlib
from dataclasses import replace

import polars as pl
import pytest

from flows.files.read import DECODED, NOTHING, READERS, read
from tests.landed import AT
from tests.written.export import activities_csv
from tests.written.fit import fit_file
from tests.written.small_life import GYM, LIFE, RIDE, RUN, SAUNA
from tests.written.tcx import tcx_file

SPRING = activities_csv([LIFE[RUN], LIFE[SAUNA]], "de")


def files(bodies: dict[str, bytes]) -> pl.DataFrame:
    rows = [
        {
            "athlete_id": 1,
            "payload_id": number,
            "source": "file",
            "format": name.rpartition(".")[2],
            "file_name": name,
            "body_sha256": hashlib.sha256(body).hexdigest(),
            "imported_at": AT,
            "body": gzip.compress(body),
        }
        for number, (name, body) in enumerate(bodies.items(), 11)
    ]
    return pl.DataFrame(rows)


def test_each_row_names_its_file_in_the_order_of_files():
    found = read(files({"a.tcx": tcx_file(LIFE[RIDE]), "b.fit": fit_file(LIFE[GYM]), "c.fit": fit_file(LIFE[RUN])}))
    assert found.recordings.select("payload_id", "format", "file_name", "has_samples").rows() == [
        (11, "tcx", "a.tcx", True),
        (12, "fit", "b.fit", True),
        (13, "fit", "c.fit", True),
    ]
    assert found.samples["payload_id"].rle().struct.field("value").to_list() == [11, 12, 13]
    assert found.sets["payload_id"].unique().to_list() == [12]
    assert found.samples.filter(payload_id=13).height == LIFE[RUN].samples.height
    assert found.rejects.is_empty()


def test_a_row_of_a_list_names_the_file_that_it_is_about_and_how_far_the_list_reaches():
    found = read(files({"activities.csv": SPRING})).recordings
    assert found["name_of_file"].to_list() == ["activities.csv"] * 2
    assert found["file_name"].to_list() == [None, None]
    assert found["listed_until"].to_list() == [LIFE[SAUNA].start_at] * 2
    assert found["weather_temp_c"].to_list() == [24.0, 24.0]
    assert found["has_samples"].to_list() == [False, False]


def test_a_file_without_samples_says_so():
    bare = replace(LIFE[RUN], samples=LIFE[RUN].samples.clear())
    assert read(files({"a.fit": fit_file(bare)})).recordings["has_samples"].to_list() == [False]


@pytest.mark.parametrize("name", ["a.fit", "a.gpx", "a.tcx", "a.csv"])
def test_a_file_of_no_use_is_rejected_by_its_name_and_the_others_are_read(name):
    found = read(files({name: b"garbage", "b.fit": fit_file(LIFE[RUN])}))
    assert found.recordings["payload_id"].to_list() == [12]
    assert found.rejects.select("payload_id", "record_id").rows() == [(11, name)]


def test_a_body_that_the_warehouse_has_damaged_is_rejected():
    damaged = files({"a.fit": fit_file(LIFE[RUN])}).with_columns(body=pl.lit(b"\x1f\x8b damaged"))
    assert read(damaged).rejects["rule"].to_list() == ["file: whole"]


def test_a_row_left_out_of_a_list_is_rejected_by_its_number():
    broken = SPRING.replace(b"04.05.2026, 06:30:00", b"yesterday")
    found = read(files({"activities.csv": broken}))
    assert found.recordings["part_number"].to_list() == [2]
    assert found.rejects["record_id"].to_list() == ["activities.csv row 1"]


def test_of_no_file_nothing_is_read():
    found = read(files({"a.fit": b""}).clear())
    assert all(frame.equals(nothing) for frame, nothing in zip(found, NOTHING, strict=True))
    assert found.recordings.schema == DECODED


def test_a_defect_of_a_reader_costs_one_file(monkeypatch):
    def broken(data):
        raise KeyError("a secret of the file")

    monkeypatch.setitem(READERS, "tcx", broken)
    found = read(files({"a.tcx": b"x", "b.fit": fit_file(LIFE[RUN])}))
    assert found.recordings["file_name"].to_list() == ["b.fit"]
    assert found.rejects.select("record_id", "rule", "reason").rows() == [
        ("a.tcx", "file: reader", "fivefold failed to read it (KeyError): please report it")
    ]
