"""Killed at any moment, a sync, a rebuild, a publish or a refresh leaves nothing that the next run does not repair.

The work is done without Prefect, in a child of a process that has everything imported, so that a kill costs little.
FIVEFOLD_LONG=1 makes many more of them: at random moments, and before each single step that leaves something on disk.
"""

import os
import random

import pytest

from flows.strava.tokens import TokenStore, grant_in
from tests.homes import copy_of, home_at, serving
from tests.killed import WITH_TRACKS, theatre

pytestmark = pytest.mark.slow

IS_LONG = os.environ.get("FIVEFOLD_LONG") == "1"
SEED = 20251119
#: Rounds of each test, and kills in each round before a run is left in peace.
ROUNDS, KILLS = (20, 3) if IS_LONG else (2, 3)


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    with theatre(tmp_path_factory.mktemp("theatre")) as scene:
        yield scene


def killed_in_a_row(scene, work, home, seed, **changes):
    """Kill some work several times, one time after another."""
    dice = random.Random(seed)  # noqa: S311 - moments by chance, the same in every test run
    count = 0
    while count < KILLS:
        count += scene.kill(work, home, dice, **changes)


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
