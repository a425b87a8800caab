"""A small life of six workouts, made by hand, for tests that let them land in many ways."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl

from tests.written.workout import SAMPLES, Lap, LiftedSet, Workout

START = datetime(2026, 5, 4, 6, 30, tzinfo=UTC)
STEP_S = 5


def recorded(workout: Workout, speed_mps: float, *, has_place: bool = True) -> Workout:
    """A workout with a sample every few seconds, at one speed along a meridian."""
    clock = pl.int_range(0, workout.elapsed_time_s + 1, STEP_S)
    covered = (clock * speed_mps).round(1)
    columns = {
        "time_s": clock,
        "distance_m": covered if has_place else None,
        "altitude_m": (10 + (clock // 60).cast(pl.Float64)) if has_place else None,
        "speed_mps": pl.lit(speed_mps) if has_place else None,
        "heartrate_bpm": 120 + clock // 60,
        "cadence": pl.lit(82.0) if has_place else None,
        "temp_c": pl.lit(14.0),
        "lat": (60.17 + clock * speed_mps * 9e-6).round(6) if has_place else None,
        "lon": pl.lit(24.94) if has_place else None,
    }
    samples = pl.select(
        **{name: pl.lit(None, dtype) if columns.get(name) is None else columns[name] for name, dtype in SAMPLES.items()}
    ).cast(SAMPLES)
    distance_m = float(samples["distance_m"].max()) if has_place else None
    return replace(workout, samples=samples, distance_m=distance_m, utc_offset_s=10_800)


def workout(number: int, days: float, sport_type: str, minutes: int, name: str, **more) -> Workout:
    return Workout(
        START + timedelta(days=days),
        60 * minutes,
        sport_type,
        name=name,
        strava_id=1000 + number,
        upload_id=7_000 + number,
        more={"timezone": "Europe/Helsinki", "weather": {"temp_c": 24.0}, **more.pop("more", {})},
        **more,
    )


SQUATS = tuple(LiftedSet(60 + 120 * number, 30.0, "squat", 5, 100.0) for number in range(4))
TWO_LAPS = (Lap(0, 600, 1800.0, 125), Lap(600, 600, 1800.0, 135))
#: A run, the same run by the phone in the pocket, a ride and the run after it, a session at the gym, a sauna that was
#: typed in.
RUN, PHONE, RIDE, OFF_THE_BIKE, GYM, SAUNA = range(6)
LIFE = (
    recorded(workout(RUN, 0, "Run", 20, "Morning Run", description="easy", laps=TWO_LAPS), 3.0),
    recorded(workout(PHONE, 0.00025, "Run", 20, "Lunch Run", device_name="Strava App"), 3.0),
    recorded(workout(RIDE, 1, "Ride", 30, "Commute"), 7.0),
    recorded(workout(OFF_THE_BIKE, 1 + 31 / 1440, "Run", 10, "Run off the bike"), 3.5),
    recorded(workout(GYM, 2, "WeightTraining", 25, "Morning Session", sets=SQUATS), 0.0, has_place=False),
    workout(SAUNA, 2.5, "Workout", 25, "Sauna"),
)
#: Cut at Strava, s: of the first five minutes of the run.
CROP_S = 300


def cropped(workout: Workout) -> Workout:
    """Without its first minutes, if anything was recorded."""
    if workout.samples.is_empty():
        return workout
    samples = workout.samples.filter(pl.col("time_s") >= CROP_S)
    first = samples.select("time_s", "distance_m").row(0)
    return replace(
        workout,
        start_at=workout.start_at + timedelta(seconds=CROP_S),
        elapsed_time_s=workout.elapsed_time_s - CROP_S,
        distance_m=None if workout.distance_m is None else workout.distance_m - first[1],
        samples=samples.with_columns(pl.col("time_s") - first[0], pl.col("distance_m") - first[1]),
        laps=(),
    )
