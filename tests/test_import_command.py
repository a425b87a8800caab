"""`fivefold import` as people type it: what it prints, its exit codes, and what quarantine tells of files."""

import gzip
import subprocess
import sys

import orjson
import pytest
from rich.progress import Progress

from flows.emulator.server import Address
from flows.progress import Amount
from flows.synthetic_athlete.notes import HOSTILE_TITLE
from tests.homes import NOWHERE, home_at
from tests.strava_shapes import ATHLETE_ID
from tests.test_find_files import FIT
from tests.test_import import EXPORT, WORKOUTS
from tests.written.export import as_folder, as_zip
from tests.written.fit import fit_file
from warehouse.database import open_warehouse

RUN = fit_file(WORKOUTS[0])


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Nobody has logged in here."""
    return home_at(tmp_path_factory.mktemp("home"), Address(NOWHERE), is_logged_in=False)


@pytest.fixture(scope="module")
def first(home, tmp_path_factory):
    """An export with one file that is of no use and one that is damaged, imported on an empty home."""
    folder = tmp_path_factory.mktemp("export")
    more = {f"activities/{number}.fit": fit_file(WORKOUTS[number % 2]) + bytes(number) for number in range(3, 5)}
    bad = {"activities/1 of 2.fit": b"\x1b]0;owned\x07", "activities/2.fit.gz": gzip.compress(RUN)[:-9]}
    (folder / "export.zip").write_bytes(as_zip(EXPORT | bad | more))
    ended = home.run("import", str(folder / "export.zip"), FIVEFOLD_MAX_REJECTED_SHARE="0.5")
    return folder, ended


def test_people_are_told_what_came_in_what_did_not_and_what_to_do_next(first):
    _, ended = first
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0].startswith(f"A bulk export, athlete {ATHLETE_ID}'s: ")
    assert lines[1].startswith("They tell of ")
    assert "from 2026-05-15 to 2026-05-18" in lines[1]
    assert "Not read: activities/2.fit.gz. It is packed with gzip, and its end is missing." in lines
    assert any("See why with: fivefold quarantine list" in line for line in lines)
    assert lines[-1].startswith("Next: fivefold ")


def test_quarantine_lists_a_file_by_its_name_and_shows_how_it_begins(home, first):
    listed = orjson.loads(home.run("quarantine", "list", "--json").out)
    (bad,) = [one for one in listed if one["record_id"] == "activities/1 of 2.fit"]
    assert (bad["table_name"], bad["activity_id"], bad["name"]) == ("core.recordings", None, "activities/1 of 2.fit")
    assert bad["next"] == "The file is kept as it is. After an update of fivefold, try: fivefold quarantine retry"
    assert "activities/1 of 2.fit" in home.run("quarantine", "list").out
    shown = home.run("quarantine", "show", str(bad["payload_id"]))
    assert (shown.code, shown.err) == (0, "")
    assert "A FIT file of a bulk export, activities/1 of 2.fit: 10 bytes, imported" in shown.out
    assert r"It begins: \x1b]0;owned\x07" in shown.out
    assert not {"\x1b", "\x07"} & set(shown.out)
    told = orjson.loads(home.run("quarantine", "show", str(bad["payload_id"]), "--json").out)
    assert told["file"][0]["file_name"] == "activities/1 of 2.fit"
    assert "body" not in told["file"][0]


def test_a_retry_takes_files_that_can_be_read_by_now(home, first):
    assert "did not" in home.run("quarantine", "retry").out
    with open_warehouse(home.warehouse) as opened:
        good = gzip.compress(fit_file(WORKOUTS[1]))
        opened.execute("UPDATE raw.files SET body = $good WHERE size_bytes = 10", {"good": good})
    assert (
        orjson.loads(home.run("quarantine", "retry", "--json").out)["came_home"][0]["name"] == "activities/1 of 2.fit"
    )


def test_programs_are_told_the_same(home, first):
    folder, _ = first
    ended = home.run("import", "--json", str(folder / "export.zip"))
    told = orjson.loads(ended.out)
    assert (told["files_new"], told["files_known"], told["athlete_id"]) == (0, told["files_found"], ATHLETE_ID)
    assert told["not_read"] == [
        {"name": "activities/2.fit.gz", "reason": "It is packed with gzip, and its end is missing."}
    ]
    # One file of five is too many, and what is good is kept all the same.
    assert (ended.code, told["outcome"]) == (13, "rejected")
    assert "1 of " in ended.err


def test_files_on_an_empty_home_need_no_login_and_may_be_said_to_be_all(tmp_path):
    home = home_at(tmp_path / "home", Address(NOWHERE), is_logged_in=False)
    run = as_folder({"run.fit": RUN}, tmp_path / "in") / "run.fit"
    told = home.run("import", str(run))
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("Files, nobody's in particular yet: 1 file, 1 new")
    assert "add --complete" in told.out
    again = home.run("import", "--complete", str(run))
    assert "All up to 2026-05-15 is here" in again.out
    assert (home.folder / "plan.toml").exists()


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ({}, 2, "There is nothing to import in 0 files."),
        ({"a.jpg": b"\xff\xd8", HOSTILE_TITLE.replace("/", "_"): b""}, 2, "Looked for a bulk export"),
        ({"half.zip": as_zip({"run.fit": RUN})[:-30]}, 2, "half.zip: It is no whole zip"),
        ({"activities.csv": b"", "profile.csv": b"Athlete ID\n7\n"}, 2, "athlete 7's, but this home holds"),
    ],
)
def test_what_cannot_be_imported_is_told_in_a_sentence(home, first, tmp_path, files, code, said):
    ended = home.run("import", str(as_folder(files, tmp_path)))
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_path_that_is_not_there_ends_with_2(home):
    ended = home.run("import", "nowhere.zip")
    assert (ended.code, ended.err.split(".")[0]) == (2, "There is nothing at nowhere")


def test_an_empty_path_is_not_the_folder_where_one_is(home):
    ended = home.run("import", "")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "One of the paths is empty. Name a zip, a folder or a file that is there.\n"


@pytest.mark.parametrize("command", ["label 1 none", "log heat sauna --minutes 20"])
def test_who_has_nothing_yet_is_told_that_an_import_needs_no_login(tmp_path, command):
    ended = home_at(tmp_path / "home", Address(NOWHERE), is_logged_in=False).run(*command.split())
    assert "without a login" in ended.err.lower()
    assert "fivefold import PATH" in ended.err


def test_a_warehouse_in_use_ends_with_15(home, first):
    folder, _ = first
    hold = "import sys, duckdb; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(home.warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline()
        assert home.run("import", str(folder / "export.zip")).code == 15
        holder.stdin.close()


def test_names_of_files_are_printed_without_what_a_terminal_obeys(tmp_path):
    home = home_at(tmp_path / "home", Address(NOWHERE), is_logged_in=False)
    files = {"\x1b]0;owned\x07\u202e[red].fit.gz": gzip.compress(FIT)[:-9], "run.fit": RUN}
    ended = home.run("import", str(as_folder(files, tmp_path / "in")))
    assert ended.code == 13
    assert "[red].fit.gz" in ended.out
    assert not {"\x1b", "\x07", "\u202e"} & set(ended.out)


def test_progress_is_told_in_things_or_in_bytes_with_their_speed():
    bar = Progress()
    bar.add_task("Deriving", total=9, completed=3, is_bytes=False)
    bar.add_task("Reading", total=9_000_000, completed=3_000_000, is_bytes=True)
    of_things, of_bytes = bar.tasks
    assert Amount().render(of_things).plain == "3/9"
    assert Amount().render(of_bytes).plain.startswith("3.0/9.0 MB ")
