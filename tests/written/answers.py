"""A workout as Strava's API tells of it: an entry of the listing, its detail with laps, and its streams."""

from datetime import timedelta
from typing import Any

import polars as pl

from flows.emulator.store import PlainActivity
from tests.strava_shapes import ABSENT, detail, summary
from tests.written.workout import SAMPLES, Lap, Workout

#: Key of the streams → sample column.
STREAMS = {
    "time": "time_s",
    "distance": "distance_m",
    "altitude": "altitude_m",
    "velocity_smooth": "speed_mps",
    "heartrate": "heartrate_bpm",
    "cadence": "cadence",
    "watts": "watts",
    "temp": "temp_c",
}
ZULU = "%Y-%m-%dT%H:%M:%SZ"


def answers(workout: Workout) -> PlainActivity:
    """The workout, which has a `strava_id`, as answers; `more` may have `timezone` (IANA), `perceived_exertion`."""
    if workout.strava_id is None:
        raise ValueError("Strava tells of no workout without an id.")
    shown = summary(workout.strava_id, workout.start_at, **_summary(workout))
    told = detail(
        shown,
        description=workout.description,
        device_name=workout.device_name,
        perceived_exertion=workout.more.get("perceived_exertion"),
        laps=[_lap(workout, lap, number) for number, lap in enumerate(workout.laps, 1)],
    )
    return PlainActivity(shown, told, streams(workout.samples) if workout.samples.height else None)


def streams(samples: pl.DataFrame) -> dict[str, Any]:
    """Every sensor that measured anything, as `key_by_type` returns it."""
    measured = {key: samples[column].to_list() for key, column in STREAMS.items() if samples[column].count()}
    if samples["lat"].count():
        places = zip(samples["lat"].to_list(), samples["lon"].to_list(), strict=True)
        measured["latlng"] = [None if lat is None else [lat, lon] for lat, lon in places]
    about = {"series_type": "time", "original_size": samples.height, "resolution": "high"}
    return {key: {"data": data, **about} for key, data in measured.items()}


def _summary(workout: Workout) -> dict[str, Any]:
    samples = workout.samples
    means = {name: _rounded(samples[name].mean()) for name in SAMPLES}
    cadence = _rounded(samples["cadence"].filter(samples["cadence"] > 0).mean())
    has_heart, has_power = means["heartrate_bpm"] is not None, means["watts"] is not None
    begins = samples.select("lat", "lon").drop_nulls().head(1)
    return {
        "name": workout.name,
        "distance": workout.distance_m or 0.0,
        "moving_time": workout.moving_s,
        "elapsed_time": workout.elapsed_time_s,
        "total_elevation_gain": workout.elevation_gain_m or 0.0,
        "type": workout.sport_type,
        "sport_type": workout.sport_type,
        "utc_offset": workout.utc_offset_s,
        "timezone": f"(GMT+00:00) {workout.more.get('timezone', 'Etc/UTC')}",
        "trainer": workout.is_trainer,
        "manual": not samples.height,
        "upload_id": workout.upload_id,
        "upload_id_str": ABSENT if workout.upload_id is None else str(workout.upload_id),
        "external_id": ABSENT,
        "gear_id": None,
        "start_latlng": list(begins.row(0)) if begins.height else [],
        "average_cadence": ABSENT if cadence is None else cadence,
        "average_temp": ABSENT if means["temp_c"] is None else means["temp_c"],
        "average_watts": means["watts"] if has_power else ABSENT,
        "device_watts": True if has_power else ABSENT,
        "has_heartrate": has_heart,
        "average_heartrate": means["heartrate_bpm"] if has_heart else ABSENT,
        "max_heartrate": samples["heartrate_bpm"].max() if has_heart else ABSENT,
    }


def _lap(workout: Workout, lap: Lap, number: int) -> dict[str, Any]:
    """A lap without a pause."""
    start_at = workout.start_at + timedelta(seconds=lap.start_time_s)
    return {
        "name": f"Lap {number}",
        "lap_index": number,
        "start_date": start_at.strftime(ZULU),
        "elapsed_time": lap.elapsed_time_s,
        "moving_time": lap.elapsed_time_s,
        "distance": lap.distance_m,
        "average_speed": None if lap.distance_m is None else lap.distance_m / lap.elapsed_time_s,
        "average_heartrate": lap.mean_heartrate_bpm,
    }


def _rounded(value: Any) -> float | None:
    """A mean, to one decimal as Strava has it."""
    return None if value is None else round(float(value), 1)
