"""All that is known about one activity, read and explained."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from flows.errors import UsageError
from flows.home import any_warehouse
from flows.plan.read import read_heat_words
from flows.settings import Settings
from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.efforts import Efforts
from schemas.hill_sprint_reps import HillSprintReps
from schemas.plan import Plan
from schemas.running_effort import RunningEffort
from schemas.sessions import Sessions
from schemas.stream_quality import StreamQuality
from schemas.streams import Streams
from schemas.table import Table
from schemas.weather import Weather
from transforms.effort_series import effort_series
from transforms.explain_hill_sprints import effort_table
from transforms.explanation import explanation, verdicts

NEWEST = 'fivefold sql "FROM core.activities SELECT activity_id, local_date, name ORDER BY start_at DESC LIMIT 9"'

ABOUT: tuple[type[Table], ...] = (
    Activities,
    ActivitySamples,
    Weather,
    Sessions,
    Efforts,
    HillSprintReps,
    StreamQuality,
    RunningEffort,
    Streams,
)


@dataclass(frozen=True)
class Explained:
    """An activity and why its verdicts fell as they did."""

    activity: dict[str, Any]
    """Its row of core.activities."""
    verdicts: pl.DataFrame
    """One row per intervention: mart.sessions, null where it has no row, and `would_change`."""
    criteria: pl.DataFrame
    """One row per condition, as `transforms.explanation` makes them."""
    efforts: pl.DataFrame
    """One line per effort of a run, in words."""
    reps: pl.DataFrame
    """mart.hill_sprint_reps."""
    series: pl.DataFrame
    """`effort_series`: empty where nothing was recorded."""


def explained(settings: Settings, activity_id: int) -> Explained:
    """Read and explain one activity. Raises `UsageError` (exit 2) where there is none of that id."""
    with any_warehouse(settings) as warehouse:
        frames = {table: warehouse.read_published(table, "activity_id = $id", {"id": activity_id}) for table in ABOUT}
        activities = frames[Activities]
        if activities.is_empty():
            raise UsageError(f"There is no activity {activity_id} in the warehouse. See what there is with: {NEWEST}")
        frames[Plan] = warehouse.read_published(Plan, "athlete_id = $id", {"id": activities["athlete_id"][0]})
    is_run = activities["sport_group"][0] == "run"
    series = effort_series(frames[Streams], frames[RunningEffort])
    if not is_run:
        series = as_recorded(series, frames[Streams])
    criteria = explanation(frames, series, read_heat_words(settings.plan_path))
    return Explained(
        activities.row(0, named=True),
        verdicts(frames[Sessions], criteria),
        criteria,
        effort_table(frames[Efforts], criteria, frames[HillSprintReps]),
        frames[HillSprintReps],
        series,
    )


def as_recorded(series: pl.DataFrame, streams: pl.DataFrame) -> pl.DataFrame:
    """The series of what was no run: speed as the device has it, and no effort.

    What slope costs is known for running only, and the grid takes whoever is faster than a runner for a leap.
    """
    recorded = streams.select(pl.col("time_s").cast(pl.Float64), "speed_mps")
    return (
        series.drop("speed_mps")
        .join(recorded, on="time_s", how="left", maintain_order="left")
        .with_columns(effort_mps=pl.lit(None, dtype=pl.Float64))
        .select(series.columns)
    )
