"""The same workout by Strava's API, by an export's list with a file, and by a file alone: the same rows and verdicts.

What the API tells is the measure. `tests.carried` states what each format carries, and how far off it may be.
"""

from dataclasses import dataclass, replace
from typing import Any

import polars as pl
import pytest

from schemas.activities import Activities
from schemas.hill_sprint_reps import HillSprintReps
from schemas.laps import Laps
from schemas.recorded_sets import RecordedSets
from schemas.sessions import Sessions
from schemas.streams import Streams
from schemas.table import Table
from tests.carried import ACTIVITIES, BESIDES, JUDGED, LAPS, SOURCES, STREAMS, UNTOLD, WAYS, Off
from tests.imported import bring_in
from tests.landed import derive, land
from tests.strava_shapes import ATHLETE_ID
from tests.written.answers import answers
from tests.written.export import activities_csv, file_name
from tests.written.fit import fit_file
from tests.written.gpx import gpx_file
from tests.written.lived import LIFTED, lifted, lived, thinned
from tests.written.tcx import tcx_file
from tests.written.workout import Workout
from warehouse.database import open_warehouse

WRITERS = {"fit": fit_file, "tcx": tcx_file, "gpx": gpx_file}


@dataclass(frozen=True)
class Landed:
    """All rows of the tables that are compared, with the columns `way` and `workout`."""

    tables: dict[type[Table], pl.DataFrame]

    def of(self, table: type[Table], way: str, workout: str) -> pl.DataFrame:
        rows = self.tables[table].filter(pl.col("way") == way, pl.col("workout") == workout)
        return rows.sort(*(name for name in table.key() if name != "activity_id"))

    def both(self, table: type[Table], way: str, workout: str) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows of a way, and the API's."""
        return self.of(table, way, workout), self.of(table, "API", workout)


def shortest(scenario: str) -> Workout:
    return min(lived()[scenario], key=lambda workout: workout.elapsed_time_s)


@pytest.fixture(scope="module")
def workouts() -> dict[str, Workout]:
    """Of each sort one; only where the verdict is about seconds a sample each second."""
    sprints = lived()["hill_sprint_run"][0]
    return {
        "hill sprints": replace(sprints, more={**sprints.more, "perceived_exertion": 7.0}),
        "hot run": shortest("hot_run"),
        "ride": replace(thinned(shortest("easy_ride"), 5), sport_type="Ride"),
        "treadmill": replace(thinned(shortest("treadmill_run"), 5), sport_type="Run", name="Treadmill"),
        "swim": thinned(shortest("swim"), 5),
        "strength": replace(thinned(lifted(shortest("strength_heavy")), 5), is_trainer=False),
        "sauna": replace(thinned(shortest("sauna_recorded"), 5), is_trainer=False),
    }


@pytest.fixture(scope="module")
def landed(workouts, tmp_path_factory) -> Landed:
    """Every workout by every way, each way being an athlete of its own."""
    home = tmp_path_factory.mktemp("conformance")
    written = {kind: {name: write(workout) for name, workout in workouts.items()} for kind, write in WRITERS.items()}
    athletes = dict(zip(WAYS, range(ATHLETE_ID, ATHLETE_ID + len(WAYS)), strict=True))
    with open_warehouse(home / "warehouse.duckdb") as warehouse:
        for way, (first, *kinds) in WAYS.items():
            # No two athletes have an activity in common.
            own = [replace(one, strava_id=one.strava_id + athletes[way]) for one in workouts.values()]
            if first == "api":
                land(warehouse, [answers(workout) for workout in own])
            elif first == "csv":
                bring_in(warehouse, export(own, kinds[0], written[kinds[0]]), "strava_export", athletes[way])
            else:
                files = {f"{name}.{first}": body for name, body in written[first].items()}
                bring_in(warehouse, files, "file", athletes[way])
        derive(warehouse, home / "plan.toml")
        activities = warehouse.read(Activities)
        names = pl.DataFrame(
            [(workout.start_at, name) for name, workout in workouts.items()],
            schema={"began_at": Activities.dtypes()["start_at"], "workout": pl.String},
            orient="row",
        ).sort("began_at")
        which = (
            activities.sort("start_at")
            .join_asof(names, left_on="start_at", right_on="began_at", strategy="nearest")
            .select("athlete_id", "activity_id", "workout")
            .with_columns(way=pl.col("athlete_id").replace_strict({number: way for way, number in athletes.items()}))
        )
        tables = (Activities, Streams, Laps, RecordedSets, Sessions, HillSprintReps)
        return Landed({table: warehouse.read(table).join(which, on=["athlete_id", "activity_id"]) for table in tables})


def export(workouts: list[Workout], kind: str, bodies: dict[str, bytes]) -> dict[str, bytes]:
    """An export's list and the files that it names."""

    def named(workout: Workout) -> tuple[str, bytes]:
        return f"{kind}.gz", b""

    names = [file_name(workout, number, named) for number, workout in enumerate(workouts, 1)]
    return {
        "activities.csv": activities_csv(workouts, "en", named),
        **dict(zip(names, bodies.values(), strict=True)),
    }


