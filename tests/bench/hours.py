"""Hour-long runs as FIT files in any number: those of a synthetic athlete, told again on other days."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from tests.written.fit import fit_file
from tests.written.lived import lived
from tests.written.workout import Workout

#: Seconds, and samples at one a second.
HOUR_S = 3600
#: The day of the last run.
UNTIL = datetime(2025, 9, 30, 6, tzinfo=UTC)


def templates() -> list[Workout]:
    """The first hours of all runs that lasted longer, with place, heart rate and cadence."""
    return [hour_of(one) for runs in lived().values() for one in runs if lasts(one)]


def lasts(workout: Workout) -> bool:
    return workout.sport_type == "Run" and workout.samples["lat"].count() > HOUR_S


def hour_of(run: Workout) -> Workout:
    """The first 3,600 samples of a run."""
    samples = run.samples.head(HOUR_S)
    lasted_s = int(samples["time_s"][-1])
    return replace(
        run,
        samples=samples,
        elapsed_time_s=lasted_s,
        moving_time_s=None,
        distance_m=float(samples.select(pl.col("distance_m").max()).item()),
        laps=tuple(lap for lap in run.laps if lap.start_time_s + lap.elapsed_time_s <= lasted_s),
    )


def write_hours(folder: Path, runs: int) -> None:
    """Write `runs` files, a run a day, no two alike; every other one packed with gzip as exports have them."""
    folder.mkdir(parents=True)
    hours = templates()
    for number in range(runs):
        start_at = UNTIL - timedelta(days=runs - 1 - number)
        body = fit_file(replace(hours[number % len(hours)], start_at=start_at))
        if number % 2:
            (folder / f"{start_at:%Y-%m-%d}.fit.gz").write_bytes(gzip.compress(body, mtime=0))
        else:
            (folder / f"{start_at:%Y-%m-%d}.fit").write_bytes(body)
