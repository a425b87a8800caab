"""Versions of the published folder: whole, never mixed, never changed; what they hold is told; the old ones go."""

import hashlib
import json
import os
import re
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from flows.books.run import Run
from flows.derive.rebuild import publish_only
from flows.errors import AppInactive, FivefoldError
from flows.passes import PLAIN
from flows.published_pages import PAGES as PAGES_OF_FIVEFOLD
from schemas.activities import Activities
from schemas.freshness import Freshness
from schemas.streams import Streams
from tests.frames import rows
from tests.nights import Nights, nights, run_on, runs_on
from tests.readers import reading
from tests.small_disk import small_disk
from warehouse.database import Warehouse, open_published, open_warehouse
from warehouse.publish import PUBLISHED, content_sha256, contents, publish, publish_books
from warehouse.versions import COPY, current_version, link_or_copy, sweep

TYPES = {
    pl.Int64: "integer",
    pl.Float64: "number",
    pl.String: "string",
    pl.Date: "date",
    pl.Boolean: "boolean",
    pl.Datetime: "datetime",
    pl.List: "array",
}


def told_name(copy: Warehouse, previous: str) -> str:
    """A page that says which night it was drawn from."""
    return f"<p>{copy.query('SELECT name FROM core.activities').item()}</p>"


def broken(copy: Warehouse, previous: str) -> str:
    raise ValueError(copy.query("SELECT name FROM core.activities").item())


PAGES = {"index.html": told_name}


@dataclass
class Place:
    """A warehouse and where it is published."""

    warehouse: Warehouse
    folder: Path

    def night(self, name, pages=PAGES):
        """Publish a night that is stamped with a name."""
        self.warehouse.replace(Activities, rows(Activities, {"name": name}))
        self.warehouse.replace(Freshness, rows(Freshness, {"last_outcome": name}))
        return publish(self.warehouse, self.folder, contents(self.warehouse), pages=pages)

    @property
    def version(self):
        return current_version(self.folder)

    @property
    def versions(self):
        return sorted(one.name for one in (self.folder / "versions").iterdir())


@contextmanager
def place_in(folder):
    with open_warehouse(folder / "warehouse.duckdb") as warehouse:
        yield Place(warehouse, folder / "published")


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two nights, one after the other, of which only activities and books differ."""
    with place_in(tmp_path_factory.mktemp("two")) as place:
        place.night("before")
        place.night("after")
        yield place


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A warehouse for the tests that publish themselves."""
    with place_in(tmp_path_factory.mktemp("home")) as place:
        yield place


@pytest.fixture
def place(home, tmp_path):
    """Nothing published yet."""
    return Place(home.warehouse, tmp_path / "published")


def names_in(version):
    return {file.relative_to(version) for file in version.rglob("*") if file.is_file()}


def stamps(version):
    """What a version says in each of its forms."""
    with open_published(version / COPY) as copy:
        of_copy = copy.query("SELECT a.name, last_outcome FROM core.activities a, ops.freshness").row(0)
    files = [version / "parquet" / name for name in ("core/activities.parquet", "ops/freshness.parquet")]
    of_files = (pl.read_parquet(files[0])["name"].item(), pl.read_parquet(files[1])["last_outcome"].item())
    manifest = json.loads((version / "manifest.json").read_text())
    return {*of_copy, *of_files, manifest["freshness"][0]["last_outcome"]}


def test_every_name_of_the_folder_leads_into_the_version_in_place(two):
    names = names_in(two.version)
    assert {Path(one) for one in (COPY, "manifest.json", "datapackage.json", "index.html")} < names
    assert {Path("parquet", *table.full_name().split(".")).with_suffix(".parquet") for table in PUBLISHED} < names
    for name in names:
        assert (two.folder / name).resolve() == (two.version / name).resolve()
        assert not (two.folder / name).readlink().is_absolute()
    found = {file.relative_to(two.folder) for file in two.folder.rglob("*") if file.is_symlink() or file.is_file()}
    assert {name for name in found if name.parts[0] != "versions"} == names | {Path("current")}


def test_a_version_that_was_replaced_stays_what_it_was(two):
    assert two.versions == ["000001", "000002"]
    before, after = (two.folder / "versions" / name for name in two.versions)
    assert (stamps(before), stamps(after)) == ({"before"}, {"after"})
    assert [(one / "index.html").read_text() for one in (before, after)] == ["<p>before</p>", "<p>after</p>"]


def test_a_file_that_did_not_change_takes_no_room_twice(two):
    before, after = (two.folder / "versions" / name / "parquet" for name in two.versions)
    renewed = {one.stem for one in after.rglob("*.parquet") if not one.samefile(before / one.relative_to(after))}
    assert renewed == {"activities"} | {table.stem() for table in PUBLISHED if table.layer() == "ops"}


