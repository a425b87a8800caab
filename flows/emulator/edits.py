"""What an athlete does to an activity on the website, and all that changes with it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import fmean
from typing import Any

Json = dict[str, Any]

#: Measures that a record may show, each from its stream.
OF_STREAM: dict[str, tuple[str, Callable[[list[float]], float]]] = {
    "max_speed": ("velocity_smooth", max),
    "average_heartrate": ("heartrate", fmean),
    "max_heartrate": ("heartrate", max),
    "average_cadence": ("cadence", fmean),
    "average_temp": ("temp", fmean),
    "average_watts": ("watts", fmean),
    "max_watts": ("watts", max),
    "elev_high": ("altitude", max),
    "elev_low": ("altitude", min),
}
NOT_WORKED_OUT = ("splits_metric", "splits_standard", "best_efforts", "segment_efforts")
"""Parts of a detail that a crop leaves empty."""


def what_follows(fields: Mapping[str, Any], profile: Json) -> Json:
    """The fields of an edit, and those that go with them unless they are named themselves.

    `private` goes with `visibility`, `gear` (in the detail) with `gear_id`.
    """
    following: Json = {}
    if "visibility" in fields:
        following["private"] = fields["visibility"] == "only_me"
    if "gear_id" in fields:
        things = [*profile.get("shoes", []), *profile.get("bikes", [])]
        following["gear"] = next((thing for thing in things if thing.get("id") == fields["gear_id"]), None)
    return following | dict(fields)


def cropped(summary: Json, detail: Json, streams: Json, start_s: int, end_s: int | None) -> tuple[Json, Json, Json]:
    """Summary, detail and streams from `start_s` to `end_s` of the stream's clock, made to fit each other.

    Streams and laps begin at zero again and the start moves. Raises ValueError if fewer than two samples are left.
    """
    time = streams["time"]["data"]
    kept = [index for index, at in enumerate(time) if at >= start_s and (end_s is None or at <= end_s)]
    if len(kept) < 2:
        raise ValueError("a crop leaves two samples at least")
    first_s = time[kept[0]]
    data = _part({key: stream["data"] for key, stream in streams.items()}, kept)
    changed = _totals(data) | _starts(summary, first_s)
    laps = [_lap(lap, summary, data, first_s) for lap in detail.get("laps", [])]
    left = [lap | {"lap_index": number} for number, lap in enumerate(filter(None, laps), start=1)]
    return (
        summary | _known(changed, summary),
        detail | _known(changed, detail) | _known({name: [] for name in NOT_WORKED_OUT}, detail) | {"laps": left},
        {key: streams[key] | {"data": array, "original_size": len(array)} for key, array in data.items()},
    )


def _part(data: Json, indices: list[int]) -> Json:
    """The samples from the first to the last of `indices`; time and distance begin at zero."""
    part = {key: array[indices[0] : indices[-1] + 1] for key, array in data.items()}
    for key in ("time", "distance"):
        if key in part:
            part[key] = [round(value - part[key][0], 1) for value in part[key]]
    return part


def _totals(data: Json) -> Json:
    """What a record says of these samples."""
    steps = [later - earlier for earlier, later in pairwise(data["time"])]
    in_motion = data["moving"][1:] if "moving" in data else steps
    moving = sum(step for step, is_moving in zip(steps, in_motion, strict=True) if is_moving)
    climbs = [later - earlier for earlier, later in pairwise(data.get("altitude", []))]
    where: list[Any] = [point for point in data.get("latlng", []) if point] or [[]]
    totals: Json = {
        "elapsed_time": data["time"][-1],
        "moving_time": moving,
        "total_elevation_gain": round(sum(climb for climb in climbs if climb > 0), 1),
        "start_latlng": where[0],
        "end_latlng": where[-1],
    }
    if "distance" in data:
        totals |= {
            "distance": data["distance"][-1],
            "average_speed": round(data["distance"][-1] / moving, 3) if moving else 0,
        }
    for name, (key, measure) in OF_STREAM.items():
        if values := [value for value in data.get(key, []) if value]:
            totals[name] = round(measure(values), 1)
    return totals


def _lap(lap: Json, whole: Json, data: Json, first_s: int) -> Json | None:
    """What is left of a lap of the activity `whole` in the samples kept, which began at `first_s`; None if nothing."""
    began_s = _seconds(lap["start_date"], whole["start_date"]) - first_s
    indices = [index for index, at in enumerate(data["time"]) if began_s <= at <= began_s + lap["elapsed_time"]]
    if len(indices) < 2:
        return None
    changed = _totals(_part(data, indices)) | _starts(whole, first_s + data["time"][indices[0]])
    return lap | _known(changed, lap) | {"start_index": indices[0], "end_index": indices[-1]}


def _known(changed: Json, record: Json) -> Json:
    """Those of the changed fields that the record has."""
    return {name: value for name, value in changed.items() if name in record}


def _starts(record: Json, seconds: int) -> Json:
    """The record's start, UTC and on the wall clock, so much later."""
    return {
        name: (datetime.fromisoformat(record[name]) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
        for name in ("start_date", "start_date_local")
    }


def _seconds(instant: str, since: str) -> int:
    return round((datetime.fromisoformat(instant) - datetime.fromisoformat(since)).total_seconds())
