"""Importing after syncing, syncing after importing, importing twice: the same core and marts, in any order and batches.

What says when something came (`WHEN`) is not compared. What Strava tells of one activity has an order of its own, and a
deletion comes last: files of that activity come before, between and after.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.derive.core import derive_core, derive_efforts, forget_core
from flows.word.label_file import set_label
from flows.word.labels import Label
from schemas.files import NOBODY
from schemas.quarantine import Quarantine
from schemas.recordings import Recordings
from schemas.tables import TABLES
from tests.coming import WRITERS, Coming, Corrected, Deleted, Exported, File, Listed, Logged, come
from tests.landed import AT, derive
from tests.laws import examples
from tests.strava_shapes import ATHLETE_ID
from tests.written.small_life import GYM, LIFE, PHONE, RIDE, RUN, SAUNA
from warehouse.database import Warehouse, open_warehouse
from warehouse.files import adopt

#: Columns that say when something came, and in which payload.
WHEN = {"updated_at", "imported_at", "payload_id", "first_seen_at", "last_seen_at"}


def everything(warehouse: Warehouse) -> dict[str, pl.DataFrame]:
    """All of core and mart, and what was rejected, without what says when it came."""
    tables = [table for table in TABLES if table.full_name().startswith(("core.", "mart."))]
    return {
        table.full_name(): warehouse.read(table)
        .select(pl.all().exclude(*WHEN))
        .unique()
        .sort(pl.all(), nulls_last=True)
        for table in (*tables, Quarantine)
    }


def assert_same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> None:
    for name, rows in one.items():
        assert rows.rows() == other[name].rows(), name


@contextmanager
def lived(order: list[tuple[Coming, bool]]) -> Iterator[Warehouse]:
    """A warehouse to which everything came in this order, core being derived after some of it and at the end."""
    with TemporaryDirectory() as folder, open_warehouse(Path(folder) / "warehouse.duckdb") as warehouse:
        for coming, is_derived in order:
            come(warehouse, coming)
            if is_derived:
                derive_core(warehouse, AT, "test")
        derive_all_core(warehouse)
        yield warehouse


def derive_all_core(warehouse: Warehouse) -> None:
    derive_core(warehouse, AT, "test")
    derive_efforts(warehouse)


def core_and_marts(warehouse: Warehouse) -> dict[str, pl.DataFrame]:
    """All of core and of mart, where the athlete calls the session at the gym, as its file, one that does not count."""
    derive_all_core(warehouse)
    with TemporaryDirectory() as folder:
        [gym] = warehouse.read(Recordings, "file_name = 'a/4.tcx'")["recording_id"]
        set_label(Path(folder) / "labels.toml", gym, Label(activity=gym, counts_for=[]))
        derive(warehouse, Path(folder) / "plan.toml")
    return everything(warehouse)


def possible(order: list[Coming]) -> list[Coming]:
    """The order, in which Strava tells of an activity first, of its correction later, and of its deletion last."""
    told = [Listed, Corrected, Deleted]
    found = list(order)
    for number in range(len(LIFE)):
        places = [n for n, one in enumerate(order) if type(one) in told and getattr(one, "number", None) == number]
        of_one = sorted((order[place] for place in places), key=lambda one: told.index(type(one)))
        for place, one in zip(places, of_one, strict=True):
            found[place] = one
    return found


numbers = st.integers(0, len(LIFE) - 1)
with_file = st.integers(0, SAUNA - 1)
formats = st.sampled_from(sorted(WRITERS))
rows = st.lists(
    st.tuples(numbers, st.none() | formats).filter(lambda row: row[0] != SAUNA or row[1] is None),
    min_size=1,
    max_size=4,
    unique_by=lambda row: row[0],
).map(tuple)
listings = st.lists(
    st.builds(Listed, numbers, st.booleans(), st.booleans()).filter(lambda one: one.number != SAUNA or one.is_whole),
    max_size=3,
    unique_by=lambda one: one.number,
)
exports = st.lists(
    st.builds(Exported, rows, st.booleans(), st.sampled_from([True, True, False])), max_size=2, unique=True
)
off = st.sampled_from([0, 0, 12, -25, 40])
loose = st.builds(File, with_file, formats, off, st.sampled_from("ab")) | st.builds(
    File, st.just(RIDE), st.just("brick"), off
)
files = st.lists(loose, max_size=4, unique=True)


@st.composite
def orders(draw: st.DrawFn) -> tuple[list[tuple[Coming, bool]], list[tuple[Coming, bool]]]:
    """The same coming in two orders: derived once at the end, and derived now and then."""
    listed = draw(listings)
    changes = draw(st.lists(st.sampled_from([Corrected, Corrected, Deleted, None]), min_size=3, max_size=3))
    changed = [change(one.number) for one, change in zip(listed, changes, strict=False) if change is not None]
    logged = [Logged()] if draw(st.booleans()) else []
    everything: list[Coming] = [*listed, *changed, *draw(exports), *draw(files), *logged]
    other = possible(draw(st.permutations(everything)))
    derived = draw(st.lists(st.booleans(), min_size=len(other), max_size=len(other)))
    return [(coming, False) for coming in everything], list(zip(other, derived, strict=True))


@given(orders())
@examples(300, 5)
def test_whatever_comes_in_whatever_order_core_is_the_same_and_that_of_a_rebuild(two):
    with lived(two[0]) as warehouse:
        first = everything(warehouse)
    with lived(two[1]) as warehouse:
        second = everything(warehouse)
        forget_core(warehouse)
        derive_all_core(warehouse)
        rebuilt = everything(warehouse)
    assert_same(first, second)
    assert_same(second, rebuilt)


#: A whole life: all that Strava and the athlete tell, an export in spring and one in summer, files that lie elsewhere.
TOLD = [Listed(RUN), Listed(PHONE, is_whole=False), Listed(RIDE, is_cropped=True), Listed(SAUNA), Logged()]
SPRING = Exported(((RUN, "fit"), (PHONE, "gpx"), (GYM, "fit")))
SUMMER = Exported(((RUN, "fit"), (RIDE, "tcx"), (GYM, "fit"), (SAUNA, None)), is_renamed=True)
LOOSE = [File(RUN, "fit"), File(RUN, "gpx", 12), File(RIDE, "fit", -25), File(GYM, "tcx"), File(RIDE, "brick", 12)]


@pytest.fixture(scope="module")
def synced_first():
    """All of core and mart after a sync, then the exports, then the files."""
    with lived([(coming, False) for coming in [*TOLD, SPRING, SUMMER, *LOOSE]]) as warehouse:
        return core_and_marts(warehouse)


@pytest.mark.parametrize(
    "order",
    [[*LOOSE, SUMMER, SPRING, *TOLD], [SPRING, *TOLD[:4], SUMMER, *LOOSE, SPRING, SUMMER, *LOOSE, TOLD[4]]],
    ids=["syncing after importing", "importing twice"],
)
def test_marts_are_the_same(synced_first, order):
    with lived([(coming, number % 3 == 0) for number, coming in enumerate(order)]) as warehouse:
        assert_same(synced_first, core_and_marts(warehouse))


def test_they_are_the_same_if_nobody_said_at_first_whose_files_they_are(synced_first):
    with lived([]) as warehouse:
        for coming in [*LOOSE, SPRING, SUMMER]:
            come(warehouse, coming, NOBODY)
        derive_all_core(warehouse)
        adopt(warehouse, ATHLETE_ID)
        for coming in TOLD:
            come(warehouse, coming)
        assert_same(synced_first, core_and_marts(warehouse))


def test_a_label_and_a_logged_session_stay(synced_first):
    sessions = synced_first["mart.sessions"].select("activity_id", "intervention", "counts", "decided_by")
    assert sessions.filter(decided_by="label").rows() == [(LIFE[GYM].strava_id, "strength", False, "label")]
    assert sessions.filter(activity_id=-1).rows() == [(-1, "heat", True, "log")]
