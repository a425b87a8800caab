"""Hour-long runs in any number: real recordings of the synthetic athlete, cut to an hour, told again on other days."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import polars as pl

from flows.derive.core import BATCH
from flows.synthetic_athlete import live
from schemas.activities import Activities
from schemas.streams import Streams
from transforms.activities import activities, with_samples
from transforms.streams import streams

UNTIL = datetime(2026, 10, 1, tzinfo=UTC)
#: Samples of an hour at one a second.
HOUR = 3600
#: Half a year has about forty runs of an hour and more, eight of them with hill sprints.
YEARS = 0.5


def write_templates(folder: Path, years: float = YEARS) -> None:
    """Write the runs that are told again: `activities.parquet` and `streams.parquet`."""
    life = live(0, UNTIL, years)
    ran = [one for one in life.activities if one.recording is not None and len(one.recording) >= HOUR]
    told = {"athlete_id": life.truth["athlete_id"], "payload_id": 1, "http_status": 200}
    known, _ = activities(
        pl.DataFrame(
            [
                {"activity_id": one.activity_id, "kind": "activity", "body": orjson.dumps(one.detail).decode()} | told
                for one in ran
            ]
        ).with_columns(fetched_at=pl.lit(UNTIL).cast(pl.Datetime("us", "UTC")))
    )
    known = known.filter(pl.col("sport_group") == "run")
    sets = pl.DataFrame(
        [{"activity_id": one.activity_id, "body": (one.streams_json or b"").decode()} | told for one in ran]
    )
    samples, _ = streams(sets.join(known, on="activity_id", how="semi"), known)
    hours = samples.group_by("activity_id", maintain_order=True).head(HOUR).select(Streams.columns())
    Activities.validate(with_samples(known, hours)).write_parquet(folder / "activities.parquet")
    Streams.validate(hours).write_parquet(folder / "streams.parquet")


def batches(folder: Path, runs: int) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """core.activities and core.streams of `runs` hour-long runs, a run a day, in batches of the nightly flow's size."""
    templates, samples = (
        pl.read_parquet(folder / f"{name}.parquet").with_columns(template=pl.col("activity_id").rle_id().cast(pl.Int64))
        for name in ("activities", "streams")
    )
    for first in range(0, runs, BATCH):
        days = pl.DataFrame({"day": pl.int_range(first, min(first + BATCH, runs), eager=True)}).with_columns(
            template=pl.col("day") % templates.height, new_id=pl.col("day") + 1
        )
        yield (
            days.join(templates, on="template", maintain_order="left")
            .pipe(renamed)
            .pipe(dated)
            .select(Activities.columns()),
            days.join(samples, on="template", maintain_order="left").pipe(renamed).select(Streams.columns()),
        )


def renamed(told: pl.DataFrame) -> pl.DataFrame:
    """Under ids of their own."""
    return told.with_columns(activity_id=pl.col("new_id"))


def dated(told: pl.DataFrame) -> pl.DataFrame:
    """A run a day, the last on the day before `UNTIL` if there are 1,000."""
    start = pl.lit(UNTIL - timedelta(days=1000, hours=-7)) + pl.duration(days=pl.col("day"))
    return told.with_columns(
        start_at=start,
        local_start_at=start.dt.replace_time_zone(None),
        local_date=start.dt.date(),
        utc_offset_s=pl.lit(0, dtype=pl.Int64),
    )