def test_the_manifest_tells_what_the_version_holds(two):
    manifest = json.loads((two.folder / "manifest.json").read_text())
    assert manifest["version"] == two.version.name
    assert (two.folder / manifest["folder"]).samefile(two.version)
    assert manifest["content_sha256"] == content_sha256(contents(two.warehouse))
    assert manifest["tables"].keys() == {table.full_name() for table in PUBLISHED}
    assert manifest["tables"]["core.activities"] == {"rows": 1}
    assert manifest["tables"]["core.streams"] == {"rows": 0}
    assert datetime.now(UTC) - datetime.fromisoformat(manifest["made_at"]) < timedelta(minutes=10)
    assert manifest["rule_version"] is None  # nothing was decided
    assert manifest["not_drawn"] == []
    files = {str(name) for name in names_in(two.version)} - {"manifest.json"}
    assert manifest["files"].keys() == files
    for name in files:
        content = (two.version / name).read_bytes()
        assert manifest["files"][name] == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def test_the_schema_version_changes_with_a_column_and_not_with_the_rows(two, place):
    published = [json.loads((two.folder / "versions" / one / "manifest.json").read_text()) for one in two.versions]
    publish(place.warehouse, place.folder, contents(place.warehouse, gps=True), gps=True)
    with_gps = json.loads((place.folder / "manifest.json").read_text())
    assert published[0]["schema_version"] == published[1]["schema_version"] != with_gps["schema_version"]


def test_the_data_package_describes_every_parquet_file(two):
    package = json.loads((two.folder / "datapackage.json").read_text())
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    resources = {one["name"]: one for one in package["resources"]}
    assert resources.keys() == {table.full_name() for table in PUBLISHED}
    for table in PUBLISHED:
        resource = resources[table.full_name()]
        file = two.folder / resource["path"]
        assert resource["hash"] == f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
        assert resource["schema"]["primaryKey"] == table.key()
        assert [(one["name"], one["type"]) for one in resource["schema"]["fields"]] == [
            (name, TYPES[dtype.base_type()]) for name, dtype in pl.read_parquet_schema(file).items()
        ]
        columns = table.to_schema().columns
        for one in resource["schema"]["fields"]:
            assert one["description"] == columns[one["name"]].description
            assert one["constraints"] == {"required": not columns[one["name"]].nullable}
    assert "lat" not in [one["name"] for one in resources[Streams.full_name()]["schema"]["fields"]]


def test_a_page_that_cannot_be_drawn_costs_no_table_and_is_said(place):
    place.night("before")
    failed = place.night("after", pages={"index.html": broken, "other.html": told_name})
    assert [(name, type(error)) for name, error in failed.items()] == [("index.html", ValueError)]
    assert stamps(place.version) == {"after"}
    assert json.loads((place.folder / "manifest.json").read_text())["not_drawn"] == ["index.html"]
    assert (place.folder / "other.html").read_text() == "<p>after</p>"
    assert not (place.folder / "index.html").is_symlink()  # a page of another night would be worse than none


def test_the_books_alone_make_a_version_too_with_its_page(place):
    place.night("kept")
    place.warehouse.replace(Activities, rows(Activities, {"name": "not yet"}))
    place.warehouse.replace(Freshness, rows(Freshness, {"last_outcome": "failed"}))
    pages = {
        "index.html": lambda copy, previous: previous + copy.query("SELECT last_outcome FROM ops.freshness").item()
    }
    publish_books(place.warehouse, place.folder, pages=pages)
    assert place.versions == ["000001", "000002"]
    assert stamps(place.version) == {"kept", "failed"}
    assert (place.folder / "index.html").read_text() == "<p>kept</p>failed"  # it was given the page before
    before = place.folder / "versions" / "000001"
    assert stamps(before) == {"kept"}
    activities = Path("parquet/core/activities.parquet")
    assert (place.version / activities).samefile(before / activities)


def test_a_publish_that_is_broken_off_leaves_the_version_and_nothing_behind(place):
    def interrupted(copy, previous):
        raise KeyboardInterrupt

    place.night("before")
    files = sorted(place.folder.rglob("*"))
    with pytest.raises(KeyboardInterrupt):
        place.night("after", pages={"index.html": interrupted})
    assert sorted(place.folder.rglob("*")) == files
    assert stamps(place.version) == {"before"}


def test_a_version_is_removed_once_it_was_replaced_long_enough_ago(tmp_path):
    """Made three hours, two hours and two minutes ago: the second was in place until then, and is still kept."""
    for name, made_ago_s in (("000001", 3 * 3600), ("000002", 2 * 3600), ("000003", 120), ("000004", 60)):
        version = tmp_path / "versions" / name
        version.mkdir(parents=True)
        os.utime(version, (time.time() - made_ago_s,) * 2)
    (tmp_path / "versions" / ".DS_Store").touch()  # not ours
    (tmp_path / "versions" / "2026 backup").mkdir()  # neither
    (tmp_path / "versions" / ".000000.new").touch()  # no folder: it cannot be removed as one
    (tmp_path / "current").symlink_to("versions/000003")
    sweep(tmp_path)
    assert sorted(one.name for one in (tmp_path / "versions").iterdir()) == [
        ".000000.new", ".DS_Store", "000002", "000003", "2026 backup",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["elsewhere", "000009"])
