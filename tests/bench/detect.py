"""All detection in runs that lie in a warehouse, against DuckDB's own profile of the same samples per activity."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

import polars as pl

from flows.derive.ahead import ahead
from flows.derive.batch import BATCH, boiled_down
from flows.derive.core import EFFORT_COLUMNS, efforts_of
from schemas.activities import Activities
from schemas.efforts import Efforts
from schemas.running_effort import RunningEffort
from schemas.stream_quality import StreamQuality
from schemas.streams import Streams
from tests.bench.figures import Cost, Figure
from tests.bench.runs import HOUR, batches, write_templates
from transforms.hill_sprint_reps import reps_among
from transforms.hill_sprints import hill_sprint_sessions
from transforms.running_effort import easy_effort
from warehouse.database import Warehouse, open_warehouse

Result = TypeVar("Result")
MOST = 3
#: What detection computes with, second by second. DuckDB is asked of each what a first look at any numbers asks, and
#: much less than its own SUMMARIZE, which adds quartiles and distinct values.
MEASURED = ("time_s", "distance_m", "altitude_m", "cadence_spm", "heartrate_bpm", "temp_c")
ASKED = ("count", "min", "max", "avg", "stddev")
#: Positions are only looked up where efforts start, so their bounding box is enough.
BOX = ("min(lat), max(lat), min(lon), max(lon)",)
COLUMNS = ["athlete_id", "activity_id", *MEASURED, "is_moving"]
PROFILE = (
    "SELECT athlete_id, activity_id, "
    + ", ".join([*(f"{ask}({name})" for name in MEASURED for ask in ASKED), "count_if(is_moving)", *BOX])
    + " FROM core.streams GROUP BY athlete_id, activity_id"
)


class Clock:
    """Adds up wall-clock and processor seconds (of all threads) of what it runs."""

    def __init__(self) -> None:
        self.wall, self.cpu = 0.0, 0.0

    def time(self, work: Callable[..., Result], *given: object) -> Result:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            return work(*given)
        finally:
            self.wall += time.perf_counter() - wall
            self.cpu += time.process_time() - cpu


def measure(runs: int, repetitions: int) -> list[Figure]:
    """Both sides by turns on one warehouse, medians of their ratios.

    Ours is counted with all its reading: the samples come out of DuckDB twice, since what is easy is known only when
    every run has been seen. Nothing is written on either side.
    """
    ours, yardstick, reading = [], [], []
    with TemporaryDirectory() as home, open_warehouse(Path(home) / "warehouse.duckdb") as warehouse:
        land(warehouse, Path(home), runs)
        profile(warehouse, runs)
        for _ in range(repetitions):
            asked, found, read = Clock(), Clock(), Clock()
            asked.time(profile, warehouse, runs)
            found.time(detect, warehouse)
            read.time(read_twice, warehouse)
            yardstick.append(asked)
            ours.append(found)
            reading.append(read)
    what = f"all detection in {runs:,} hour-long runs, {runs * HOUR / 1e6:.1f} M samples, reading included"
    return [
        figure(f"{what}; DuckDB's profile of these per activity", ours, yardstick, "wall", MOST),
        figure("the same in processor time of all threads", ours, yardstick, "cpu"),
        figure("reading the samples alone, twice, by one thread", reading, yardstick, "wall"),
    ]


def figure(what: str, ours: list[Clock], yardstick: list[Clock], kind: str, most: float | None = None) -> Figure:
    """One line, with the median of the ratios of neighbouring measurements."""
    mine, theirs = ([getattr(clock, kind) for clock in side] for side in (ours, yardstick))
    ratio = median(a / b for a, b in zip(mine, theirs, strict=True))
    goal, is_met = (f"≤ {most:g} ×", ratio <= most) if most else ("", None)
    return Figure(what, Cost(median(mine)), Cost(median(theirs)), ratio, goal, is_met)


def land(warehouse: Warehouse, folder: Path, runs: int) -> None:
    """Put the runs into core."""
    write_templates(folder)
    for known, samples in batches(folder, runs):
        warehouse.append(Activities, known)
        warehouse.append(Streams, samples)
    warehouse.execute("CHECKPOINT")


def profile(warehouse: Warehouse, runs: int) -> None:
    """The yardstick."""
    assert warehouse.query(PROFILE).height == runs


def detect(warehouse: Warehouse) -> None:
    """All that verdicts take from samples, up to the sessions of hill sprints and other efforts."""
    activities = warehouse.read(Activities)
    boiled = [made for _, made in ahead(parts(activities), lambda part: scan(warehouse, part, COLUMNS), boiled_down)]
    easy = easy_effort(pl.concat(one[RunningEffort] for one in boiled))
    found = [found for _, found in efforts_of(warehouse, easy)]
    reps = pl.concat(found).select(Efforts.columns())
    quality = pl.concat(one[StreamQuality] for one in boiled)
    sessions = hill_sprint_sessions(activities, reps_among(reps), reps, quality)
    assert not sessions.is_empty()


def read_twice(warehouse: Warehouse) -> None:
    """What `detect` reads of samples."""
    for columns in (COLUMNS, EFFORT_COLUMNS):
        for part in parts(warehouse.read(Activities)):
            scan(warehouse, part, columns)


def parts(known: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Batches of the nightly flow's size."""
    return (known[start : start + BATCH] for start in range(0, known.height, BATCH))


def scan(warehouse: Warehouse, known: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Samples of some activities."""
    return warehouse.scan_scope(Streams, known.select("athlete_id", "activity_id"), columns)
