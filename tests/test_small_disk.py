"""A full disk, and one that cannot be written: a sentence, what was kept stands, and with room all is well again."""

from dataclasses import replace

import pytest

from flows.derive.diff import rebuild_diff
from flows.derive.rebuild import publish_only, rebuild
from flows.errors import WarehouseUnavailable
from flows.passes import all_passes, open_night
from flows.settings import load_settings
from flows.strava.token_store import TokenStore
from tests.homes import NOW, ask, copy_of, environment, home_at, life_of, serving
from tests.killed import unlike
from tests.laws import first_of
from tests.small_disk import read_only_folder, small_disk
from tests.strava_session import keeper_for

pytestmark = pytest.mark.slow

KB, MB = 1024, 1024 * 1024
ROOMY = 100 * MB


@pytest.fixture(scope="module")
def server():
    whole = life_of(5, 0.3)
    with serving(replace(whole, activities=whole.activities[-6:])) as server:
        yield server


@pytest.fixture(scope="module")
def synced(server, tmp_path_factory):
    """A home that nothing disturbed."""
    home = home_at(tmp_path_factory.mktemp("synced"), server)
    sync(home)
    return home


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "disk", ROOMY) as disk:
        yield disk


@pytest.fixture
def home(disk, synced, server):
    """The same home on a disk of its own."""
    return copy_of(synced, disk.path / "home", server)


def sync(home):
    """A night, without Prefect."""
    with environment(home.environment), open_night(load_settings(), fixed_now=NOW) as night:
        all_passes(night)


def refused(work, *words):
    """What a person reads: one sentence that names these words, with exit code 15."""
    with pytest.raises(WarehouseUnavailable) as caught:
        work()
    assert caught.value.exit_code == 15
    assert all(word in str(caught.value) for word in words), caught.value
    assert "\n" not in str(caught.value)


def can_be_asked(home):
    """The published copy still answers."""
    for command in (["sql", "SELECT count(*) FROM core.activities"], ["quarantine", "list"]):
        assert home.run(*command).code == 0
    assert home.run("status").code in (0, 16)


@pytest.mark.parametrize("room", first_of([4 * KB, 6 * MB, 9 * MB, 60 * KB], few=2), ids=lambda room: f"{room // KB}k")
def test_a_first_sync_that_fills_the_disk_goes_on_when_there_is_room(disk, synced, server, room):
    """From a disk on which not even an empty warehouse fits, to one that is full when all but the copy is there."""
    home = home_at(disk.path / "home", server)
    disk.fill(but_for=room)
    refused(lambda: sync(home), "written" if room > 4 * KB else "free space")
    disk.empty()
    sync(home)
    assert unlike(synced, home) == []


@pytest.mark.parametrize(
    ("work", "room"),
    [
        (lambda: rebuild(load_settings(), NOW), 0),
        (lambda: publish_only(load_settings()), 6 * MB),
    ],
    ids=["rebuild", "publish"],
)
def test_work_on_a_full_disk_leaves_the_copy_and_is_done_when_there_is_room(home, disk, synced, work, room):
    disk.fill(but_for=room)
    with environment(home.environment):
        refused(work, "free space", "fivefold ")
    can_be_asked(home)
    disk.empty()
    sync(home)
    assert unlike(synced, home) == []


@pytest.mark.prefect
def test_the_command_line_says_it_in_a_sentence(home, disk, prefect):
    disk.fill()
    ended = home.run("sync", "--full", PREFECT_API_URL=prefect.url)
    assert (ended.code, ended.out) == (15, "")
    assert len(ended.err.strip().split("\n")) == 1
    assert "free space" in ended.err
    assert "fivefold " in ended.err


def test_a_dry_run_of_a_rebuild_needs_no_room(home, disk):
    disk.fill()
    with environment(home.environment):
        assert rebuild_diff(load_settings(), NOW).is_empty()


def test_no_token_is_asked_for_that_could_not_be_kept(home, disk, server):
    store = TokenStore(home.folder / "token.json")
    old = replace(store.read(), expires_at=1)
    store.write(old)
    server.admin.expire_access_tokens()
    disk.fill()
    with environment(home.environment), keeper_for(load_settings()) as keeper:
        refused(keeper.access_token, "No space left")
        assert store.read() == old
        assert server.emulator.grants.find(old.refresh_token)
        disk.empty()
        assert server.emulator.grants.authenticate(keeper.access_token())


@pytest.mark.parametrize("place", ["home", "published"])
def test_what_cannot_be_written_is_said_and_can_still_be_asked(home, disk, synced, server, place):
    server.admin.expire_access_tokens()
    with disk.read_only() if place == "home" else read_only_folder(home.published.parent):
        refused(lambda: sync(home), "permissions", "fivefold ")
        with environment(home.environment):
            refused(lambda: rebuild(load_settings(), NOW), "permissions")
            refused(lambda: publish_only(load_settings()), "permissions")
        can_be_asked(home)
    sync(home)
    assert unlike(synced, home) == []
    assert ask(home.warehouse, "SELECT count(*) FROM ops.sync_runs WHERE outcome = 'running'").item() == 0
