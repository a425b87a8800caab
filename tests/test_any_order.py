"""Importing after syncing, syncing after importing, importing twice: the same core and marts, in any order and batches.

What says when something came (`WHEN`) is not compared. Strava deletes what it told of, so a deletion comes after the
answers about that activity; files of it come before and after.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.derive.core import derive_core, derive_efforts, forget_core
from flows.word.label_file import set_label
from flows.word.labels import Label
from flows.word.log import Said
from schemas.files import NOBODY
from schemas.payloads import Payloads
from schemas.quarantine import Quarantine
from schemas.recordings import Recordings
from schemas.tables import TABLES
from tests.imported import bring_in
from tests.landed import AT, derive, land, payload, table
from tests.laws import examples
from tests.strava_shapes import ATHLETE_ID
from tests.written.answers import answers
from tests.written.export import activities_csv
from tests.written.fit import fit_file
from tests.written.gpx import gpx_file
from tests.written.tcx import tcx_file
from tests.written.workout import SAMPLES, Lap, LiftedSet, Workout
from warehouse import raw
from warehouse.database import Warehouse, open_warehouse
from warehouse.files import adopt

#: Columns that say when something came and in which payload; which of two files that are the same byte for byte.
WHEN = {"updated_at", "imported_at", "payload_id", "first_seen_at", "last_seen_at"}
START = datetime(2026, 5, 4, 6, 30, tzinfo=UTC)
STEP_S = 5
WRITERS = {"fit": fit_file, "gpx": gpx_file, "tcx": tcx_file}


def recorded(workout: Workout, speed_mps: float, *, has_place: bool = True) -> Workout:
    """A workout with a sample every few seconds, at one speed along a meridian."""
    clock = pl.int_range(0, workout.elapsed_time_s + 1, STEP_S)
    covered = (clock * speed_mps).round(1)
    columns = {
        "time_s": clock,
        "distance_m": covered if has_place else None,
        "altitude_m": (10 + (clock // 60).cast(pl.Float64)) if has_place else None,
        "speed_mps": pl.lit(speed_mps) if has_place else None,
        "heartrate_bpm": 120 + clock // 60,
        "cadence": pl.lit(82.0) if has_place else None,
        "temp_c": pl.lit(14.0),
        "lat": (60.17 + clock * speed_mps * 9e-6).round(6) if has_place else None,
        "lon": pl.lit(24.94) if has_place else None,
    }
    samples = pl.select(
        **{name: pl.lit(None, dtype) if columns.get(name) is None else columns[name] for name, dtype in SAMPLES.items()}
    ).cast(SAMPLES)
    distance_m = float(samples["distance_m"].max()) if has_place else None
    return replace(workout, samples=samples, distance_m=distance_m, utc_offset_s=10_800)


def workout(number: int, days: float, sport_type: str, minutes: int, name: str, **more) -> Workout:
    return Workout(
        START + timedelta(days=days),
        60 * minutes,
        sport_type,
        name=name,
        strava_id=1000 + number,
        upload_id=7_000 + number,
        more={"timezone": "Europe/Helsinki", "weather": {"temp_c": 24.0}, **more.pop("more", {})},
        **more,
    )


SQUATS = tuple(LiftedSet(60 + 120 * number, 30.0, "squat", 5, 100.0) for number in range(4))
#: A run, the same run by the phone in the pocket, a ride, a session at the gym, a sauna that was typed in.
RUN, PHONE, RIDE, GYM, SAUNA = range(5)
LIFE = (
    recorded(workout(RUN, 0, "Run", 20, "Morning Run", description="easy", laps=(Lap(0, 600, 1800.0, 125),)), 3.0),
    recorded(workout(PHONE, 0.00025, "Run", 20, "Lunch Run", device_name="Strava App"), 3.0),
    recorded(workout(RIDE, 1, "Ride", 30, "Commute"), 7.0),
    recorded(workout(GYM, 2, "WeightTraining", 25, "Morning Session", sets=SQUATS), 0.0, has_place=False),
    workout(SAUNA, 2.5, "Workout", 25, "Sauna"),
)
#: Cut at Strava, s: of the first five minutes of the run.
CROP_S = 300


@dataclass(frozen=True)
class Listed:
    """Strava tells of a workout: an entry of the listing, and where it `is_whole` detail and samples."""

    number: int
    is_whole: bool = True
    is_cropped: bool = False


@dataclass(frozen=True)
class Deleted:
    """Strava knows the workout no more."""

    number: int


@dataclass(frozen=True)
class Exported:
    """A bulk export: rows of workouts with the formats of their files, None for none."""

    rows: tuple[tuple[int, str | None], ...]
    is_renamed: bool = False
    """The titles are others: the athlete edited them."""


@dataclass(frozen=True)
class File:
    """A file on its own. Its clock may be off by seconds."""

    number: int
    format: str
    off_s: int = 0
    folder: str = "a"


@dataclass(frozen=True)
class Logged:
    """A session that no device recorded, by `fivefold log`."""

    minutes: float = 25.0


Coming = Listed | Deleted | Exported | File | Logged
#: In the evening of the ride.
STEAM = Said("heat", "steam", 25.0, datetime(2026, 5, 5, 20, tzinfo=UTC))


@cache
def written(number: int, kind: str, off_s: int = 0) -> bytes:
    """The bytes of a workout's file."""
    moved = replace(LIFE[number], start_at=LIFE[number].start_at + timedelta(seconds=off_s))
    return WRITERS[kind](moved)


