"""Weather of runs that nobody has told is looked up once, and lands as it came."""

import hashlib
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from flows.progress import progress
from flows.settings import Settings
from flows.strava.client import Clock
from flows.weather.open_meteo import NoAnswer, OpenMeteo, UselessAnswer, open_meteo
from schemas.payloads import Payloads
from schemas.weather import Weather
from transforms.weather import MARGIN, weather
from warehouse import raw
from warehouse.database import Warehouse
from warehouse.weather import runs_without_weather

#: Reanalyses come five days late; what a model foretold for a day is not what was.
LATE = timedelta(days=5)
#: One question is about the runs of so many days at one place: Open-Meteo counts up to two weeks as one call.
STRETCH_DAYS = 14
#: Ten years of running at one place are 260 questions: two nights.
MOST_CALLS = 200
LONGEST_S = 600.0
#: Useless answers in a row after which nothing better is to be expected.
MOST_UNUSABLE = 5

NO_EXPORT = Weather.none().drop("source")


@dataclass
class LookedUp:
    """What became of it."""

    calls: int = 0
    landed: int = 0
    """Runs whose weather has landed."""
    trouble: str | None = None
    """What went wrong, in a sentence without a place."""


def look_up(
    warehouse: Warehouse, settings: Settings, run_id: str, now: datetime, clock: Clock, most_calls: int = MOST_CALLS
) -> LookedUp:
    """Ask for the weather of runs that have none, within `most_calls`, and land the answers; nothing unless asked for.

    One payload per run holds the whole answer that tells of it. What gave no answer is asked for another time: there is
    trouble to tell of, and no error.
    """
    looked = LookedUp()
    if not settings.open_meteo:
        return looked
    runs = with_stretches(runs_without_weather(warehouse, now - LATE))
    questions = runs.partition_by("lat", "lon", "stretch", maintain_order=True)[:most_calls]
    ends_at = time.monotonic() + LONGEST_S
    unusable: list[str] = []
    with open_meteo(settings.open_meteo_url) as archive, progress("Looking up the weather") as advance:
        for asked in questions:
            if len(unusable) == MOST_UNUSABLE or time.monotonic() > ends_at:
                break
            looked.calls += 1
            try:
                body = ask(archive, asked)
            except NoAnswer as error:
                looked.trouble = told(f"Open-Meteo gave no answer: {error}")
                return looked
            except UselessAnswer as error:
                unusable.append(str(error))
                continue
            looked.landed += land(warehouse, asked, body, run_id, clock())
            unusable.clear()
            advance(looked.calls, len(questions))
    if unusable:
        looked.trouble = told(f"Open-Meteo's answer was of no use: {unusable[-1]}")
    return looked


def told(what: str) -> str:
    """Trouble, and what follows from it."""
    return f"{what}. Until it has told the weather, runs are judged by the watch; it is asked again another night."


def with_stretches(runs: pl.DataFrame) -> pl.DataFrame:
    """Add `first` and `last`, the days (UTC) whose hours tell of each run, and the `stretch` of days it begins in."""
    end_at = pl.col("start_at") + pl.duration(seconds=pl.col("elapsed_time_s"))
    return runs.with_columns(
        first=(pl.col("start_at") - MARGIN).dt.date(), last=(end_at + MARGIN).dt.date()
    ).with_columns(stretch=pl.col("first").to_physical() // STRETCH_DAYS)


def ask(archive: OpenMeteo, asked: pl.DataFrame) -> str:
    """The answer to one question: the runs of one stretch of days at one place."""
    lat, lon, first, last = asked.select(pl.col("lat", "lon").first(), pl.col("first").min(), pl.col("last").max()).row(
        0
    )
    return archive.hours(lat, lon, first, last)


def land(warehouse: Warehouse, asked: pl.DataFrame, body: str, run_id: str, at: datetime) -> int:
    """Land the answer with each run that it tells of; return how many. Of the others it is asked again."""
    payloads = Payloads.validate(
        asked.select("athlete_id", "activity_id")
        .with_columns(
            payload_id=pl.int_range(pl.len(), dtype=pl.Int64) + raw.next_payload_id(warehouse),
            source=pl.lit("open_meteo"),
            kind=pl.lit("weather"),
            http_status=pl.lit(200, dtype=pl.Int64),
            body=pl.lit(body),
            body_sha256=pl.lit(hashlib.sha256(body.encode()).hexdigest()),
            fetched_at=pl.lit(at, dtype=pl.Datetime("us", "UTC")),
            run_id=pl.lit(run_id),
        )
        .select(Payloads.columns())
    )
    known, _ = weather(NO_EXPORT, payloads, asked)
    return raw.land(
        warehouse, payloads.join(known, on=["athlete_id", "activity_id"], how="semi", maintain_order="left")
    )
