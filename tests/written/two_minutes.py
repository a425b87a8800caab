"""Two minutes of running with a minute of standing between, which every format can carry."""

from datetime import UTC, datetime

import polars as pl

from tests.written.workout import SAMPLES, Workout

START = datetime(2026, 5, 1, 6, tzinfo=UTC)
SECONDS = [*range(60), *range(120, 180)]
RUN = Workout(
    START,
    179,
    distance_m=357.0,
    name='Hügel & <b>"Sprints"</b>',
    description="6 × 8 s\n\tam Berg",
    samples=pl.DataFrame(
        {
            "time_s": SECONDS,
            "distance_m": [3.0 * metres for metres in range(120)],
            "altitude_m": [300 + metres / 10 for metres in range(120)],
            "speed_mps": [3.0] * 120,
            "heartrate_bpm": [120 + metres // 4 for metres in range(120)],
            "cadence": [86.5] * 120,
            "watts": [240.0] * 120,
            "temp_c": [18.0] * 120,
            "lat": [46.0 + 3.0 * metres / 111_194.94 for metres in range(120)],
            "lon": [14.5] * 120,
        },
        schema=SAMPLES,
    ),
)
