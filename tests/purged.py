"""Activities that can be told apart by their bytes, and a search for these in every file. For tests of purges."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from flows.emulator.store import PlainActivity
from flows.settings import Settings
from schemas.coverage import Coverage
from schemas.recordings import Recordings
from tests.frames import rows
from tests.nights import FIRST
from tests.strava_shapes import ATHLETE_ID, activity, streams
from warehouse.database import Warehouse


@dataclass(frozen=True)
class Marked:
    """An activity, and what no other has: id, title, description, where it was."""

    activity_id: int
    title: str
    description: str
    lat: float

    @classmethod
    def number(cls, number: int) -> "Marked":
        """Of several the first, the second …"""
        return cls(
            13_579_000_000 + number * 1_111,
            f"Zarathustra{number}x up the quay",
            f"Felt like Quetzalcoatl{number}x today",
            47.1234567 + number / 7,
        )

    def recorded(self, start: datetime) -> PlainActivity:
        """As Strava has it."""
        track = [[self.lat, 8.7654321], [self.lat, 8.7654321], [self.lat, 8.7654321]]
        return activity(
            self.activity_id,
            start,
            name=self.title,
            description=self.description,
            start_latlng=[self.lat, 8.7654321],
            streams_of=streams(3, latlng=track),
        )

    @property
    def marks(self) -> dict[str, bytes]:
        """What it looks like in a file."""
        return {
            f"title of {self.activity_id}": self.title.encode(),
            f"description of {self.activity_id}": self.description.encode(),
            f"id {self.activity_id} as text": str(self.activity_id).encode(),
            f"id {self.activity_id} as a number": struct.pack("<q", self.activity_id),
            f"latitude of {self.activity_id} as text": str(self.lat).encode(),
            f"latitude of {self.activity_id} as a number": struct.pack("<d", self.lat),
        }


def days_ago(days: float) -> datetime:
    """So many days before the first night."""
    return FIRST - timedelta(days=days, hours=6)


def traces(folder: Path, activities: Iterable[Marked]) -> list[str]:
    """Where any of the activities shows in a file of a folder, in its bytes or in what its tables say."""
    marks = {name: mark for one in activities for name, mark in one.marks.items()}
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            held = file.read_bytes() + said_in(file)
            found += [f"{name} in {file.relative_to(folder)}" for name, mark in marks.items() if mark in held]
    return found


def said_in(file: Path) -> bytes:
    """All rows of a DuckDB or Parquet file as text."""
    if file.suffix == ".parquet":
        return repr(duckdb.sql(f"FROM read_parquet('{file}')").fetchall()).encode()
    if file.suffix != ".duckdb":
        return b""
    with duckdb.connect(str(file), read_only=True) as connection:
        tables = connection.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
        return b"".join(repr(connection.execute(f"FROM {name}").fetchall()).encode() for (name,) in tables)


def with_retention(settings: Settings, days: int) -> Settings:
    """The same settings, and what came through the API is kept for so many days."""
    return settings.model_copy(update={"api_retention_days": days})


def known_from_an_export(warehouse: Warehouse, activity_id: int, listed_until: datetime) -> None:
    """Let an export that was made then tell of an activity too, as deriving it would note it."""
    told = {"athlete_id": ATHLETE_ID, "activity_id": activity_id, "named_activity_id": activity_id}
    warehouse.append(Recordings, rows(Recordings, told | {"recording_id": -activity_id, "source": "strava_export"}))
    covered = {"athlete_id": ATHLETE_ID, "source": "strava_export", "listed_until": listed_until}
    warehouse.append(Coverage, rows(Coverage, covered))


def ids(frame: pl.DataFrame) -> set[int]:
    """The activities in a frame."""
    return set(frame["activity_id"].drop_nulls().to_list())
