"""Runs without a hill sprint that look like one in some way, and real recordings with sprints put in."""

import os
from pathlib import Path

import numpy as np
import orjson
import polars as pl

from schemas.streams import Streams
from tests.hill_simulator import Stretch, cadence_of, easy

REAL_STREAMS = Path(__file__).resolve().parents[2] / "shared" / "data" / "real_streams"


def flat_strides(rng: np.random.Generator) -> list[Stretch]:
    """Strides of 10–25 s at the end of an easy run, walked or jogged between."""
    pace, rest = float(rng.uniform(2.6, 3.3)), float(rng.choice([1.3, 2.4]))
    parts = easy(15, pace, 0.02, rng)
    for _ in range(int(rng.integers(4, 8))):
        parts += [Stretch(int(rng.integers(8, 25)), pace * 1.8, float(rng.uniform(-0.01, 0.015)))]
        parts += [Stretch(int(rng.integers(45, 90)), rest)]
    return [*parts, *easy(4, pace)]


def catch_up_surges(rng: np.random.Generator) -> list[Stretch]:
    """A hilly run under trees: the position stands still for a while, then leaps to where the athlete is."""
    parts: list[Stretch] = []
    for _ in range(int(rng.integers(5, 10))):
        grade = float(rng.uniform(0.0, 0.08))
        parts += easy(3, 2.9, 0.03, rng)
        parts += [Stretch(int(rng.integers(6, 40)), 2.7, grade, is_frozen=True), Stretch(20, 2.7, grade)]
    return parts


def traffic_lights(rng: np.random.Generator) -> list[Stretch]:
    """Stop and go in a hilly town: a minute's wait, then off briskly, up or down."""
    parts: list[Stretch] = []
    for _ in range(int(rng.integers(6, 12))):
        grade = float(rng.uniform(-0.06, 0.08))
        parts += easy(2, 3.0, 0.02, rng)
        parts += [Stretch(int(rng.integers(10, 70)), 0.0, 0.0, is_paused=bool(rng.random() < 0.4))]
        parts += [Stretch(int(rng.integers(5, 12)), 3.4 * (1 - 2 * max(grade, 0)), grade)]
    return parts


def rolling_trail(rng: np.random.Generator) -> list[Stretch]:
    """Short steep hills run hard, walked when too steep, run down fast."""
    parts: list[Stretch] = []
    for _ in range(int(rng.integers(15, 30))):
        grade = float(rng.uniform(0.03, 0.2))
        effort = float(rng.uniform(1.0, 1.35)) * 2.7
        up = effort / (1 + 5.4 * grade + 13 * grade**2)
        if grade > 0.14 and rng.random() < 0.5:
            parts += [Stretch(int(rng.integers(15, 60)), 1.3, grade)]
        parts += [Stretch(int(rng.integers(6, 60)), up, grade), Stretch(int(rng.integers(20, 60)), 3.2, -0.06)]
        parts += easy(1.5, 2.7, 0.03, rng)
    return parts


def hill_repeats(rng: np.random.Generator) -> list[Stretch]:
    """Half a minute to a minute up a hill, jogged down."""
    grade, parts = float(rng.uniform(0.05, 0.1)), easy(12, 2.9, 0.0, rng)
    for _ in range(int(rng.integers(6, 10))):
        seconds = int(rng.integers(25, 60))
        parts += [Stretch(seconds, 3.7, grade), Stretch(int(seconds * 3.7 / 2.4), 2.4, -grade)]
    return [*parts, *easy(8, 2.9)]


def walk_and_jog(rng: np.random.Generator) -> list[Stretch]:
    """A beginner's minutes of jogging and walking, over hills."""
    parts: list[Stretch] = []
    for _ in range(int(rng.integers(10, 20))):
        up = float(rng.uniform(-0.05, 0.08))
        parts += [Stretch(int(rng.integers(8, 90)), 2.4, up), Stretch(int(rng.integers(30, 90)), 1.5, up)]
    return parts


NEGATIVES = [flat_strides, catch_up_surges, traffic_lights, rolling_trail, hill_repeats, walk_and_jog]


def real_streams() -> dict[str, pl.DataFrame]:
    """Real 1 Hz recordings of runs without hill sprints, as core.streams; empty where they are not at hand."""
    return {
        path.stem: as_streams(orjson.loads(path.read_bytes()), number)
        for number, path in enumerate(sorted(REAL_STREAMS.glob("run_*.json")), start=1)
        if os.access(path, os.R_OK)
    }


