"""Laps and kilometre splits, and the means and sums that they share with the summary."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flows.synthetic_athlete.sensors import Recording

Json = dict[str, Any]

Z = "%Y-%m-%dT%H:%M:%SZ"
LONGEST_STEP_S = 10  # a longer gap between samples is a pause


def mean_present(column: NDArray[Any]) -> float:
    """Mean of the values above zero: a heart rate of 0 is a drop-out, a cadence of 0 a stop."""
    present = column[column > 0]
    return round(float(present.mean()), 1) if len(present) else 0.0


def moving_seconds(recording: Recording) -> int:
    """Seconds that end in a moving sample and are no pause."""
    passed = np.diff(recording.time_s, prepend=recording.time_s[:1])
    moving = passed <= LONGEST_STEP_S
    if recording.is_moving is not None:
        moving &= recording.is_moving
    return int(passed[moving].sum())


def by_button_or_kilometre(shown: Json, recording: Recording, laps_at: list[int]) -> list[Json]:
    """Laps of the detail: one per press of the button (seconds since the start), else one per kilometre."""
    assert recording.distance_dm is not None  # noqa: S101 - the caller looked
    if laps_at:
        borders = np.searchsorted(recording.time_s, laps_at)
    else:
        borders = np.searchsorted(recording.distance_dm, np.arange(10_000, recording.distance_dm[-1], 10_000))
    last = len(recording) - 1
    edges = np.unique(np.concatenate([[0], borders[(borders > 0) & (borders < last)], [last]]))
    start_at = datetime.strptime(shown["start_date"], Z)
    local_start_at = datetime.strptime(shown["start_date_local"], Z)
    found: list[Json] = []
    for number, (first, end) in enumerate(pairwise(edges), start=1):
        begun = timedelta(seconds=int(recording.time_s[first]))
        found.append(
            {
                "id": shown["id"] * 1000 + number,
                "resource_state": 2,
                "name": f"Lap {number}",
                "activity": {"id": shown["id"], "visibility": shown["visibility"], "resource_state": 1},
                "athlete": shown["athlete"],
                "start_date": (start_at + begun).strftime(Z),
                "start_date_local": (local_start_at + begun).strftime(Z),
                "start_index": int(first),
                "end_index": int(end),
                "lap_index": number,
                "split": number,
                "device_watts": "device_watts" in shown,
                **_stretch(recording, int(first), int(end)),
            }
        )
    return found


def _stretch(recording: Recording, first: int, end: int) -> Json:
    assert recording.distance_dm is not None  # noqa: S101
    assert recording.speed_mmps is not None  # noqa: S101
    distance = float((int(recording.distance_dm[end]) - int(recording.distance_dm[first])) / 10)
    part = slice(first, end + 1)
    passed = np.diff(recording.time_s[part])
    moving = passed <= LONGEST_STEP_S
    if recording.is_moving is not None:
        moving &= recording.is_moving[first + 1 : end + 1]
    moving_s = int(passed[moving].sum())
    found: Json = {
        "elapsed_time": int(recording.time_s[end] - recording.time_s[first]),
        "moving_time": moving_s,
        "distance": distance,
        "average_speed": round(distance / moving_s, 2) if moving_s else 0,
        "max_speed": float(recording.speed_mmps[part].max() / 1000),
    }
    if recording.altitude_dm is not None:
        rises = np.clip(np.diff(recording.altitude_dm[part]), 0, None)
        found["total_elevation_gain"] = round(float(rises.sum()) / 10, 1)
    if recording.heartrate_bpm is not None:
        found["average_heartrate"] = mean_present(recording.heartrate_bpm[part])
        found["max_heartrate"] = float(recording.heartrate_bpm[part].max())
    if recording.cadence_rpm is not None:
        found["average_cadence"] = mean_present(recording.cadence_rpm[part])
    return found


def kilometre_splits(recording: Recording) -> list[Json]:
    """`splits_metric` of the detail."""
    assert recording.distance_dm is not None  # noqa: S101
    last = len(recording) - 1
    borders = np.searchsorted(recording.distance_dm, np.arange(10_000, recording.distance_dm[-1], 10_000))
    edges = np.unique(np.concatenate([[0], borders, [last]]))
    splits: list[Json] = []
    for number, (first, end) in enumerate(pairwise(edges), start=1):
        stretch = _stretch(recording, int(first), int(end))
        rise = 0.0
        if recording.altitude_dm is not None:
            rise = round(float(int(recording.altitude_dm[end]) - int(recording.altitude_dm[first])) / 10, 1)
        split = {key: stretch[key] for key in ("distance", "elapsed_time", "moving_time", "average_speed")}
        if "average_heartrate" in stretch:
            split["average_heartrate"] = stretch["average_heartrate"]
        splits.append({**split, "elevation_difference": rise, "split": number, "pace_zone": 0})
    return splits
