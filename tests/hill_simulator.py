"""Runs whose efforts are known to the second, in the shape of core.streams, with what watches do to them.

A second, independent opinion beside the demo's synthetic athlete: a run is a list of stretches (seconds, speed,
grade), recorded with position noise, a lagging barometer in steps, cadence, pauses and smart recording.
"""

from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from schemas.streams import Streams


@dataclass(frozen=True)
class Stretch:
    """Seconds at a speed and grade; `is_rep` marks the truth, `is_frozen` a position that stands still while the
    athlete runs on, caught up in the first seconds after."""

    seconds: int
    speed_mps: float
    grade: float = 0.0
    is_rep: bool = False
    is_frozen: bool = False
    is_paused: bool = False


@dataclass(frozen=True)
class Watch:
    """How the recording distorts: position noise, altitude step and lag, cadence, sampling."""

    noise_m: float = 0.35
    altitude_step_m: float = 0.2
    lag_s: int = 2
    has_cadence: bool = True
    has_altitude: bool = True
    has_position: bool = True
    every_s: int = 1
    glitches: int = 0


@dataclass(frozen=True)
class Recording:
    streams: pl.DataFrame
    reps: pl.DataFrame = field(default_factory=pl.DataFrame)


def cadence_of(speed: np.ndarray) -> np.ndarray:
    """Steps a minute: 110 walking, 165 jogging, up to 220 sprinting."""
    return np.where(speed < 0.3, 0.0, np.where(speed < 2.05, 85 + 18 * speed, 140 + 12 * np.minimum(speed, 7.0)))


def record(stretches: list[Stretch], seed: int, activity_id: int = 1, watch: Watch | None = None) -> Recording:
    """Run the stretches and record them."""
    watch = watch or Watch()
    rng = np.random.default_rng(seed)
    seconds = np.array([s.seconds for s in stretches])
    of = np.repeat(np.arange(len(stretches)), seconds)
    wanted = np.array([s.speed_mps for s in stretches])[of]
    # Legs need about a second and a half to reach a speed.
    kernel = np.exp(-np.arange(12) / 0.8)
    kernel /= kernel.sum()
    speed = np.convolve(np.concatenate([np.full(11, wanted[0]), wanted]), kernel, "valid")
    wobble = np.convolve(rng.normal(0, 1, len(of) + 29), np.ones(30) / 30, "valid")
    speed = np.maximum(speed * (1 + 0.15 * wobble), 0)
    grade = np.array([s.grade for s in stretches])[of]
    # A sample shows the position at the beginning of its second.
    truth = np.cumsum(speed) - speed
    height = 100 + np.cumsum(speed * grade) - speed * grade

    error = np.convolve(rng.normal(0, 1, len(of) + 3), [0.4, 0.3, 0.2, 0.1], "valid") * watch.noise_m
    drift = np.convolve(rng.normal(0, 1, len(of) + 59), np.hanning(60) / 12, "valid") * watch.noise_m
    seen = truth + np.where(wanted > 0.3, error, 0.1 * error) + drift
    is_frozen = np.array([s.is_frozen for s in stretches])[of]
    shown = np.where(is_frozen, -np.inf, seen)
    distance = np.maximum.accumulate(np.maximum(shown, seen[0])) - seen[0]

    late = np.interp(np.arange(len(of)) - watch.lag_s, np.arange(len(of)), height) + rng.normal(0, 0.06, len(of))
    for _ in range(watch.glitches):
        at = rng.integers(60, max(61, len(of) - 60))
        late[at : at + rng.integers(3, 20)] += rng.choice([-1, 1]) * rng.uniform(3, 8)
    altitude = np.round(late / watch.altitude_step_m) * watch.altitude_step_m
    cadence = np.round(cadence_of(speed) / 2 + rng.normal(0, 1, len(of))) * 2

    time = np.arange(len(of))
    keep = ~np.array([s.is_paused for s in stretches])[of]
    if watch.every_s > 1:
        keep &= np.isin(time, np.cumsum(rng.integers(3, watch.every_s + 1, len(of))))
    keep[0] = True
    # Uphill is north, downhill back.
    bearing = np.cumsum(speed * np.where(grade >= 0, 1, -1)) if watch.has_position else np.zeros(len(of))
    streams = pl.DataFrame(
        {
            "athlete_id": np.full(len(of), 1),
            "activity_id": np.full(len(of), activity_id),
            "time_s": time,
            "distance_m": np.round(distance, 1),
            "altitude_m": np.round(altitude, 1) if watch.has_altitude else [None] * len(of),
            "cadence_spm": np.maximum(cadence, 0) if watch.has_cadence else [None] * len(of),
            "lat": 46.0 + bearing / 111_320 if watch.has_position else [None] * len(of),
            "lon": [7.0 if watch.has_position else None] * len(of),
        }
    ).filter(keep)
    streams = streams.with_columns(source=pl.lit("strava_api"))
    empty = {name: pl.lit(None, dtype) for name, dtype in Streams.dtypes().items() if name not in streams.columns}
    starts = np.cumsum(seconds) - seconds
    is_rep = np.array([s.is_rep for s in stretches])
    reps = pl.DataFrame(
        {
            "activity_id": np.full(is_rep.sum(), activity_id),
            "start_time_s": starts[is_rep].astype(float),
            "duration_s": seconds[is_rep].astype(float),
            "first_8s_distance_m": truth[np.minimum(starts[is_rep] + 8, len(of) - 1)] - truth[starts[is_rep]],
        }
    )
    return Recording(
        Streams.validate(streams.with_columns(**empty).select(Streams.columns()).cast(Streams.dtypes())), reps
    )


