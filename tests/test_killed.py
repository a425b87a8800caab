"""Killed at any moment, a sync, a rebuild, a publish or a refresh leaves nothing that the next run does not repair.

The work is done without Prefect, in a child of a process that has everything imported, so that a kill costs little.
FIVEFOLD_LONG=1 makes many more of them: at random moments, and before each single step that leaves something on disk.
"""

import contextlib
import random
import stat
from dataclasses import replace

import pytest

from flows.strava.token_store import TokenStore, grant_in
from tests.homes import copy_of, home_at
from tests.killed import WITH_TRACKS, as_plain_files, parquet_unlike_copy, theatre
from tests.laws import IS_LONG

pytestmark = pytest.mark.slow

SEED = 20251119
#: Rounds of each test, and kills in each round before a run is left in peace.
ROUNDS, KILLS = (8, 7) if IS_LONG else (1, 3)


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    with theatre(tmp_path_factory.mktemp("theatre")) as scene:
        yield scene


def killed_in_a_row(scene, work, home, seed, **changes):
    """Kill some work several times, one time after another; what is published is of one night at each moment."""
    dice = random.Random(seed)  # noqa: S311 - moments by chance, the same in every test run
    count = 0
    while count < KILLS:
        count += scene.kill(work, home, dice, **changes)
        assert not home.published.exists() or parquet_unlike_copy(home) == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_first_sync_that_was_killed_is_finished_by_the_next(scene, folder, number):
    home = home_at(folder, scene.server)
    killed_in_a_row(scene, "sync", home, SEED + number)
    assert scene.recovered(home) == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_night_with_news_that_was_killed_is_finished_by_the_next(scene, folder, number):
    home = copy_of(scene.before, folder, scene.server)
    killed_in_a_row(scene, "sync", home, SEED + number)
    assert scene.recovered(home) == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_rebuild_that_was_killed_is_finished_by_the_next_sync(scene, folder, number):
    home = copy_of(scene.after, folder, scene.server)
    killed_in_a_row(scene, "rebuild", home, SEED + number)
    assert scene.recovered(home) == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_publish_that_was_killed_is_finished_or_undone_by_the_next_sync(scene, folder, number):
    """Every table with coordinates, then a sync without them: what is in place in part must not pass for whole."""
    home = copy_of(scene.after, folder, scene.server)
    killed_in_a_row(scene, "publish", home, SEED + number, **WITH_TRACKS)
    assert scene.recovered(home) == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_publish_that_was_killed_over_the_plain_files_of_an_earlier_fivefold_never_mixes_nights(
    scene, folder, number
):
    home = copy_of(scene.after, folder, scene.server)
    as_plain_files(home)
    killed_in_a_row(scene, "publish", home, SEED + number, **WITH_TRACKS)
    assert scene.recovered(home) == []


def with_an_old_login(scene, folder):
    """A home whose access token has expired."""
    home = home_at(folder, scene.server)
    store = TokenStore(folder / "token.json")
    store.write(replace(store.read(), expires_at=1))
    scene.server.admin.expire_access_tokens()
    return home


def is_known(scene, folder):
    """Whether Strava would take the refresh token that is written down in a home, be it as a draft."""
    held = []
    for name in ("token.json", "token.new"):
        with contextlib.suppress(OSError, ValueError):
            held.append(grant_in(folder / name).refresh_token)
    return any(scene.server.emulator.grants.find(token) for token in held)


def kill_a_refresh(scene, folder, **moment):
    """Kill a token refresh, and see that the next run can log in unless Strava's answer was never written down.

    Returns "late", "lost" or "kept": what became of the kill, and of the grant.
    """
    home = with_an_old_login(scene, folder)
    was_killed = scene.stage.play("refresh", home.environment, **moment).was_killed
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.glob("token.*")} == {0o600}
    is_lost = not is_known(scene, folder)
    done = scene.stage.play("refresh", home.environment)
    assert done.code == (10 if is_lost else 0), done
    assert not is_lost or "fivefold login" in done.said
    assert {file.name for file in folder.glob("token.*")} <= {"token.json", "token.lock"}
    assert is_lost or scene.server.emulator.grants.authenticate(grant_in(folder / "token.json").access_token)
    return "lost" if is_lost else "kept" if was_killed else "late"


def test_a_refresh_killed_before_any_of_its_steps_loses_a_grant_in_one_place_at_most(scene, folder):
    """Between Strava's answer and the moment at which it is written down, which no program can close."""
    home = with_an_old_login(scene, folder / "whole")
    steps = scene.stage.play("refresh", home.environment, at_step=0).steps
    assert steps > 5
    ended = [kill_a_refresh(scene, folder / str(step), at_step=step) for step in range(1, steps + 1)]
    print(ended)
    assert ended.count("kept") >= steps - 1


def test_a_refresh_killed_at_any_moment_loses_nothing_that_was_written_down(scene, folder):
    home = with_an_old_login(scene, folder / "whole")
    span_s = scene.stage.play("refresh", home.environment).seconds
    dice = random.Random(SEED)  # noqa: S311 - moments by chance, the same in every test run
    ended = [kill_a_refresh(scene, folder / str(n), after_s=dice.uniform(0, span_s)) for n in range(8 * ROUNDS)]
    print(ended)
