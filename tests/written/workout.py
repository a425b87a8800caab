"""A workout as it happened, for writers of files to write down in their format."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import polars as pl

#: One row per sample, whole seconds. `cadence` is of one leg for runs; null is what the device did not measure.
SAMPLES = pl.Schema(
    {
        "time_s": pl.Int64(),
        "distance_m": pl.Float64(),
        "altitude_m": pl.Float64(),
        "speed_mps": pl.Float64(),
        "heartrate_bpm": pl.Int64(),
        "cadence": pl.Float64(),
        "watts": pl.Float64(),
        "temp_c": pl.Float64(),
        "lat": pl.Float64(),
        "lon": pl.Float64(),
    }
)


@dataclass(frozen=True)
class Lap:
    """A lap, on the workout's clock."""

    start_time_s: int
    elapsed_time_s: int
    distance_m: float | None = None
    mean_heartrate_bpm: int | None = None


@dataclass(frozen=True)
class LiftedSet:
    """A strength set as a watch writes it down."""

    start_time_s: int
    duration_s: float
    exercise: str | None
    """A name of the FIT profile's exercise categories, such as `squat`."""
    reps: int | None
    weight_kg: float | None


@dataclass(frozen=True)
class Workout:
    """What happened. Distances in metres, times in seconds."""

    start_at: datetime
    """With its time zone UTC."""
    elapsed_time_s: int
    sport_type: str = "Run"
    """Strava's word."""
    utc_offset_s: int = 0
    moving_time_s: int | None = None
    """None: the same as elapsed."""
    distance_m: float | None = None
    elevation_gain_m: float | None = None
    name: str = "Morning Run"
    description: str | None = None
    strava_id: int | None = None
    upload_id: int | None = None
    device_name: str | None = "Garmin Forerunner 255"
    is_trainer: bool = False
    samples: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SAMPLES))
    laps: tuple[Lap, ...] = ()
    sets: tuple[LiftedSet, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)
    """Whatever one writer alone knows of."""

    @property
    def moving_s(self) -> int:
        """Time in motion."""
        return self.elapsed_time_s if self.moving_time_s is None else self.moving_time_s

    @property
    def end_at(self) -> datetime:
        """When it ended."""
        return self.start_at + timedelta(seconds=self.elapsed_time_s)
