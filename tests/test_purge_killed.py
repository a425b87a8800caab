"""A purge that is killed at any step: nothing half derived is published, and the next run finishes it.

FIVEFOLD_LONG=1 kills it at many more steps.
"""

import shutil

import pytest

from flows.errors import WarehouseUnavailable
from flows.home import private_warehouse
from flows.passes import PLAIN
from flows.purge.purge import finish, purge
from flows.purge.standing_order import standing_orders
from tests.dying import Killed, dying_at
from tests.homes import Home, differing, layers
from tests.killed import parquet_unlike_copy
from tests.laws import IS_LONG
from tests.nights import DAY, nights
from tests.purged import Marked, days_ago, traces
from warehouse.erase import Order

pytestmark = pytest.mark.slow

OLD, NEW = [Marked.number(1), Marked.number(2)], [Marked.number(3)]
#: At which steps of 420: when it has erased, and when it puts the new file in place.
MOMENTS = range(1, 430, 6) if IS_LONG else (30, 419)
#: Times of this and that, which a second attempt has later.
TIMES = ("updated_at", "published_at", "payload_id")


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """A home before a purge, one after it that nothing disturbed, and how many steps it took."""
    folder = tmp_path_factory.mktemp("scene")
    with nights(folder / "home", [one.recorded(days_ago(9)) for one in OLD]) as home:
        home.sync(steps=PLAIN)
        home.store.put(NEW[0].recorded(days_ago(-8)))
        home.sync(after=9 * DAY, steps=PLAIN)
        order = Order("strava_api", home.now() - 5 * DAY)
        shutil.copytree(home.settings.home, folder / "before", symlinks=True)
        purge(home.settings, order, home.now)
        yield home, order, folder / "before"


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_purge_that_was_killed_is_finished_by_the_next_run(scene, tmp_path, moment):
    undisturbed, order, before = scene
    folder, died = tmp_path / "home", tmp_path / "died"
    shutil.copytree(before, folder, symlinks=True)
    settings = undisturbed.settings.model_copy(update={"home": folder})
    try:
        with dying_at(moment, folder, died):
            purge(settings, order, undisturbed.now)
        assert IS_LONG, "not that many steps"
        return
    except Killed:
        shutil.rmtree(folder)
        died.rename(folder)
    home = Home(folder, {})
    assert parquet_unlike_copy(home) == []
    if standing_orders(settings):
        with pytest.raises(WarehouseUnavailable, match="finished by: fivefold sync"), private_warehouse(settings):
            pass
    else:
        purge(settings, order, undisturbed.now)
    finish(settings, undisturbed.now)
    assert traces(folder, OLD) == []
    assert traces(folder, NEW)
    for file, names in (("warehouse", ("raw", "core", "mart", "ops")), ("published", ("core", "mart"))):
        one, other = getattr(Home(undisturbed.settings.home, {}), file), getattr(home, file)
        assert differing(layers(one, *names), layers(other, *names), *TIMES) == []
    names = {path.name for path in folder.iterdir()}
    assert names == {path.name for path in undisturbed.settings.home.iterdir()}