def easy(
    minutes: float, speed: float = 2.9, hills: float = 0.0, rng: np.random.Generator | None = None
) -> list[Stretch]:
    """Easy running; with `hills`, the grade wanders and the pace gives way to it as runners' does."""
    if rng is None or not hills:
        return [Stretch(int(minutes * 60), speed)]
    parts, left = [], int(minutes * 60)
    while left > 0:
        seconds = int(min(left, rng.integers(20, 120)))
        grade = float(np.clip(rng.normal(0, hills), -0.2, 0.2))
        parts.append(Stretch(seconds, speed * (1 - 2.2 * max(grade, 0) + 0.8 * max(-grade, 0)), grade))
        left -= seconds
    return parts


def hill_sprint_run(seed: int, **watch: object) -> tuple[list[Stretch], Watch]:
    """An easy run with hill sprints inside: 4–10 reps of 8–10 s up 6–20 %, walked, jogged or stood recoveries."""
    rng = np.random.default_rng(seed)
    pace = float(rng.uniform(2.5, 3.4))
    grade = float(rng.uniform(0.06, 0.20))
    sprint = float(rng.uniform(1.55, 1.95) * pace * (1 - 1.0 * grade))
    parts = easy(rng.uniform(8, 25), pace, float(rng.choice([0.0, 0.02, 0.04])), rng)
    parts.append(Stretch(int(rng.integers(5, 40)), float(rng.uniform(0.0, 1.4)), 0.0))
    for _ in range(int(rng.integers(4, 11))):
        parts.append(Stretch(int(rng.integers(8, 11)), sprint * float(rng.uniform(0.94, 1.06)), grade, is_rep=True))
        rest = int(rng.integers(80, 130))
        climbed = parts[-1].seconds * parts[-1].speed_mps
        style = rng.choice(["walk down", "walk down", "stand then walk", "pause then walk"])
        if style == "walk down":
            parts.append(Stretch(rest, climbed / rest * float(rng.uniform(0.9, 1.1)), -grade))
        else:
            stood = rest // 2
            parts.append(Stretch(stood, 0.0, 0.0, is_paused=style == "pause then walk"))
            parts.append(Stretch(rest - stood, climbed / (rest - stood), -grade))
    parts += easy(rng.uniform(5, 20), pace, 0.02, rng)
    base = Watch(
        noise_m=float(rng.uniform(0.15, 0.6)),
        altitude_step_m=float(rng.choice([0.2, 0.2, 1.0])),
        lag_s=int(rng.integers(1, 4)),
        has_cadence=bool(rng.random() < 0.8),
        has_position=bool(rng.random() < 0.5),
        glitches=int(rng.integers(0, 3)),
    )
    return parts, replace(base, **watch)
