"""What `fivefold import` finds at a path: exports, archives, folders, single files, and what it passes over."""

import gzip
import io
import os
import zipfile
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from flows.errors import UsageError
from flows.importing.find import find, may_hold_any
from flows.importing.owner import athlete_of, exports
from flows.importing.sniff import is_other_fit, kind_by_name, kind_of
from tests.written.export import as_folder, as_zip

FIT = bytes([14, 0, 0, 0, 0, 0, 0, 0]) + b".FIT\0\0"
GPX = b'<?xml version="1.0"?>\n<gpx version="1.1"></gpx>'
TCX = b"   <TrainingCenterDatabase></TrainingCenterDatabase>"
LIST, PROFILE = b"Activity ID,Activity Date\n", b"Athlete ID,Email Address\n4711,nobody@example.org\n"
EXPORT = {
    "activities.csv": LIST,
    "profile.csv": PROFILE,
    "routes/9.gpx": GPX,
    "media/a.jpg": b"\xff\xd8",
    "activities/1.fit.gz": gzip.compress(FIT),
    "activities/20.gpx": GPX,
    "activities/3.tcx": TCX,
}


def bundles(*paths):
    """(whether it is an export, the names of its files) of everything found."""
    with ExitStack() as stack:
        return [
            (bundle.is_export, [one.name for one in bundle.files])
            for place in find(paths).places
            for bundle in stack.enter_context(place.open())
        ]


def fit_of_type(number, order="little"):
    """A FIT file whose first message says what it is, after its serial number."""
    definition = bytes([0x40, 0, order == "big", 0, 0]) + bytes([2, 3, 4, 0x8C, 0, 1, 0])
    return FIT + definition + bytes([0, 1, 2, 3, 4, number])


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (FIT, "fit"),
        (GPX, "gpx"),
        (b"\xef\xbb\xbf<!-- by hand --><g:gpx>", "gpx"),
        (GPX.decode().encode("utf-16"), "gpx"),
        (TCX, "tcx"),
        (gzip.compress(b"", mtime=0), "gzip"),
        (as_zip({}), "zip"),
        (b"", None),
        (b"<html>gpx", None),
        (b"<html><code><gpx></code>", None),
        (b"A track begins with <gpx>.", None),
        (b"\xff\xd8\xff\xe0", None),
    ],
)
def test_a_file_is_what_it_begins_with(head, kind):
    assert kind_of(head) == kind


def test_a_name_tells_in_any_case_and_packed():
    assert [kind_by_name(name) for name in ("a.FIT", "b.Gpx.GZ", "c.d.tcx", "fit", "e.fit.zip", "gpx/f")] == [
        *("fit", "gpx", "tcx", "fit", None, None)
    ]


@pytest.mark.parametrize("order", ["little", "big"])
def test_fit_files_of_the_day_s_steps_are_no_recordings(order):
    assert [is_other_fit(fit_of_type(number, order)) for number in (4, 20, 255, 2, 32)] == [False] * 3 + [True] * 2
    assert not is_other_fit(FIT)
    assert not is_other_fit(b"")


@pytest.mark.parametrize("top", ["", "export_4711/"])
@pytest.mark.parametrize("packed", [True, False])
def test_an_export_is_its_list_and_its_recordings_newest_first(tmp_path, top, packed):
    if packed:
        path = tmp_path / "export.zip"
        path.write_bytes(as_zip(EXPORT, top))
    else:
        path = as_folder({top + name: body for name, body in EXPORT.items()}, tmp_path / "export")
    found = ["activities.csv", "activities/20.gpx", "activities/3.tcx", "activities/1.fit.gz"]
    assert bundles(path) == [(True, found)]


def test_an_export_may_be_named_by_its_list(tmp_path):
    assert bundles(as_folder(EXPORT, tmp_path) / "activities.csv")[0][0]


def test_what_macos_leaves_behind_is_not_there(tmp_path):
    noise = {f"__MACOSX/export/{name}": b"Mac OS X" for name in EXPORT} | {".DS_Store": b"", "activities/._1.gpx": GPX}
    (tmp_path / "a.zip").write_bytes(as_zip(EXPORT | noise))
    assert bundles(tmp_path / "a.zip") == bundles(as_folder(EXPORT | noise, tmp_path / "b"))
    assert len(bundles(tmp_path / "a.zip")[0][1]) == 4


