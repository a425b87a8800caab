"""Writes a workout down as a FIT file, as a watch does.

Numbers of messages, fields and types are those of Garmin's public FIT profile.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from typing import Any

import numpy as np
import polars as pl

from tests.written.workout import Workout

#: Seconds from 1970 to the start of FIT's clock, 1989-12-31 UTC.
EPOCH_S = 631_065_600
#: Name of a base type → its number in FIT, numpy's type, and the value that means "none".
BASES = {
    "enum": (0x00, "u1", 0xFF),
    "sint8": (0x01, "i1", 0x7F),
    "uint8": (0x02, "u1", 0xFF),
    "uint16": (0x84, "<u2", 0xFFFF),
    "sint32": (0x85, "<i4", 0x7FFFFFFF),
    "uint32": (0x86, "<u4", 0xFFFFFFFF),
    "string": (0x07, "S32", b""),
    "float32": (0x88, "<f4", np.nan),
    "byte": (0x0D, "u1", 0xFF),
}
#: Strava's word → sport and sub-sport.
SPORTS = {
    "Run": (1, 0),
    "TrailRun": (1, 3),
    "VirtualRun": (1, 58),
    "Ride": (2, 0),
    "VirtualRide": (2, 58),
    "MountainBikeRide": (2, 8),
    "GravelRide": (2, 46),
    "EBikeRide": (21, 28),
    "Swim": (5, 17),
    "Walk": (11, 0),
    "Hike": (17, 0),
    "NordicSki": (12, 0),
    "Rowing": (15, 0),
    "Elliptical": (4, 15),
    "StairStepper": (4, 16),
    "WeightTraining": (10, 20),
    "Yoga": (10, 43),
    "Pilates": (10, 44),
    "Workout": (10, 0),
}
#: Sub-sports of a run and a ride without a road: treadmill and indoor cycling.
INDOORS = {"Run": (1, 1), "Ride": (2, 6)}
MAKERS = {"Garmin": 1, "Suunto": 23, "Wahoo": 32, "Polar": 123, "Zwift": 260, "COROS": 294}
#: Devices that FIT knows by number.
PRODUCTS = {"Forerunner 255": 3992}
EXERCISES = {"bench_press": 0, "deadlift": 8, "pull_up": 21, "row": 23, "shoulder_press": 24, "squat": 28}
#: Sample column → field number, base type, factor and addend of the number written.
_RECORD = {
    "lat": (0, "sint32", 2**31 / 180, 0),
    "lon": (1, "sint32", 2**31 / 180, 0),
    "distance_m": (5, "uint32", 100, 0),
    "altitude_m": (78, "uint32", 5, 2500),
    "speed_mps": (73, "uint32", 1000, 0),
    "heartrate_bpm": (3, "uint8", 1, 0),
    "cadence": (4, "uint8", 1, 0),
    "watts": (7, "uint16", 1, 0),
    "temp_c": (13, "sint8", 1, 0),
}
#: A field: its number, its base type, and one value per message; None is FIT's "none".
Field = tuple[int, str, Sequence[Any]]


def fit_file(*workouts: Workout) -> bytes:
    """A FIT activity; of several workouts a multisport one, with a session each.

    `more` of the first workout may have `type` (number of the file's kind, 4 for an activity), `without` (names of
    messages to leave out: file_id, session, record, lap, event, device_info, activity, set), and `messages` (bytes of
    further ones, which stand before the events and records). `more` of any may have `sport` (sport and sub-sport by
    number), `pauses` (pairs of seconds: timer stopped, started again), `columns` (fields of the records by name, beside
    or in place of those named as in `SAMPLES`) and `session` (fields of the session, beside or in place of its own).
    """
    first, last = workouts[0], workouts[-1]
    without = first.more.get("without", ())
    maker, _, model = (first.device_name or "").partition(" ")
    created = _clock(first.start_at)
    device: list[Field] = [(1, "uint16", [MAKERS.get(maker)]), (2, "uint16", [PRODUCTS.get(model)])]
    named: list[Field] = [] if model in PRODUCTS or not model else [(8, "string", [model])]
    parts = {
        "file_id": messages(0, [(0, "enum", [first.more.get("type", 4)]), *device, (4, "uint32", [created]), *named]),
        "device_info": messages(
            23,
            [(253, "uint32", [created]), (0, "uint8", [0]), (2, "uint16", device[0][2]), (4, "uint16", device[1][2])],
        ),
        "more": first.more.get("messages", b""),
        **{
            f"{name} {number}": part
            for number, workout in enumerate(workouts)
            for name, part in _parts(workout, number).items()
        },
        "activity": messages(
            34,
            [
                (253, "uint32", [_clock(last.end_at)]),
                (0, "uint32", [1000 * sum(workout.moving_s for workout in workouts)]),
                (1, "uint16", [len(workouts)]),
                (2, "enum", [0 if len(workouts) == 1 else 1]),
                (3, "enum", [26]),
                (4, "enum", [1]),
                (5, "uint32", [_clock(last.end_at) + last.utc_offset_s]),
            ],
        ),
    }
    return sealed(b"".join(part for name, part in parts.items() if name.split()[0] not in without))


def messages(number: int, fields: Sequence[Field], local: int = 0) -> bytes:
    """Messages of one kind, their definition first."""
    definition = bytes([0x40 | local, 0, 0, number & 0xFF, number >> 8, len(fields)])
    kinds: list[tuple[str, str]] = [("header", "u1")]
    for field, base, _ in fields:
        code, kind, _ = BASES[base]
        definition += bytes([field, np.dtype(kind).itemsize, code])
        kinds.append((str(field), kind))
    rows = np.zeros(len(fields[0][2]), dtype=kinds)
    rows["header"] = local
    for field, base, values in fields:
        none = BASES[base][2]
        rows[str(field)] = [none if value is None else value for value in values]
    return definition + rows.tobytes()


def sealed(body: bytes) -> bytes:
    """A FIT file of these messages, with its header and both checksums."""
    header = bytes([14, 0x20]) + (2195).to_bytes(2, "little") + len(body).to_bytes(4, "little") + b".FIT"
    whole = header + checksum(header).to_bytes(2, "little") + body
    return whole + checksum(whole).to_bytes(2, "little")


def checksum(data: bytes) -> int:
    """CRC-16/ARC, which FIT ends with."""
    return reduce(lambda crc, byte: (crc >> 8) ^ _CRC_TABLE[(crc ^ byte) & 0xFF], data, 0)


def _crc_of_byte(byte: int) -> int:
    return reduce(lambda crc, _: (crc >> 1) ^ (0xA001 if crc & 1 else 0), range(8), byte)


_CRC_TABLE = [_crc_of_byte(byte) for byte in range(256)]


def _clock(at: datetime) -> int:
    return round(at.timestamp()) - EPOCH_S


def _parts(workout: Workout, number: int) -> dict[str, bytes]:
    """What a watch writes between file_id and activity, for one session."""
    start, end = _clock(workout.start_at), _clock(workout.end_at)
    pauses = [moment for pause in workout.more.get("pauses", ()) for moment in pause]
    moments = [0, *pauses, workout.elapsed_time_s]
    parts = {
        "event": messages(
            21,
            [
                (253, "uint32", [start + moment for moment in moments]),
                (0, "enum", [0] * len(moments)),
                (1, "enum", [0, *[4, 0] * (len(pauses) // 2), 4]),
            ],
        )
    }
    if workout.samples.height:
        parts["record"] = messages(20, _record_fields(workout.samples, start, workout.more.get("columns", {})))
    if workout.sets:
        parts["set"] = _sets(workout, start)
    if workout.laps:
        parts["lap"] = messages(
            19,
            [
                (253, "uint32", [start + lap.start_time_s + lap.elapsed_time_s for lap in workout.laps]),
                (0, "enum", [9] * len(workout.laps)),
                (1, "enum", [1] * len(workout.laps)),
                (2, "uint32", [start + lap.start_time_s for lap in workout.laps]),
                (7, "uint32", [1000 * lap.elapsed_time_s for lap in workout.laps]),
                (8, "uint32", [1000 * lap.elapsed_time_s for lap in workout.laps]),
                (9, "uint32", [_times(lap.distance_m, 100) for lap in workout.laps]),
                (15, "uint8", [lap.mean_heartrate_bpm for lap in workout.laps]),
            ],
        )
    sport, sub_sport = SPORTS[workout.sport_type]
    if "sport" in workout.more:
        sport, sub_sport = workout.more["sport"]
    elif workout.is_trainer:
        sport, sub_sport = INDOORS.get(workout.sport_type, (sport, sub_sport))
    session: list[Field] = [
        (254, "uint16", [number]),
        (253, "uint32", [end]),
        (0, "enum", [8]),
        (1, "enum", [1]),
        (2, "uint32", [start]),
        (5, "enum", [sport]),
        (6, "enum", [sub_sport]),
        (7, "uint32", [1000 * workout.elapsed_time_s]),
        (8, "uint32", [1000 * workout.moving_s]),
        (9, "uint32", [_times(workout.distance_m, 100)]),
        (22, "uint16", [_times(workout.elevation_gain_m, 1)]),
        *workout.more.get("session", ()),
    ]
    parts["session"] = messages(18, list({field[0]: field for field in session}.values()))
    return parts


def _record_fields(samples: pl.DataFrame, start: int, columns: dict[str, Field]) -> list[Field]:
    """The fields of the columns that hold anything."""
    fields: dict[str, Field] = {"time_s": (253, "uint32", (samples["time_s"] + start).to_list())}
    for name, (number, base, factor, addend) in _RECORD.items():
        if samples[name].null_count() < samples.height:
            fields[name] = (number, base, (samples[name] * factor + addend).round().cast(pl.Int64).to_list())
    return list({**fields, **columns}.values())


def _sets(workout: Workout, start: int) -> bytes:
    """Active sets, with a rest after each."""
    lifted = [(each, is_active) for each in workout.sets for is_active in (True, False)]
    return messages(
        225,
        [
            (254, "uint32", [start + each.start_time_s + round(each.duration_s) for each, _ in lifted]),
            (0, "uint32", [_times(each.duration_s, 1000) for each, _ in lifted]),
            (3, "uint16", [each.reps if is_active else None for each, is_active in lifted]),
            (4, "uint16", [_times(each.weight_kg, 16) if is_active else None for each, is_active in lifted]),
            (5, "uint8", [int(is_active) for _, is_active in lifted]),
            (6, "uint32", [start + each.start_time_s for each, _ in lifted]),
            (7, "uint16", [EXERCISES.get(each.exercise or "") if is_active else None for each, is_active in lifted]),
            (10, "uint16", list(range(len(lifted)))),
        ],
    )


def _times(value: float | None, factor: float) -> int | None:
    return None if value is None else round(value * factor)