def as_streams(answer: dict[str, dict[str, list[float]]], activity_id: int) -> pl.DataFrame:
    """A streams answer of the API as core.streams."""
    count = len(answer["time"]["data"])

    def values(key: str) -> list[float | None]:
        found = list(answer.get(key, {}).get("data") or [])
        return found if len(found) == count else [None] * count

    known = pl.DataFrame(
        {
            "athlete_id": [1] * count,
            "activity_id": [activity_id] * count,
            "time_s": values("time"),
            "distance_m": values("distance"),
            "altitude_m": values("altitude"),
            "cadence_spm": pl.Series(values("cadence"), dtype=pl.Float64) * 2,
        },
        schema_overrides={"altitude_m": pl.Float64, "distance_m": pl.Float64},
    )
    known = known.with_columns(source=pl.lit("strava_api"))
    empty = {name: pl.lit(None, dtype) for name, dtype in Streams.dtypes().items() if name not in known.columns}
    return Streams.validate(known.with_columns(**empty).select(Streams.columns()).cast(Streams.dtypes()))


def with_sprints(streams: pl.DataFrame, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A real recording with 4–8 hill sprints put in at a moment, and the truth about them.

    The sprints keep the recording's own noise: what its speed and altitude wander around their half-minute means is
    laid over the motion put in. Recoveries are walked down the hill, then stood.
    """
    rng = np.random.default_rng(seed)
    time = streams["time_s"].to_numpy()
    distance = streams["distance_m"].to_numpy()
    altitude = streams["altitude_m"].fill_null(0).to_numpy()
    pace = float(np.median(np.diff(distance)))
    grade = float(rng.uniform(0.06, 0.2))
    top = pace * float(rng.uniform(1.5, 1.9)) * (1 - grade)
    speeds, grades, starts, lengths = [np.zeros(15)], [np.zeros(15)], [], []
    for _ in range(int(rng.integers(4, 9))):
        seconds, rest = int(rng.integers(8, 11)), int(rng.integers(80, 130))
        rise = top * (1 - np.exp(-(np.arange(seconds) + 0.5) / 0.9))
        down = np.full(rest, 1.3)
        down[0] = 2.0
        down[int(rise.sum() / 1.3) :] = 0.0
        starts.append(sum(len(part) for part in speeds))
        lengths.append(seconds)
        speeds += [rise, down]
        grades += [np.full(seconds, grade), np.full(rest, -grade)]
    speed, slope = np.concatenate(speeds), np.concatenate(grades)
    at = int(rng.integers(len(time) // 4, 3 * len(time) // 4))

    step = np.diff(distance, prepend=distance[0])
    noise = step - np.convolve(np.pad(step, 15, "edge"), np.ones(31) / 31, "valid")
    of = (int(rng.integers(0, len(step))) + np.arange(len(speed))) % len(step)
    noisy = np.where(speed > 0.5, np.maximum(speed + np.clip(noise[of], -2, 2) * speed / pace, 0), speed)
    wander = altitude - np.convolve(np.pad(altitude, 15, "edge"), np.ones(31) / 31, "valid")
    height = np.concatenate([np.zeros(2), np.cumsum(speed * slope)])[: len(speed)]  # two seconds late
    lifted = np.round((height + np.clip(wander[of], -0.5, 0.5)) / 0.2) * 0.2
    cadence = np.round(cadence_of(speed) / 2) * 2

    inside = pl.DataFrame(
        {
            "time_s": time[at] + np.arange(1, len(speed) + 1),
            "distance_m": distance[at] + np.cumsum(noisy),
            "altitude_m": altitude[at] + lifted,
            "cadence_spm": cadence,
        }
    )
    after = streams[at + 1 :].with_columns(
        pl.col("time_s") + len(speed),
        pl.col("distance_m") + noisy.sum(),
        pl.col("altitude_m") + height[-1],
    )
    activity_id = streams["activity_id"][0]
    joined = pl.concat(
        [
            streams[: at + 1],
            inside.with_columns(
                athlete_id=pl.lit(1), activity_id=pl.lit(activity_id), source=pl.lit("strava_api")
            ).cast({"time_s": pl.Int64, "athlete_id": pl.Int64, "activity_id": pl.Int64}),
            after,
        ],
        how="diagonal_relaxed",
    ).select(Streams.columns())
    truth = pl.DataFrame(
        {
            "activity_id": [activity_id] * len(starts),
            "start_time_s": [float(time[at] + start) for start in starts],
            "duration_s": [float(seconds) for seconds in lengths],
        }
    )
    return Streams.validate(joined), truth
