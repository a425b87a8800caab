"""What every reader of a file makes of it, whatever the format."""

from dataclasses import dataclass, field

import polars as pl

from schemas.recordings import Recordings
from schemas.weather import Weather

_OF_RECORDING = Recordings.dtypes()
#: One row per activity of the file; the columns are those of core.recordings that the file itself can tell.
RECORDED = pl.Schema(
    {
        name: _OF_RECORDING[name]
        for name in _OF_RECORDING
        if name
        not in (
            *("athlete_id", "recording_id", "payload_id", "source", "format", "activity_id", "has_samples"),
            *("file_name", "named_activity_id", "imported_at", "used_utc_offset_s", "listed_until"),
            *("weather_temp_c", "weather_apparent_temp_c", "weather_humidity_pct", "weather_wind_mps"),
        )
    }
)
#: One row per row of an export's list. `part_number` is the row's number in the list, 1 being the first below the
#: headers; a number may be missing where a row is left out. `file_name` is as the list names it, with forward slashes,
#: without `.gz`, in lower case; null for an activity that was entered by hand.
LISTED = pl.Schema({**RECORDED, "named_activity_id": pl.Int64(), "file_name": pl.String()})
_OF_WEATHER = Weather.dtypes()
#: One row per row of an export's list that tells any weather.
TOLD_WEATHER = pl.Schema(
    {
        "part_number": pl.Int64(),
        **{name: _OF_WEATHER[name] for name in _OF_WEATHER if name not in ("athlete_id", "activity_id", "source")},
    }
)
#: One row per sample, in the order of time. `at` is when; `distance_m` is what was covered since the start of the
#: activity; `cadence` is as the device counts it: of one leg for runs, revolutions for rides.
SAMPLED = pl.Schema(
    {
        "part_number": pl.Int64(),
        "at": pl.Datetime("us", "UTC"),
        "distance_m": pl.Float64(),
        "altitude_m": pl.Float64(),
        "speed_mps": pl.Float64(),
        "heartrate_bpm": pl.Float64(),
        "cadence": pl.Float64(),
        "watts": pl.Float64(),
        "temp_c": pl.Float64(),
        "lat": pl.Float64(),
        "lon": pl.Float64(),
    }
)
#: One row per lap, in the order of time.
LAPPED = pl.Schema(
    {
        "part_number": pl.Int64(),
        "name": pl.String(),
        "start_at": pl.Datetime("us", "UTC"),
        "elapsed_time_s": pl.Float64(),
        "moving_time_s": pl.Float64(),
        "distance_m": pl.Float64(),
        "elevation_gain_m": pl.Float64(),
        "mean_heartrate_bpm": pl.Float64(),
    }
)
#: One row per active strength set, in the order of time.
SET = pl.Schema(
    {
        "part_number": pl.Int64(),
        "exercise": pl.String(),
        "reps": pl.Int64(),
        "weight_kg": pl.Float64(),
        "duration_s": pl.Float64(),
    }
)


@dataclass(frozen=True)
class Decoded:
    """What a file holds; every frame may be empty but `recordings`."""

    recordings: pl.DataFrame
    """Of `RECORDED`; part numbers count from 1."""
    samples: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SAMPLED))
    laps: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=LAPPED))
    sets: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SET))
    notes: tuple[tuple[str, str], ...] = ()
    """What is wrong with parts of it that are left out, the rest being good: pairs of rule and reason."""


@dataclass(frozen=True)
class ExportList:
    """What an export's list of activities holds; no two rows are of one activity."""

    recordings: pl.DataFrame
    """Of `LISTED`, in the order of the list."""
    weather: pl.DataFrame
    """Of `TOLD_WEATHER`."""
    notes: tuple[tuple[int, str, str], ...] = ()
    """Rows that are left out, the rest being good: number in the list, rule and reason."""


class UnreadableFile(Exception):
    """The file as a whole is of no use. `rule` names what it broke, `reason` is a sentence for people."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(reason)
        self.rule, self.reason = rule, reason