def test_several_exports_and_files_below_one_folder_are_told_apart(tmp_path):
    for name in ("one", "two"):
        as_folder(EXPORT, tmp_path / name)
    as_folder({"run.fit": FIT, "deep/er/ride.gpx": GPX}, tmp_path)
    (tmp_path / "third.zip").write_bytes(as_zip(EXPORT))
    found = bundles(tmp_path)
    assert [is_export for is_export, _ in found] == [True, True, True, False]
    assert found[-1] == (False, ["run.fit", "deep/er/ride.gpx"])


def test_members_of_one_name_are_both_found(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("run.fit", FIT)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("run.fit", GPX)
    with ExitStack() as stack:
        inside = stack.enter_context(find([tmp_path / "a.zip"]).places[0].open())
        assert sorted(stack.enter_context(one.open()).read() for one in inside[0].files) == sorted([FIT, GPX])


def test_an_export_says_whose_it_is_and_when_it_was_made(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, body in EXPORT.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 5, 20, 12, 30, 2)), body)
    assert exports(find([tmp_path / "a.zip"]).places) == [(4711, datetime(2026, 5, 20, 12, 30, 2, tzinfo=UTC))]


@pytest.mark.parametrize(
    ("text", "athlete_id"),
    [
        (b"\xef\xbb\xbfAthleten-ID,E-Mail\r\n4711,x\r\n", 4711),
        (b'\xe3\x82\xa2,"x\ny"\n"4711",y\n', 4711),
        (b"Athlete ID\n", None),
        (b"", None),
        (b"Athlete ID\n-4711\n", None),
        (b"Athlete ID\n" + b"9" * 40, None),
        (b"Athlete ID\n\xff\xfe\x00", None),
        (b"Athlete ID\n" + b"x" * 2_000_000, None),
    ],
)
def test_the_first_cell_below_the_header_is_whose_profile_it_is(tmp_path, text, athlete_id):
    as_folder(EXPORT | {"profile.csv": text}, tmp_path)
    with find([tmp_path]).places[0].open() as inside:
        assert athlete_of(inside[0].profile) == athlete_id


def test_links_below_a_folder_are_told_of_and_not_followed(tmp_path):
    outside = as_folder({"secret.fit": FIT}, tmp_path / "outside")
    folder = as_folder({"run.fit": FIT}, tmp_path / "folder")
    (folder / "link.fit").symlink_to(outside / "secret.fit")
    (folder / "all").symlink_to(outside)
    search = find([folder])
    assert [trouble.name for trouble in search.troubles] == ["link.fit", "all"]
    assert bundles(folder) == [(False, ["run.fit"])]


def test_a_path_that_is_a_link_is_followed(tmp_path):
    (tmp_path / "link.fit").symlink_to(as_folder({"run.fit": FIT}, tmp_path / "a") / "run.fit")
    assert bundles(tmp_path / "link.fit") == [(False, ["link.fit"])]


def test_pipes_are_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.fit")
    search = find([tmp_path])
    assert [(one.name, "pipe" in one.reason) for one in search.troubles] == [("pipe.fit", True)]
    assert not may_hold_any(search)


def test_names_that_are_no_text_become_text(tmp_path):
    (tmp_path / os.fsdecode(b"l\xe4uf.fit")).write_bytes(FIT)
    assert bundles(tmp_path) == [(False, ["l?uf.fit"])]


def test_nothing_to_import_is_known_before_anything_is_opened(tmp_path):
    as_folder({"a.jpg": b"\xff\xd8", "b.csv": b"1,2", "README": b"gpx"}, tmp_path)
    assert not may_hold_any(find([tmp_path]))
    (tmp_path / "odd").write_bytes(FIT)
    assert may_hold_any(find([tmp_path]))


def test_a_path_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"nothing at .*missing"):
        find([tmp_path / "missing"])


def test_a_zip_may_have_a_foreword_and_be_of_64_bits(tmp_path):
    packed = io.BytesIO()
    packed.write(b"#!/bin/sh\n")
    with zipfile.ZipFile(packed, "a") as archive, archive.open("run.fit", "w", force_zip64=True) as member:
        member.write(FIT)
    (tmp_path / "run.zip").write_bytes(packed.getvalue())
    assert bundles(tmp_path / "run.zip") == [(False, ["run.fit"])]
