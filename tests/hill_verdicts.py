"""From a recording to verdicts in one call, and reps found against reps run."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from schemas.activities import Activities
from schemas.efforts import Efforts
from schemas.hill_sprint_reps import HillSprintReps
from schemas.laps import Laps
from schemas.running_effort import RunningEffort
from schemas.sessions import Sessions
from tests.frames import rows
from transforms.efforts import efforts
from transforms.hill_sprint_reps import reps_among
from transforms.hill_sprints import hill_sprint_sessions
from transforms.running_effort import easy_effort, running_effort
from transforms.stream_quality import stream_quality

#: A rep counts as found when one starts this close to it.
CLOSE_S = 4.0
START = datetime(2026, 3, 1, 7, tzinfo=UTC)


def activities_of(streams: pl.DataFrame, **values: Any) -> pl.DataFrame:
    """core.activities of the recordings, months apart so that one run says nothing about another's easy effort."""
    return rows(
        Activities,
        *(
            {
                "activity_id": activity_id,
                "sport_type": "Run",
                "sport_group": "run",
                "start_at": START + timedelta(days=60 * (number % 300)),
                "has_streams": True,
                **values,
            }
            for number, activity_id in enumerate(streams["activity_id"].unique(maintain_order=True))
        ),
    )


def easy_of(streams: pl.DataFrame, **values: Any) -> pl.DataFrame:
    """core.running_effort of the recordings."""
    return RunningEffort.validate(easy_effort(running_effort(streams, activities_of(streams, **values))))


def efforts_of(streams: pl.DataFrame, laps: pl.DataFrame | None = None) -> pl.DataFrame:
    """core.efforts of the recordings."""
    return Efforts.validate(efforts(streams, Laps.none() if laps is None else laps, easy_of(streams)))


def reps_of(streams: pl.DataFrame, laps: pl.DataFrame | None = None) -> pl.DataFrame:
    """mart.hill_sprint_reps of the recordings."""
    return HillSprintReps.validate(reps_among(efforts_of(streams, laps)))


def sessions_of(streams: pl.DataFrame, laps: pl.DataFrame | None = None, **values: Any) -> pl.DataFrame:
    """mart.sessions of the recordings, whose activities have `values`."""
    known = activities_of(streams, **values)
    easy = easy_effort(running_effort(streams, known))
    found = efforts(streams, Laps.none() if laps is None else laps, easy)
    return Sessions.validate(hill_sprint_sessions(known, reps_among(found), found, stream_quality(streams)))


def pressed_laps(reps: pl.DataFrame) -> pl.DataFrame:
    """core.laps as an athlete presses them who presses at both ends of each rep."""
    return rows(
        Laps,
        *(
            {"activity_id": rep["activity_id"], "lap_number": number}
            | {"start_time_s": int(rep["start_time_s"]), "elapsed_time_s": int(rep["duration_s"])}
            for number, rep in enumerate(reps.iter_rows(named=True), start=1)
        ),
    )


def recall_and_precision(run: pl.DataFrame, found: pl.DataFrame) -> tuple[float, float]:
    """Share of the reps run that were found, and of those found that were run."""
    pairs = pairs_of(run, found)
    hits = pairs.n_unique(["activity_id", "start_time_s"])
    right = pairs.n_unique(["activity_id", "start_time_s_found"])
    return hits / run.height, right / max(found.height, 1)


def pairs_of(run: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Each rep run beside the one found at its time."""
    off_s = (pl.col("start_time_s") - pl.col("start_time_s_found")).abs()
    return run.join(found, on="activity_id", suffix="_found").filter(off_s <= CLOSE_S)