def test_a_link_that_leads_elsewhere_is_replaced_and_what_is_there_is_left_alone(place, tmp_path, name):
    place.night("before")
    other = tmp_path / name
    other.mkdir()
    (other / "file").touch()
    (place.folder / "current").unlink()
    (place.folder / "current").symlink_to(other)
    place.night("after")
    assert stamps(place.version) == {"after"}
    assert [one.name for one in other.iterdir()] == ["file"]


def plain_files(version, folder):
    """What an earlier fivefold published: the copy and the Parquet files, and no links."""
    shutil.copytree(version / "parquet", folder / "parquet")
    shutil.copyfile(version / COPY, folder / COPY)


def test_what_an_earlier_fivefold_published_is_taken_over_as_it_is(two, place):
    plain_files(two.version, place.folder)
    (place.folder / f".{COPY}.new.wal").write_bytes(b"half of a log")
    held = (place.folder / COPY).stat().st_ino
    place.warehouse.replace(Freshness, rows(Freshness, {"last_outcome": "failed"}))
    publish_books(place.warehouse, place.folder, pages=PAGES)
    assert place.versions == ["000001", "000002"]
    assert (place.folder / "versions" / "000001" / COPY).stat().st_ino == held
    assert stamps(place.version) == {"after", "failed"}
    plain = [file for file in place.folder.rglob("*") if file.is_file() and not file.is_symlink()]
    assert all("versions" in file.parts for file in plain)
    assert (place.folder / "index.html").read_text() == "<p>after</p>"


def test_a_folder_that_was_copied_without_its_links_is_made_anew(two, place):
    shutil.copytree(two.folder, place.folder)
    place.night("again")
    assert place.versions == ["000001", "000002"]
    assert stamps(place.version) == {"again"}
    assert all((place.folder / name).is_symlink() for name in [*names_in(place.version), "current"])


def test_where_a_file_cannot_have_two_names_it_is_copied(tmp_path):
    with small_disk(tmp_path / "disk", 1_000_000) as disk:
        (tmp_path / "file").write_text("the same")
        link_or_copy(tmp_path / "file", disk.path / "folder" / "file")
        assert (disk.path / "folder" / "file").read_text() == "the same"


@pytest.mark.slow
def test_ten_readers_meet_no_error_and_never_two_nights_at_once(place):
    """`make bench` does the same for fifty nights, and measures them."""
    place.night("night 0")
    with reading(place.folder, 10, pause_s=0.5) as told:
        for number in range(1, 7):
            place.night(f"night {number}")
    assert len(told) == 10
    for reader in told:
        assert (reader["errors"], reader["mixed"]) == ([], [])
        assert reader["reads"] > 0
    assert sum(reader["nights"] for reader in told) > len(told)


@dataclass
class TwoNights:
    """A home whose first night could not draw its page, and whose second failed."""

    home: Nights
    first: Run
    good: Path
    """What the first night published."""
    failed: Path
    """What was in place after the second."""


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory):
    with (
        nights(tmp_path_factory.mktemp("nights") / "home", runs_on(2, 1)) as home,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setitem(PAGES_OF_FIVEFOLD, "index.html", broken)
        first = home.sync(steps=PLAIN)
        good = current_version(home.settings.published_path)
        home.store.put(run_on(0.5))
        home.server.admin.switches(inactive_app=True)
        with pytest.raises(AppInactive):
            home.sync(steps=PLAIN)
        yield TwoNights(home, first, good, current_version(home.settings.published_path))


def test_a_failed_night_leaves_yesterdays_tables_and_all_forms_say_so(two_nights):
    good, failed = two_nights.good, two_nights.failed
    assert failed != good
    for table in PUBLISHED:
        file = Path("parquet", table.layer(), f"{table.stem()}.parquet")
        assert (failed / file).samefile(good / file) == (table.layer() != "ops")
    freshness = pl.read_parquet(failed / "parquet/ops/freshness.parquet").row(0, named=True)
    with open_published(failed / COPY) as copy:
        assert copy.query("FROM ops.freshness").row(0, named=True) == freshness
        assert copy.query("SELECT count(*) FROM core.activities").item() == 2
    told = json.loads((failed / "manifest.json").read_text())["freshness"][0]
    assert freshness["last_outcome"] == told["last_outcome"] == "app_inactive"
    with open_published(good / COPY) as copy:
        assert copy.query("SELECT published_at FROM ops.freshness").item() == freshness["published_at"]


def test_a_night_and_a_command_say_which_page_could_not_be_drawn(two_nights):
    said = r"without a page that could not be drawn: index.html \(ValueError in test_published_versions.py:\d+\)."
    assert two_nights.first.outcome == "ok"
    assert re.search(said, two_nights.first.message)
    copied = pl.read_parquet(two_nights.good / "parquet/ops/sync_runs.parquet")
    assert copied["message"].to_list() == [two_nights.first.message]
    with pytest.raises(FivefoldError, match=said):
        publish_only(two_nights.home.settings)