def formats(way: str, workout: Workout) -> tuple[str, ...]:
    """What of a way carries this workout: GPX knows no point without a place."""
    has_place = workout.samples["lat"].count() > 0
    return tuple(kind for kind in WAYS[way] if kind != "gpx" or has_place)


NAMES = ("hill sprints", "hot run", "ride", "treadmill", "swim", "strength", "sauna")
OTHER_WAYS = [way for way in WAYS if way != "API"]
each_way = pytest.mark.parametrize("way", OTHER_WAYS)
each_workout = pytest.mark.parametrize("name", NAMES)


def tolerance(column: dict[str, Off], kinds: tuple[str, ...]) -> Off | None:
    """How far off a column may be; None where no format carries it."""
    return next((column[kind] for kind in column if kind in kinds), None)


def is_near(value: Any, measure: Any, off: Off) -> bool:
    """Whether a value is the measure's. Strava says 0 where nothing was covered, climbed or measured."""
    if value is None or measure is None or isinstance(measure, str | bool):
        return value == measure or (value is None and measure == 0)
    apart = value - measure
    seconds = apart.total_seconds() if hasattr(apart, "total_seconds") else apart
    return abs(seconds) <= off.by + (off.share * abs(measure) if off.share else 0)


@each_way
@each_workout
def test_the_row_of_core_activities_is_the_same(landed, workouts, way, name):
    kinds = formats(way, workouts[name])
    rows, [measure] = (frame.rows(named=True) for frame in landed.both(Activities, way, name))
    if not kinds:
        assert rows == []
        return
    [row] = rows
    expected = dict(BESIDES.get((way, name), {}))
    if workouts[name].samples["lat"].count() == 0:
        expected["timezone"] = None  # without a place nobody tells
    if measure["distance_m"] == 0:
        expected["distance_source"] = None  # of no distance
    wrong = {}
    for column, carried in ACTIVITIES.items():
        off = tolerance(carried, kinds)
        if column in expected:
            is_right = row[column] == expected[column]
        elif off is None:
            is_right = row[column] == UNTOLD.get(column)
        else:
            is_right = is_near(row[column], measure[column], off)
        if not is_right:
            wrong[column] = (row[column], measure[column])
    assert wrong == {}


@each_way
@each_workout
def test_samples_are_the_same(landed, workouts, way, name):
    kinds = formats(way, workouts[name])
    rows, measure = landed.both(Streams, way, name)
    if not set(kinds) & set(WRITERS):
        assert rows.is_empty()
        return
    assert rows["time_s"].to_list() == measure["time_s"].to_list()
    for column, carried in STREAMS.items():
        off = tolerance(carried, kinds)
        if off is None or measure[column].count() == 0:
            assert rows[column].count() == 0, column
            continue
        assert rows[column].is_null().to_list() == measure[column].is_null().to_list(), column
        apart = (rows[column] - measure[column]).abs() - off.share * measure[column].abs()
        assert apart.max() <= off.by + 1e-9, column


@each_way
@each_workout
def test_laps_are_the_same(landed, workouts, way, name):
    kinds = formats(way, workouts[name])
    rows, measure = (frame.rows(named=True) for frame in landed.both(Laps, way, name))
    if not set(kinds) & {"fit", "tcx"}:
        assert rows == []
        return
    if not measure:
        # A TCX activity has one lap at least.
        assert len(rows) == (1 if "tcx" in kinds else 0)
        return
    assert len(rows) == len(measure)
    for row, lap in zip(rows, measure, strict=True):
        for column, carried in LAPS.items():
            off = tolerance(carried, kinds)
            assert off is not None
            assert is_near(row[column], lap[column], off), (row["lap_number"], column)


@each_way
def test_sets_are_those_that_the_watch_wrote_down_and_only_fit_carries_them(landed, way):
    rows = landed.of(RecordedSets, way, "strength").select("exercise", "reps", "weight_kg").rows()
    told = [(one.exercise, one.reps, one.weight_kg) for one in LIFTED]
    assert rows == (told if "fit" in WAYS[way] else [])


@each_way
@each_workout
def test_the_verdict_is_the_same(landed, workouts, way, name):
    rows, measure = (frame.rows(named=True) for frame in landed.both(Sessions, way, name))
    if not formats(way, workouts[name]):
        assert rows == []
        return
    [expected] = measure
    judged = JUDGED.get((way, name), (expected["intervention"], expected["kind"]))
    assert [(row["intervention"], row["kind"]) for row in rows] == ([] if judged is None else [judged])
    for row in rows:
        assert (row["counts"], row["dose_unit"]) == (expected["counts"], expected["dose_unit"])
        # Reps are whole. Hours on the move are less exact where a file has no timer.
        assert row["dose"] == pytest.approx(expected["dose"], rel=0 if row["dose_unit"] == "reps" else 0.05)


@each_way
def test_each_hill_sprint_is_found_at_its_second(landed, way):
    rows, measure = landed.both(HillSprintReps, way, "hill sprints")
    assert measure.height == 6
    assert rows.height == measure.height
    assert (rows["start_time_s"] - measure["start_time_s"]).abs().max() <= 2


@each_way
@each_workout
def test_a_row_says_who_told_first(landed, way, name):
    rows = landed.of(Activities, way, name)
    assert set(rows["source"]) <= {SOURCES.get(WAYS[way][0], "file")}
