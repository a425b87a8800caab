"""What a power cut can leave: the order in which things reach the disk, and every state that this order allows."""

import os
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from flows.strava.token_store import Tokens, TokenStore
from schemas.activities import Activities
from tests.frames import rows
from tests.homes import Home
from tests.killed import parquet_unlike_copy
from tests.stage import ROOT
from warehouse.database import log_of, open_published, open_warehouse
from warehouse.publish import contents, publish
from warehouse.versions import COPY, UNFINISHED

SEED = 20251119
#: Lands twenty rows at a time and dies without closing the file.
LAND = """
import os, signal, sys
from pathlib import Path
from schemas.payloads import Payloads
from tests.frames import rows
from warehouse.database import open_warehouse
with open_warehouse(Path(sys.argv[1])) as warehouse:
    for first in range(1, 400, 20):
        with warehouse.transaction():
            for n in range(first, first + 20):
                warehouse.append(Payloads, rows(Payloads, {"payload_id": n, "body": os.urandom(400).hex()}))
    os.kill(os.getpid(), signal.SIGKILL)
"""
PUBLISH = """
import sys
from pathlib import Path
from schemas.activities import Activities
from tests.frames import rows
from warehouse.database import open_warehouse
from warehouse.publish import contents, publish
home = Path(sys.argv[1])
with open_warehouse(home / "warehouse.duckdb") as warehouse:
    warehouse.append(Activities, rows(Activities, {}))
    publish(warehouse, home / "published", contents(warehouse))
"""


