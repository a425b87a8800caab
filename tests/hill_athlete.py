"""The synthetic athlete's runs as the pipeline sees them, beside the reps that were run."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import orjson
import polars as pl

from flows.synthetic_athlete import live
from schemas.hill_progress import HillProgress
from schemas.hill_sprint_reps import HillSprintReps
from schemas.running_effort import RunningEffort
from schemas.sessions import Sessions
from transforms.activities import activities
from transforms.efforts import efforts
from transforms.hill_progress import hill_progress
from transforms.hill_sprint_reps import reps_among
from transforms.hill_sprints import hill_sprint_sessions
from transforms.hills import on_hills
from transforms.laps import laps
from transforms.running_effort import easy_effort, running_effort
from transforms.stream_quality import stream_quality
from transforms.streams import streams

UNTIL = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Year:
    """A year as it was lived (`truth`) and as the pipeline sees it."""

    truth: dict[str, Any]
    reps: pl.DataFrame
    sessions: pl.DataFrame
    progress: pl.DataFrame


def year_of(seed: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """A year: reps run, reps found, hill-sprint sessions in truth, and sessions found."""
    year = seen(seed)
    return reps_run(year.truth), year.reps, sessions_run(year.truth), year.sessions


@lru_cache(maxsize=2)
def seen(seed: int) -> Year:
    """Live a year and derive it."""
    life = live(seed, UNTIL, years=1)
    athlete = life.truth["athlete_id"]
    details = pl.DataFrame(
        [
            {"athlete_id": athlete, "activity_id": one.activity_id, "payload_id": number, "kind": "activity"}
            | {"http_status": 200, "body": orjson.dumps(one.detail).decode(), "fetched_at": UNTIL}
            for number, one in enumerate(life.activities, start=1)
        ],
        schema_overrides={"fetched_at": pl.Datetime("us", "UTC")},
    )
    sets = pl.DataFrame(
        [
            {"athlete_id": athlete, "activity_id": one.activity_id, "payload_id": number, "http_status": 200}
            | {"body": one.streams_json.decode()}
            for number, one in enumerate(life.activities, start=1)
            if one.streams_json is not None
        ]
    )
    twins = pl.DataFrame(
        [(one["activity_id"], one["duplicate_of"]) for one in life.truth["activities"]],
        schema={"activity_id": pl.Int64, "duplicate_of": pl.Int64},
        orient="row",
    )
    known = activities(details)[0].drop("duplicate_of").join(twins, on="activity_id", how="left")
    runs = known.filter(pl.col("sport_group") == "run")
    samples = streams(sets.join(runs, on="activity_id", how="semi"), runs)[0]
    easy = RunningEffort.validate(easy_effort(running_effort(samples, known)))
    found = efforts(samples, laps(details, known)[0], easy)
    reps = HillSprintReps.validate(on_hills(reps_among(found), found, known))
    sessions = Sessions.validate(hill_sprint_sessions(known, reps, found, stream_quality(samples)))
    return Year(life.truth, reps, sessions, HillProgress.validate(hill_progress(reps, sessions, known)))


def reps_run(truth: dict) -> pl.DataFrame:
    """Every rep of the truth."""
    return pl.DataFrame(
        [{"activity_id": one["activity_id"], **rep} for one in truth["activities"] for rep in one["reps"]]
    )


def sessions_run(truth: dict) -> pl.DataFrame:
    """Every hill-sprint session of the truth that counts."""
    return pl.DataFrame(
        [
            {"activity_id": one["activity_id"], "kind": session["kind"], "dose": session["dose"]}
            for one in truth["activities"]
            for session in one["sessions"]
            if session["intervention"] == "hill_sprints"
        ]
    )