def cropped(workout: Workout) -> Workout:
    """Without its first minutes, if anything was recorded."""
    if workout.samples.is_empty():
        return workout
    samples = workout.samples.filter(pl.col("time_s") >= CROP_S)
    first = samples.select("time_s", "distance_m").row(0)
    return replace(
        workout,
        start_at=workout.start_at + timedelta(seconds=CROP_S),
        elapsed_time_s=workout.elapsed_time_s - CROP_S,
        distance_m=None if workout.distance_m is None else workout.distance_m - first[1],
        samples=samples.with_columns(pl.col("time_s") - first[0], pl.col("distance_m") - first[1]),
        laps=(),
    )


def come(warehouse: Warehouse, coming: Coming, whose: int = ATHLETE_ID) -> None:
    """Let something land; `whose` the files are."""
    match coming:
        case Listed(number, is_whole, is_cropped):
            told = answers(cropped(LIFE[number]) if is_cropped else LIFE[number])
            land(warehouse, [told], is_asked=is_whole)
        case Deleted(number):
            gone = payload(raw.next_payload_id(warehouse), "activity", LIFE[number].strava_id, None)
            raw.land(warehouse, table([gone]))
        case Exported(rows, is_renamed):
            listed = [replace(LIFE[n], name=f"{LIFE[n].name} again") if is_renamed else LIFE[n] for n, _ in rows]
            kinds = {LIFE[n].strava_id: kind for n, kind in rows}

            def file(of: Workout) -> tuple[str, bytes] | None:
                kind = kinds[of.strava_id]
                return None if kind is None else (f"{kind}.gz", b"")

            files = {
                f"activities/{LIFE[n].upload_id}.{kind}.gz": written(n, kind) for n, kind in rows if kind is not None
            }
            bring_in(warehouse, {"activities.csv": activities_csv(listed, "en", file), **files}, "strava_export", whose)
        case File(number, kind, off_s, folder):
            bring_in(warehouse, {f"{folder}/{number}.{kind}": written(number, kind, off_s)}, athlete_id=whose)
        case Logged(minutes):
            told = payload(
                raw.next_payload_id(warehouse), "activity", -1, replace(STEAM, minutes=minutes).body(-1, ATHLETE_ID)
            )
            warehouse.append(Payloads, table([told | {"source": "manual_log"}]))


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
        [gym] = warehouse.read(Recordings, "file_name = 'a/3.tcx'")["recording_id"]
        set_label(Path(folder) / "labels.toml", gym, Label(activity=gym, counts_for=[]))
        derive(warehouse, Path(folder) / "plan.toml")
    return everything(warehouse)


def possible(order: list[Coming]) -> list[Coming]:
    """The order, with each deletion after the answers that it follows."""
    told = {coming.number: place for place, coming in enumerate(order) if isinstance(coming, Listed)}
    swapped = list(order)
    for place, coming in enumerate(order):
        if isinstance(coming, Deleted) and (later := told[coming.number]) > place:
            swapped[place], swapped[later] = order[later], coming
    return swapped


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
exports = st.lists(st.builds(Exported, rows, st.booleans()), max_size=2, unique=True)
files = st.lists(
    st.builds(File, with_file, formats, st.sampled_from([0, 0, 12, -25, 40]), st.sampled_from("ab")),
    max_size=4,
    unique=True,
)


@st.composite
def orders(draw: st.DrawFn) -> tuple[list[tuple[Coming, bool]], list[tuple[Coming, bool]]]:
    """The same coming in two orders: derived once at the end, and derived now and then."""
    listed = draw(listings)
    deleted = [Deleted(one.number) for one in listed if draw(st.integers(0, 3)) == 0]
    logged = [Logged()] if draw(st.booleans()) else []
    everything: list[Coming] = [*listed, *deleted, *draw(exports), *draw(files), *logged]
    other = possible(draw(st.permutations(everything)))
    derived = draw(st.lists(st.booleans(), min_size=len(other), max_size=len(other)))
    return [(coming, False) for coming in everything], list(zip(other, derived, strict=True))


@given(orders())
@examples(300, 6)
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
LOOSE = [File(RUN, "fit"), File(RUN, "gpx", 12), File(RIDE, "fit", -25), File(GYM, "tcx"), File(RIDE, "gpx", 40)]


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
    with lived([(coming, number % 2 == 0) for number, coming in enumerate(order)]) as warehouse:
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
