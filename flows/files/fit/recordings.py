"""The sessions and laps of a FIT file as recordings and laps."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import polars as pl

from flows.files.decoded import LAPPED, RECORDED
from flows.files.fit.devices import device_name
from flows.files.fit.messages import Messages
from flows.files.fit.samples import DEGREES_A_STEP
from flows.files.fit.sessions import Session, numbered
from flows.files.fit.sports import is_trainer, sport_type
from flows.files.fit.values import Message, label, moment, number, word
from flows.files.zone import offset_s, zone_at
from schemas.bounds import (
    COLDEST_C,
    FURTHEST_M,
    HIGHEST_BPM,
    HIGHEST_CADENCE,
    HIGHEST_GAIN_M,
    HOTTEST_C,
    LONGEST_S,
    MOST_WATTS,
)
from transforms.track_samples import OF_SAMPLES

#: What no samples say.
UNSAMPLED: Message = dict.fromkeys(OF_SAMPLES)
#: Time zones lie quarters of an hour apart, and up to 14 hours from Greenwich, s.
_ZONE_STEP_S, _FURTHEST_ZONE_S = 900, 14 * 3600
#: A watch writes down both of its times within this many seconds.
_SLIP_S = 120


def recordings_of(messages: Messages, sessions: list[Session], samples: pl.DataFrame) -> pl.DataFrame:
    """Rows of `RECORDED`: what a session tells, and where it does not what its samples do."""
    told_offset_s, device = _told_offset_s(messages.get("activity", [])), device_name(messages)
    of_part = samples.group_by("part_number").agg(**OF_SAMPLES).rows_by_key("part_number", named=True, unique=True)
    rows = []
    for session in sessions:
        if session.part_number is not None:
            sampled = of_part.get(session.part_number, UNSAMPLED)
            rows.append(
                {**_measured(session, sampled), **_named(session, sampled, told_offset_s), "device_name": device}
            )
    return pl.DataFrame(rows, schema=RECORDED)


def laps_of(messages: Messages, sessions: list[Session]) -> pl.DataFrame:
    """Rows of `LAPPED`, in the order of time, each once."""
    laps = [
        {
            "start_at": start_at,
            "elapsed_time_s": number(message, "total_elapsed_time", 0, LONGEST_S),
            "moving_time_s": number(message, "total_timer_time", 0, LONGEST_S),
            "distance_m": number(message, "total_distance", 0, FURTHEST_M),
            "elevation_gain_m": number(message, "total_ascent", 0, HIGHEST_GAIN_M),
            "mean_heartrate_bpm": number(message, "avg_heart_rate", 1, HIGHEST_BPM),
        }
        for message in messages.get("lap", [])
        if (start_at := moment(message, "start_time")) is not None
    ]
    if not laps:
        return pl.DataFrame(schema=LAPPED)
    rows = pl.DataFrame(laps, schema=LAPPED).unique(maintain_order=True).sort("start_at", maintain_order=True)
    return numbered(rows, sessions, "start_at")


def _measured(session: Session, sampled: Message) -> dict[str, Any]:
    """The numbers of a session, of which samples say what is `sampled` (`OF_SAMPLES`)."""
    told = session.told
    distance_m = _or(number(told, "total_distance", 0, FURTHEST_M), sampled["distance_m"])
    moving_time_s = number(told, "total_timer_time", 0, LONGEST_S)
    effort = number(told, "workout_rpe", 0, 100)
    return {
        "part_number": session.part_number,
        "start_at": session.start_at,
        "distance_m": distance_m,
        "distance_source": None if distance_m is None else "recorded",
        "moving_time_s": None if moving_time_s is None else round(moving_time_s),
        "elapsed_time_s": round(_elapsed_s(session, sampled["end_at"])),
        "elevation_gain_m": number(told, "total_ascent", 0, HIGHEST_GAIN_M),
        "mean_heartrate_bpm": _or(number(told, "avg_heart_rate", 1, HIGHEST_BPM), sampled["mean_heartrate_bpm"]),
        "max_heartrate_bpm": _or(number(told, "max_heart_rate", 1, HIGHEST_BPM), sampled["max_heartrate_bpm"]),
        "mean_cadence": _or(_told_cadence(told), sampled["mean_cadence"]),
        "mean_watts": _or(number(told, "avg_power", 0, MOST_WATTS), sampled["mean_watts"]),
        "has_power_meter": sampled["has_power_meter"],
        "mean_temp_c": _or(number(told, "avg_temperature", COLDEST_C, HOTTEST_C), sampled["mean_temp_c"]),
        # Devices write the athlete's answer from 1 to 10 times ten.
        "perceived_exertion": None if effort is None else effort / 10,
    }


def _named(session: Session, sampled: Message, told_offset_s: int | None) -> dict[str, Any]:
    """Sport, title, time zone and the like of a session."""
    told, sub_sport = session.told, label(session.told, "sub_sport")
    sport = sport_type(label(told, "sport"), sub_sport)
    lat, lon = _beginning(told, sampled)
    zone = zone_at(lat, lon)
    # Of 152 real files that tell no difference to UTC, 148 began where there is one: their writer knew no zone.
    offset = told_offset_s or offset_s(zone, session.start_at)
    return {
        # FIT has no title. The name of the athlete's own profile on the watch is one where the sport says nothing.
        "name": word(told, "sport_profile_name") if sport == "Workout" else None,
        "sport_type": sport,
        "utc_offset_s": told_offset_s if offset is None else offset,
        "timezone": zone,
        "is_trainer": is_trainer(sub_sport, lat is not None),
    }


def _told_offset_s(activities: Iterable[Message]) -> int | None:
    """Local time minus UTC as the device tells both at the end of the activity; None where it cannot be right."""
    for message in activities:
        local_s, utc_s = number(message, "local_timestamp"), number(message, "timestamp")
        if local_s is not None and utc_s is not None:
            offset = round((local_s - utc_s) / _ZONE_STEP_S) * _ZONE_STEP_S
            if abs(offset) <= _FURTHEST_ZONE_S and abs(local_s - utc_s - offset) <= _SLIP_S:
                return offset
    return None


def _beginning(told: Message, sampled: Message) -> tuple[float | None, float | None]:
    """Where it began, °: at the first sample that has a place, or as the session tells."""
    if sampled["lat"] is not None:
        return sampled["lat"], sampled["lon"]
    lat, lon = number(told, "start_position_lat"), number(told, "start_position_long")
    return (None, None) if not lat or not lon else (lat * DEGREES_A_STEP, lon * DEGREES_A_STEP)


def _elapsed_s(session: Session, last_at: datetime | None) -> float:
    """From start to end, s; 0 where neither session nor sample tells an end.

    Some watches leave pauses out of what they call elapsed: then the last sample before the session was written down
    ends it.
    """
    told_s = session.elapsed_s or 0.0
    if last_at is None:
        return told_s
    written_at = moment(session.told, "timestamp")
    is_believed = written_at is not None and last_at <= written_at
    last_s = min((last_at - session.start_at).total_seconds(), float(LONGEST_S))
    return max(told_s, last_s) if is_believed or not told_s else told_s


def _told_cadence(told: Message) -> float | None:
    cadence = number(told, "avg_cadence", 0, HIGHEST_CADENCE - 1)
    return None if cadence is None else cadence + (number(told, "avg_fractional_cadence", 0, 1) or 0.0)


def _or(told: float | None, otherwise: float | None) -> float | None:
    return otherwise if told is None else told
