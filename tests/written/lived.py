"""Workouts that a synthetic athlete did, for tests that write one down in several formats."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import numpy as np
import polars as pl

from flows.synthetic_athlete import live
from flows.synthetic_athlete.life import RecordedActivity
from flows.synthetic_athlete.sensors import Recording
from tests.written.workout import SAMPLES, Lap, LiftedSet, Workout

UNTIL = datetime(2025, 8, 20, tzinfo=UTC)
YEARS = 0.25
#: Longer without a sample, and the watch stood still, s.
PAUSE_S = 10
#: Sample column → array of a recording, and what of its unit makes one of ours.
COLUMNS = {
    "time_s": ("time_s", 1),
    "distance_m": ("distance_dm", 10),
    "altitude_m": ("altitude_dm", 10),
    "speed_mps": ("speed_mmps", 1000),
    "heartrate_bpm": ("heartrate_bpm", 1),
    "cadence": ("cadence_rpm", 1),
    "watts": ("watts", 1),
    "temp_c": ("temp_c", 1),
    "lat": ("latitude_e6", 1e6),
    "lon": ("longitude_e6", 1e6),
}
#: What a watch writes down of five sets of squats and three of deadlifts.
LIFTED = tuple(
    LiftedSet(120 + 210 * number, 30.0, exercise, reps, kilograms)
    for number, (exercise, reps, kilograms) in enumerate([("squat", 5, 100.0)] * 5 + [("deadlift", 3, 130.0)] * 3)
)


@cache
def lived() -> Mapping[str, list[Workout]]:
    """Every recorded workout of a summer, by scenario (`Script.scenario`), in the order of their starts."""
    life = live(0, UNTIL, YEARS)
    scenarios = {one["activity_id"]: one["scenario"] for one in life.truth["activities"]}
    found: dict[str, list[Workout]] = {}
    for activity in life.activities:
        if activity.recording is not None:
            found.setdefault(scenarios[activity.activity_id], []).append(workout_of(activity, activity.recording))
    return found


def workout_of(activity: RecordedActivity, recording: Recording) -> Workout:
    """An activity of a synthetic athlete as it happened."""
    told, samples = activity.detail, samples_of(recording)
    start_at = datetime.fromisoformat(told["start_date"])
    return Workout(
        start_at=start_at,
        elapsed_time_s=told["elapsed_time"],
        moving_time_s=told["moving_time"],
        sport_type=told["sport_type"],
        utc_offset_s=int(told["utc_offset"]),
        distance_m=told["distance"] or None,
        elevation_gain_m=told["total_elevation_gain"] or None,
        name=told["name"],
        description=told["description"],
        strava_id=activity.activity_id,
        upload_id=told["upload_id"],
        device_name=told["device_name"],
        is_trainer=told["trainer"],
        samples=samples,
        laps=tuple(
            Lap(
                start_time_s=int((datetime.fromisoformat(lap["start_date"]) - start_at).total_seconds()),
                elapsed_time_s=lap["elapsed_time"],
                distance_m=lap["distance"],
                mean_heartrate_bpm=round(lap["average_heartrate"]) if "average_heartrate" in lap else None,
            )
            for lap in told["laps"]
        ),
        more={"timezone": told["timezone"].rpartition(" ")[2], "pauses": pauses_of(samples)},
    )


def samples_of(recording: Recording) -> pl.DataFrame:
    """Samples of `SAMPLES`; a heart rate of 0 is none."""
    told = {
        name: np.asarray(array) / factor
        for name, (source, factor) in COLUMNS.items()
        if (array := getattr(recording, source)) is not None
    }
    columns = [
        pl.Series(name, told[name]).cast(dtype) if name in told else pl.Series(name, [None] * len(recording), dtype)
        for name, dtype in SAMPLES.items()
    ]
    has_fix = pl.int_range(pl.len()) >= recording.samples_before_fix
    return pl.DataFrame(columns).with_columns(
        pl.col("heartrate_bpm").replace(0, None), *(pl.when(has_fix).then(name).alias(name) for name in ("lat", "lon"))
    )


def pauses_of(samples: pl.DataFrame) -> list[tuple[int, int]]:
    """Seconds of the samples before and after each pause."""
    gaps = samples.select(before=pl.col("time_s").shift(), after="time_s").filter(
        pl.col("after") - pl.col("before") > PAUSE_S
    )
    return [(int(before), int(after)) for before, after in gaps.rows()]


def lifted(workout: Workout) -> Workout:
    """A strength session whose sets the watch wrote down, and of which the athlete says nothing."""
    return replace(workout, sets=LIFTED, name="Morning Session", description=None)


def thinned(workout: Workout, every: int) -> Workout:
    """The workout with a sample every so many seconds, as devices with smart recording have it."""
    is_kept = (pl.col("time_s") % every == 0) | (pl.int_range(pl.len()) == pl.len() - 1)
    return replace(workout, samples=workout.samples.filter(is_kept))
