"""A run of a minute, and files of it."""

from datetime import UTC, datetime
from typing import Any

import polars as pl

from tests.written.fit import EPOCH_S, fit_file, messages
from tests.written.workout import SAMPLES, Workout

AT = datetime(2024, 5, 1, 6, tzinfo=UTC)
#: The same on FIT's clock.
CLOCK = round(AT.timestamp()) - EPOCH_S


def ran(seconds: int = 60, **columns: Any) -> pl.DataFrame:
    """Samples of a run of 3 m/s, with other columns in place of its own."""
    time_s = range(seconds)
    made = {
        "distance_m": [3.0 * second for second in time_s],
        "altitude_m": [300.2 + second / 5 for second in time_s],
        "speed_mps": [3.25] * seconds,
        "heartrate_bpm": [140 + second % 7 for second in time_s],
        "cadence": [88.0] * seconds,
        "watts": [250.0] * seconds,
        "temp_c": [18.0] * seconds,
        "lat": [48.1 + second * 1e-5 for second in time_s],
        "lon": [11.5 + second * 1e-5 for second in time_s],
    }
    return pl.DataFrame({"time_s": list(time_s), **made, **columns}, schema=SAMPLES, strict=False)


def run(**told: Any) -> Workout:
    """A run of a minute."""
    return Workout(**{"start_at": AT, "elapsed_time_s": 60, "distance_m": 180.0, "samples": ran(), **told})


def with_developers_field(name: str, value: int, heart_rate: int) -> bytes:
    """One record with a heart rate, and a field that an app's developer described."""
    described = (
        messages(207, [(3, "uint8", [0])])
        + messages(206, [(0, "uint8", [0]), (1, "uint8", [0]), (2, "uint8", [2]), (3, "string", [name])])
        + bytes([0x60, 0, 0, 20, 0, 2, 253, 4, 0x86, 3, 1, 0x02, 1, 0, 1, 0])
        + b"\0"
        + CLOCK.to_bytes(4, "little")
        + bytes([heart_rate, value])
    )
    return fit_file(run(samples=ran(0), more={"messages": described}))
