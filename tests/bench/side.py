"""One side of the comparison of transforming with loading, in a process of its own, so that its peak is its own.

`python -m tests.bench.side {transform,load} RUNS FOLDER` prints one line of JSON: `seconds` and `peak_mb`. Only the
work is timed, not the making of its input.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import duckdb
import orjson
import polars as pl

from flows.derive.batch import boiled_down
from flows.derive.marts import SOURCES, calendar, verdicts
from flows.plan.intensity import read_own_intensity
from flows.plan.read import read_plan
from schemas.activities import Activities
from schemas.coverage import Coverage
from schemas.efforts import Efforts
from schemas.labels import Labels
from schemas.laps import Laps
from schemas.running_effort import RunningEffort
from schemas.sessions import Sessions
from schemas.streams import Streams
from schemas.table import Table
from tests.bench.peak import peak_mb
from tests.bench.runs import UNTIL, batches
from transforms.efforts import efforts
from transforms.heat_words import HEAT_WORDS
from transforms.history import history
from transforms.running_effort import easy_effort
from warehouse.ddl import sql_type

Result = TypeVar("Result")


class Stopwatch:
    """Adds up the time of what it runs."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def time(self, work: Callable[..., Result], *given: object) -> Result:
        began = time.perf_counter()
        try:
            return work(*given)
        finally:
            self.seconds += time.perf_counter() - began


def transform(watch: Stopwatch, folder: Path, runs: int) -> int:
    """All that the nightly flow makes of decoded samples, in its batches: what is boiled down, efforts, marts.

    Returns the number of sessions found.
    """
    parts: dict[type[Table], list[pl.DataFrame]] = {table: [] for table in (*SOURCES, RunningEffort)}
    for known, samples in batches(folder, runs):
        parts[Activities].append(known)
        for table, made in watch.time(boiled_down, samples, known).items():
            parts[table].append(made)
    easy = watch.time(easy_effort, pl.concat(parts[RunningEffort]))
    for known, samples in batches(folder, runs):
        these = easy.join(known, on="activity_id", how="semi")
        parts[Efforts].append(watch.time(efforts, samples, Laps.none(), these))
    core = {table: pl.concat([table.none(), *frames]) for table, frames in parts.items()}
    plan = read_plan(folder / "no-plan.toml", core[Activities]["athlete_id"].unique(), date(2023, 1, 2))
    known_days = history(core[Activities], Coverage.none(), Activities.none())
    own = read_own_intensity(folder / "no-plan.toml")
    made = watch.time(verdicts, core, plan, Labels.none(), HEAT_WORDS, own)
    watch.time(calendar, made[Activities], made[Sessions], plan, known_days, UNTIL.date())
    return made[Sessions].height


def load(watch: Stopwatch, folder: Path, runs: int) -> int:
    """DuckDB's own load of the same samples, from Arrow into a plain table of a file; returns the rows there."""
    columns = ", ".join(f"{name} {sql_type(dtype)}" for name, dtype in Streams.dtypes().items())
    with TemporaryDirectory() as home, duckdb.connect(str(Path(home) / "plain.duckdb")) as connection:
        connection.execute(f"CREATE TABLE streams ({columns})")
        for _, samples in batches(folder, runs):
            watch.time(insert, connection, samples)
        rows = connection.execute("SELECT count(*) FROM streams").fetchone()
    return int(rows[0]) if rows else 0


def insert(connection: duckdb.DuckDBPyConnection, samples: pl.DataFrame) -> None:
    connection.register("samples", samples.to_arrow())
    connection.execute("INSERT INTO streams SELECT * FROM samples")
    connection.unregister("samples")


def main(side: str, runs: int, folder: Path) -> dict[str, float]:
    """Run one side; besides time and memory it says what came out, so that nobody measures nothing."""
    watch = Stopwatch()
    work = {"transform": transform, "load": load}[side]
    made = work(watch, folder, runs)
    return {"seconds": watch.seconds, "peak_mb": peak_mb(), "made": made}


if __name__ == "__main__":
    sys.stdout.buffer.write(orjson.dumps(main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))) + b"\n")
