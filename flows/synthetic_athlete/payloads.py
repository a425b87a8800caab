"""A recording becomes what the API says about it: SummaryActivity and DetailedActivity."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from flows.synthetic_athlete import laps
from flows.synthetic_athlete.randomness import stream
from flows.synthetic_athlete.script import Script
from flows.synthetic_athlete.season import Place
from flows.synthetic_athlete.sensors import Recording

Json = dict[str, Any]

ATHLETE_ID_BASE = 9_000_000_000
LEGACY_TYPE = {  # `type` has fewer values than `sport_type`
    "TrailRun": "Run", "GravelRide": "Ride", "MountainBikeRide": "Ride", "EMountainBikeRide": "EBikeRide",
    "Sauna": "Workout", "Parkour": "Workout",
}  # fmt: skip
DEVICES = {
    "watch": "Garmin Forerunner 265",
    "smart_watch": "Garmin Forerunner 35",
    "phone": "Strava iPhone App",
    "bike_computer": "Wahoo ELEMNT BOLT",
    "treadmill": "Garmin Forerunner 265",
    "indoor_watch": "Garmin Forerunner 265",
    "pool_watch": "Garmin Forerunner 265",
    "lost": "Garmin Forerunner 265",
}
MAKERS = {recorder: device.split()[0].lower() for recorder, device in DEVICES.items()}
SHOES, TRAIL_SHOES, BIKE = "g17000001", "g17000002", "b13000001"
GEAR = {
    SHOES: {"id": SHOES, "primary": True, "name": "Daily trainers", "resource_state": 2, "distance": 612_000},
    TRAIL_SHOES: {"id": TRAIL_SHOES, "primary": False, "name": "Trail shoes", "resource_state": 2, "distance": 204_000},
    BIKE: {"id": BIKE, "primary": True, "name": "Gravel bike", "resource_state": 2, "distance": 3_105_000},
}
CLIMB_SMOOTHING_S = 15
KCAL_PER_SECOND_AT_120_BPM = 0.17


def utc_of(local: datetime, zone: str) -> datetime:
    """The instant of a wall time in a zone."""
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def zone_label(start_at: datetime, zone: str) -> str:
    """Strava's `timezone`: the STANDARD offset in front of the zone's name, whatever the season."""
    local = start_at.astimezone(ZoneInfo(zone))
    standard = (local.utcoffset() or timedelta()) - (local.dst() or timedelta())
    minutes = int(standard.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"(GMT{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}) {zone}"


def climb_m(recording: Recording) -> float:
    """Total ascent of the smoothed altitude."""
    if recording.altitude_dm is None or len(recording) < 2 * CLIMB_SMOOTHING_S:
        return 0.0
    kernel = np.ones(CLIMB_SMOOTHING_S) / CLIMB_SMOOTHING_S
    smooth = np.convolve(recording.altitude_dm / 10, kernel, mode="valid")
    return round(float(np.clip(np.diff(smooth), 0, None).sum()), 1)


def summary(activity_id: int, athlete_id: int, script: Script, recording: Recording | None, place: Place) -> Json:
    """The activity as the list of activities shows it."""
    rng = stream(athlete_id, "payload", activity_id)
    start_at = utc_of(script.local_start, place.zone)
    is_manual = script.recorder == "manual"
    distance, moving, elapsed, climb = _totals(script, recording)
    where = _position(recording)
    has_heart = recording is not None and recording.heartrate_bpm is not None
    upload = None if is_manual else activity_id + 1_060_000_000
    shown: Json = {
        "resource_state": 2,
        "athlete": {"id": athlete_id, "resource_state": 1},
        "name": script.title,
        "distance": distance,
        "moving_time": moving,
        "elapsed_time": elapsed,
        "total_elevation_gain": int(climb) if climb == int(climb) else climb,
        "type": LEGACY_TYPE.get(script.sport_type, script.sport_type),
        "sport_type": script.sport_type,
        "workout_type": script.workout_type,
        "id": activity_id,
        "start_date": start_at.strftime(laps.Z),
        "start_date_local": script.local_start.strftime(laps.Z),
        "timezone": zone_label(start_at, place.zone),
        "utc_offset": _offset_s(start_at, place.zone),
        "location_city": None,
        "location_state": None,
        "location_country": None,
        "achievement_count": int(rng.poisson(1)) if script.is_race else 0,
        "kudos_count": int(rng.poisson(6)),
        "comment_count": int(rng.poisson(0.4)),
        "athlete_count": 1,
        "photo_count": 0,
        "map": {"id": f"a{activity_id}", "summary_polyline": "", "resource_state": 2},
        "trainer": script.recorder in ("treadmill", "indoor_watch"),
        "commute": script.is_commute,
        "manual": is_manual,
        "private": script.visibility == "only_me",
        "visibility": script.visibility,
        "flagged": False,
        "gear_id": _gear(script),
        "start_latlng": where[:2],
        "end_latlng": where[2:],
        "average_speed": round(distance / moving, 3) if moving else 0,
        "max_speed": _max_speed(recording),
        "has_heartrate": has_heart,
        "heartrate_opt_out": False,
        "display_hide_heartrate_option": has_heart,
        "upload_id": upload,
        "upload_id_str": None if upload is None else str(upload),
        "external_id": None if is_manual else f"{MAKERS[script.recorder]}-{activity_id}.fit",
        "from_accepted_tag": False,
        "pr_count": 0,
        "total_photo_count": 0,
        "has_kudoed": False,
    }
    if script.recorder in DEVICES:
        shown["device_name"] = DEVICES[script.recorder]
    if script.workout_type is None and (script.sport_group != "run" or rng.random() < 0.5):
        del shown["workout_type"]
    if recording is not None:
        shown |= _averages(recording)
    return shown


def detail(shown: Json, script: Script, recording: Recording | None, laps_at: list[int]) -> Json:
    """The activity as its own page shows it: the summary and more."""
    heart = shown.get("average_heartrate", 115)
    more: Json = {
        "resource_state": 3,
        "description": script.description,
        "calories": round(shown["elapsed_time"] * KCAL_PER_SECOND_AT_120_BPM * heart / 120, 1),
        "perceived_exertion": script.perceived_exertion,
        "prefer_perceived_exertion": script.perceived_exertion is not None,
        "private_note": script.private_note,
        "hide_from_home": False,
        "embed_token": f"{shown['id']:x}",
        "segment_efforts": [],
        "best_efforts": [],
        "photos": {"primary": None, "count": 0},
        "stats_visibility": [],
        "available_zones": ["heartrate"] if shown["has_heartrate"] else [],
        "map": {**shown["map"], "polyline": "", "resource_state": 3},
    }
    if shown["gear_id"] is not None:
        more["gear"] = GEAR[shown["gear_id"]]
    if recording is not None and recording.distance_dm is not None:
        more["laps"] = laps.by_button_or_kilometre(shown, recording, laps_at)
        more["splits_metric"] = laps.kilometre_splits(recording)
    else:
        more["laps"] = []
    return {**shown, **more}


def _offset_s(start_at: datetime, zone: str) -> float:
    return (start_at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()).total_seconds()


def _totals(script: Script, recording: Recording | None) -> tuple[float, int, int, float]:
    if recording is None:
        seconds = script.seconds or sum(leg.seconds for leg in script.legs)
        planned = sum(leg.seconds * leg.speed_mps for leg in script.legs)
        return script.manual_distance_m or round(planned, 1), seconds, seconds, 0.0
    elapsed = int(recording.time_s[-1])
    if recording.distance_dm is None:
        return 0.0, int(elapsed * (0.62 if script.sport_group == "strength" else 1)), elapsed, 0.0
    moving = elapsed if script.recorder == "pool_watch" else laps.moving_seconds(recording)
    return float(recording.distance_dm[-1] / 10), moving, elapsed, climb_m(recording)


def _position(recording: Recording | None) -> list[float]:
    if recording is None or recording.latitude_e6 is None or recording.longitude_e6 is None:
        return []
    return [
        float(coordinate[index] / 1e6)
        for index in (recording.samples_before_fix, -1)
        for coordinate in (recording.latitude_e6, recording.longitude_e6)
    ]


def _max_speed(recording: Recording | None) -> float:
    if recording is None or recording.speed_mmps is None:
        return 0
    return float(recording.speed_mmps.max() / 1000)


def _gear(script: Script) -> str | None:
    if script.recorder in ("manual", "indoor_watch", "pool_watch"):
        return None
    if script.sport_group == "run":
        return TRAIL_SHOES if script.sport_type == "TrailRun" else SHOES
    return BIKE if script.sport_type in ("Ride", "GravelRide") else None


def _averages(recording: Recording) -> Json:
    found: Json = {}
    if recording.cadence_rpm is not None:
        found["average_cadence"] = laps.mean_present(recording.cadence_rpm)
    if recording.temp_c is not None:
        found["average_temp"] = round(float(recording.temp_c.mean()))
    if recording.watts is not None:
        found |= {"average_watts": round(float(recording.watts.mean()), 1), "device_watts": True}
        found |= {"max_watts": int(recording.watts.max()), "kilojoules": round(float(recording.watts.sum()) / 1000, 1)}
    if recording.heartrate_bpm is not None:
        found["average_heartrate"] = laps.mean_present(recording.heartrate_bpm)
        found["max_heartrate"] = float(recording.heartrate_bpm.max())
        found["suffer_score"] = round(len(recording) / 60 * max(found["average_heartrate"] - 90, 5) / 45)
    if recording.altitude_dm is not None:
        found["elev_high"] = float(recording.altitude_dm.max() / 10)
        found["elev_low"] = float(recording.altitude_dm.min() / 10)
    return found