def python(script: str, *arguments: object, before: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*before, sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def calls(tmp_path_factory):
    """What a first publish asks of the file system, in order: ("fsync", file), ("rename", to) and ("open", file)."""
    strace = shutil.which("strace")
    if not strace:
        pytest.skip("strace is not installed")
    home = tmp_path_factory.mktemp("home")
    log = home.parent / "strace.log"
    watched = "trace=fsync,fdatasync,rename,renameat,renameat2,openat"
    ended = python(PUBLISH, home, before=(strace, "-f", "-y", "-e", watched, "-o", str(log)))
    if ended.returncode and "ptrace" in ended.stderr:
        pytest.skip(f"strace may not watch here: {ended.stderr.strip()}")
    assert ended.returncode == 0, ended.stderr
    return home, list(calls_in(log.read_text(), str(home)))


def calls_in(log: str, home: str):
    """The calls about files of a home, each where it ended."""
    begun = {}
    for line in log.splitlines():
        thread, _, call = line.partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            begun[thread] = call.removesuffix("<unfinished ...>")
            continue
        if resumed := re.match(r"<\.\.\. \w+ resumed>(.*)", call):
            call = begun.pop(thread, "") + resumed[1]
        if synced := re.match(r"f(?:data)?sync\(\d+<(.*?)>\)\s*= 0", call):
            yield "fsync", synced[1].removeprefix(home + "/") if synced[1] != home else ""
        elif renamed := re.match(r'rename.*"(.*?)".*"(.*?)".*= 0', call):
            yield "rename", renamed[2].removeprefix(home + "/")
        elif (opened := re.match(r'openat\(.*"(.*?)", .*O_CREAT.*= \d', call)) and opened[1].startswith(home):
            yield "open", opened[1].removeprefix(home + "/")


def test_every_file_is_on_disk_before_it_has_its_name(calls):
    home, made = calls
    renamed = [(at, Path(name)) for at, (call, name) in enumerate(made) if call == "rename"]
    assert len(renamed) > 20
    for at, name in renamed:
        if not (home / name).is_symlink():
            assert ("fsync", str(name.with_name(f".{name.name}.new"))) in made[:at], name
        assert ("fsync", "" if str(name.parent) == "." else str(name.parent)) in made[at:], name


def test_all_of_a_version_is_on_disk_before_it_is_the_one_in_place(calls):
    home, made = calls
    named, put = (made.index(("rename", f"published/{name}")) for name in ("versions/000001", "current"))
    version = home / "published" / "versions" / "000001"
    for one in [version, *version.rglob("*")]:
        draft = Path("published/versions/.000001.new", one.relative_to(version))
        assert ("fsync", str(draft)) in made[:named], one
    # The name of the version, and that of the folder of versions.
    assert {("fsync", "published/versions"), ("fsync", "published")} <= set(made[named:put])
    assert ("fsync", "published") in made[put:]


def test_what_is_published_is_on_disk_in_the_private_file_before(calls):
    """DuckDB returns from a commit when its log is on disk."""
    _, made = calls
    assert ("fsync", "warehouse.duckdb.wal") in made[: made.index(("rename", "published/current"))]


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    """A home with two nights published, as links and versions and as plain files, and nothing in the place for them."""
    home = Home(tmp_path_factory.mktemp("nights"), {})
    published = home.folder / "published"
    with open_warehouse(home.warehouse) as warehouse:
        for name in ("before", "after"):
            warehouse.replace(Activities, rows(Activities, {"name": name}))
            publish(warehouse, published, contents(warehouse))
            shutil.copytree(published, home.folder / name, symlinks=True)
            shutil.copytree(published / "parquet", home.folder / f"plain {name}" / "parquet")
            shutil.copyfile(published / COPY, home.folder / f"plain {name}" / COPY)
    return home


def is_published_next(nights, name):
    """Publish a night; whether all that is in place then is of that night, and nothing else lies there."""
    place = nights.folder / "published"
    with open_warehouse(nights.warehouse) as warehouse:
        warehouse.replace(Activities, rows(Activities, {"name": name}))
        publish(warehouse, place, contents(warehouse))
    with open_published(nights.published) as copy:
        assert copy.read_published(Activities)["name"].to_list() == [name]
    assert parquet_unlike_copy(nights) == []
    assert not list(place.rglob(".*"))


@pytest.mark.parametrize("number", range(4))
def test_a_version_that_a_power_cut_has_left_in_part_is_never_in_place(nights, number):
    """Its draft may be there with any of its files, or its name already; `current` leads to the one before."""
    dice = random.Random(SEED + number)  # noqa: S311 - states by chance, the same in every test run
    before, after, place = (nights.folder / name for name in ("before", "after", "published"))
    shutil.rmtree(place)
    shutil.copytree(before, place, symlinks=True)
    name = dice.choice(["000002", ".000002.new"])
    shutil.copytree(after / "versions" / "000002", place / "versions" / name)
    for file in sorted((place / "versions" / name).rglob("*.*")):
        if name.startswith(".") and file.is_file() and dice.random() < 0.5:
            os.truncate(file, dice.choice([0, 1, file.stat().st_size // 2]))
    (place / ".current.new").symlink_to(Path("versions", "000002"))
    with open_published(nights.published) as copy:
        assert copy.read_published(Activities)["name"].to_list() == ["before"]
    assert parquet_unlike_copy(nights) == []
    is_published_next(nights, dice.choice(["before", "after"]))


@pytest.mark.parametrize("number", range(4))
def test_whatever_of_two_nights_an_earlier_fivefold_has_left_the_next_publish_makes_it_one(nights, number):
    """It put files in place one by one: where its mark lies each may be of either night, and a draft half or whole."""
    dice = random.Random(SEED + number)  # noqa: S311 - states by chance, the same in every test run
    before, after, place = (nights.folder / name for name in ("plain before", "plain after", "published"))
    shutil.rmtree(place)
    shutil.copytree(before, place)
    (place / UNFINISHED).touch()
    for file in sorted(after.rglob("*.*")):
        if file.is_file():
            target = place / file.relative_to(after)
            if target.suffix == ".parquet" and dice.random() < 0.5:
                shutil.copyfile(file, target)
            elif dice.random() < 0.5:
                draft = target.with_name(f".{target.name}.new")
                draft.write_bytes(file.read_bytes()[: dice.choice([0, 1000, None])])
    # What the broken-off night had changed may be as it was by the next.
    is_published_next(nights, dice.choice(["before", "after"]))


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A warehouse whose log holds all that has landed."""
    file = tmp_path_factory.mktemp("killed") / "warehouse.duckdb"
    assert python(LAND, file).returncode == -signal.SIGKILL
    return file


@pytest.mark.parametrize("left", ["cut", "zeros", "noise"])
def test_a_log_that_is_half_written_is_taken_up_to_where_it_is_whole(killed, tmp_path, left):
    dice = random.Random(SEED)  # noqa: S311 - places by chance, the same in every test run
    log = log_of(killed).read_bytes()
    for number in range(4):
        file = tmp_path / str(number) / "warehouse.duckdb"
        file.parent.mkdir()
        shutil.copyfile(killed, file)
        size = dice.randrange(len(log) // 4, len(log))
        rest = {"cut": b"", "zeros": bytes(len(log) - size), "noise": os.urandom(len(log) - size)}[left]
        log_of(file).write_bytes(log[:size] + rest)
        with open_warehouse(file) as warehouse:
            landed = warehouse.query("SELECT payload_id FROM raw.payloads ORDER BY ALL")["payload_id"].to_list()
        assert landed == list(range(1, len(landed) + 1))
        assert len(landed) % 20 == 0
        assert len(landed) < 400


def test_a_new_warehouse_that_was_half_made_is_made_anew(tmp_path):
    (tmp_path / ".warehouse.duckdb.new").write_bytes(b"DUCK" * 100)
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        assert warehouse.read(Activities).is_empty()
    assert [file.name for file in tmp_path.iterdir()] == ["warehouse.duckdb"]


OLD = Tokens("old-access", "old-refresh", 1_000, 7, ("read",))
NEW = replace(OLD, access_token="new-access", refresh_token="new-refresh", expires_at=2_000)


@pytest.mark.parametrize(
    ("left", "expected"),
    [(1.0, NEW), (0.5, OLD), (0.0, OLD)],
    ids=["whole", "half", "empty"],
)
def test_a_grant_that_was_written_down_but_not_put_in_place_is_taken_up_if_it_is_whole(tmp_path, left, expected):
    store = TokenStore(tmp_path / "token.json")
    store.write(NEW)
    drafted = store.path.read_bytes()
    store.write(OLD)
    draft = tmp_path / "token.new"
    draft.write_bytes(drafted[: int(left * len(drafted))])
    draft.chmod(0o600)
    assert store.is_unsettled
    with store.locked():
        assert store.read() == expected
    assert not store.is_unsettled
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def test_a_draft_that_is_older_than_the_stored_grant_is_removed(tmp_path):
    store = TokenStore(tmp_path / "token.json")
    store.write(OLD)
    shutil.copyfile(store.path, tmp_path / "token.new")
    store.write(NEW)
    shutil.copyfile(store.path, tmp_path / "kept")
    (tmp_path / "token.new").write_bytes((tmp_path / "kept").read_bytes().replace(b"2000", b"1500"))
    with store.locked():
        assert store.read() == NEW
    assert not store.is_unsettled
