"""Explanations of recordings and of a synthetic life, without server and Prefect."""

from dataclasses import dataclass
from pathlib import Path

import orjson
import polars as pl

from flows.emulator.store import PlainActivity
from flows.synthetic_athlete import live
from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.efforts import Efforts
from schemas.hill_sprint_reps import HillSprintReps
from schemas.plan import Plan
from schemas.sessions import Sessions
from schemas.stream_quality import StreamQuality
from schemas.streams import Streams
from schemas.weather import Weather
from tests.hill_verdicts import activities_of, efforts_of, reps_of, sessions_of
from tests.homes import Home
from tests.landed import AT, derive, land
from transforms.activity_samples import activity_samples
from transforms.explanation import Frames
from transforms.stream_quality import stream_quality
from warehouse.database import open_warehouse


def frames_of(streams: pl.DataFrame) -> Frames:
    """What `explanation` reads about one recording."""
    return {
        Activities: activities_of(streams),
        ActivitySamples: activity_samples(streams),
        Weather: Weather.none(),
        Sessions: sessions_of(streams),
        Efforts: efforts_of(streams),
        HillSprintReps: reps_of(streams),
        StreamQuality: stream_quality(streams),
        Streams: streams,
        Plan: Plan.none(),
    }


@dataclass(frozen=True)
class LandedLife:
    """A home with three months of a synthetic life in its private file, and none published."""

    home: Home
    plan_path: Path

    def ids(self, where: str) -> list[int]:
        """Activities that satisfy a condition on core.activities."""
        with open_warehouse(self.home.warehouse) as warehouse:
            found: list[int] = warehouse.read(Activities, where)["activity_id"].to_list()
        return found

    def change(self, statement: str, **parameters: object) -> None:
        """Change the warehouse."""
        with open_warehouse(self.home.warehouse) as warehouse:
            warehouse.execute(statement, parameters)


def landed_life(folder: Path, seed: int = 3, years: float = 0.25) -> LandedLife:
    """Derive a synthetic life from its payloads."""
    life = live(seed, AT, years)
    recorded = [
        PlainActivity(one.summary, one.detail, None if one.streams_json is None else orjson.loads(one.streams_json))
        for one in life.activities
    ]
    home = Home(folder, {"FIVEFOLD_HOME": str(folder), "COLUMNS": "200"})
    with open_warehouse(home.warehouse) as warehouse:
        land(warehouse, recorded, life.truth["athlete_id"], zones=life.zones, athlete=life.profile)
        derive(warehouse, folder / "plan.toml")
    return LandedLife(home, folder / "plan.toml")
