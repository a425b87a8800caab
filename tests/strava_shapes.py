"""Hand-made athletes in the API's shapes, for tests that need a tiny one.

`activity(...)` makes an activity whose summary, detail and streams agree; `athlete_store(...)` a store of several.
Keyword arguments go into the record as they are; `ABSENT` removes a key, as Strava leaves keys out.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from flows.emulator.store import PlainActivity, Store

ATHLETE_ID = 9_000_000_001
ABSENT: Final = object()
START = datetime(2026, 5, 4, 6, 30, tzinfo=UTC)


def profile(**fields: Any) -> dict[str, Any]:
    """A detailed athlete."""
    return _with(
        {
            "id": ATHLETE_ID,
            "username": None,
            "resource_state": 3,
            "firstname": "Synthetic",
            "lastname": "Runner",
            "city": "Helsinki",
            "country": "Finland",
            "sex": "F",
            "premium": True,
            "created_at": "2019-03-01T10:00:00Z",
            "updated_at": "2026-05-01T10:00:00Z",
            "measurement_preference": "meters",
            "weight": 58.0,
            "ftp": None,
            "clubs": [],
            "bikes": [],
            "shoes": [{"id": "g777", "primary": True, "name": "Everyday", "resource_state": 2, "distance": 412_000}],
        },
        fields,
    )


def zones(*bounds: int) -> dict[str, Any]:
    """Heart-rate zones split at `bounds`; the top one ends at -1."""
    edges = [0, *(bounds or (125, 145, 160, 175)), -1]
    buckets = [{"min": low, "max": high} for low, high in pairwise(edges)]
    return {"heart_rate": {"custom_zones": bool(bounds), "zones": buckets}}


def summary(activity_id: int = 12_000_000_001, start: datetime = START, **fields: Any) -> dict[str, Any]:
    """A run's summary as the listing shows it: `start` is UTC, `start_date_local` carries the false Z."""
    utc_offset = int(fields.get("utc_offset", 10_800))
    local = start + timedelta(seconds=utc_offset)
    distance = fields.get("distance", 8_000.4)
    moving_time = fields.get("moving_time", 2_700)
    speed = round(distance / moving_time, 3) if isinstance(distance, int | float) and moving_time else 0
    return _with(
        {
            "resource_state": 2,
            "athlete": {"id": ATHLETE_ID, "resource_state": 1},
            "name": "Morning Run",
            "distance": distance,
            "moving_time": moving_time,
            "elapsed_time": 2_760,
            "total_elevation_gain": 42,
            "type": "Run",
            "sport_type": "Run",
            "workout_type": None,
            "id": activity_id,
            "start_date": _z(start),
            "start_date_local": _z(local),
            "timezone": "(GMT+02:00) Europe/Helsinki",
            "utc_offset": float(utc_offset),
            "location_city": None,
            "location_state": None,
            "location_country": None,
            "achievement_count": 0,
            "kudos_count": 3,
            "comment_count": 0,
            "athlete_count": 1,
            "photo_count": 0,
            "map": {"id": f"a{activity_id}", "summary_polyline": "", "resource_state": 2},
            "trainer": False,
            "commute": False,
            "manual": False,
            "private": False,
            "visibility": "everyone",
            "flagged": False,
            "gear_id": "g777",
            "start_latlng": [60.17, 24.94],
            "end_latlng": [60.17, 24.94],
            "average_speed": speed,
            "max_speed": 4.4,
            "average_cadence": 82.1,
            "average_temp": 14,
            "has_heartrate": True,
            "average_heartrate": 141.3,
            "max_heartrate": 158,
            "heartrate_opt_out": False,
            "display_hide_heartrate_option": True,
            "elev_high": 31.2,
            "elev_low": 4.8,
            "upload_id": activity_id + 1_000_000,
            "upload_id_str": str(activity_id + 1_000_000),
            "external_id": f"garmin_ping_{activity_id}",
            "from_accepted_tag": False,
            "pr_count": 0,
            "total_photo_count": 0,
            "has_kudoed": False,
            "suffer_score": 31,
        },
        fields,
    )


def detail(of: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The detail of the activity whose summary is `of`."""
    lap = {
        "id": of["id"] * 10 + 1,
        "resource_state": 2,
        "name": "Lap 1",
        "lap_index": 1,
        "split": 1,
        "start_index": 0,
        "end_index": 100,
        **{key: of.get(key) for key in ("distance", "moving_time", "elapsed_time", "start_date", "start_date_local")},
        "total_elevation_gain": of.get("total_elevation_gain"),
        "average_speed": of.get("average_speed"),
        "max_speed": of.get("max_speed"),
    }
    return _with(
        of
        | {
            "resource_state": 3,
            "description": None,
            "calories": 520.0,
            "perceived_exertion": None,
            "prefer_perceived_exertion": False,
            "private_note": "",
            "device_name": "Garmin Forerunner 965",
            "embed_token": "0" * 40,
            "gear": {"id": "g777", "primary": True, "name": "Everyday", "resource_state": 2, "distance": 412_000},
            "splits_metric": [],
            "splits_standard": [],
            "laps": [lap],
            "segment_efforts": [],
            "best_efforts": [],
            "hide_from_home": False,
        },
        fields,
    )


def streams(samples: int = 120, speed_mps: float = 3.0, **arrays: Any) -> dict[str, Any]:
    """Streams at 1 Hz with every key, as `key_by_type` returns them; a keyword replaces an array or removes it."""
    every = range(samples)
    data = _with(
        {
            "time": list(every),
            "distance": [round(second * speed_mps, 1) for second in every],
            "latlng": [[60.17 + second * speed_mps * 9e-6, 24.94] for second in every],
            "altitude": [round(10 + (second // 20) * 0.2, 1) for second in every],
            "velocity_smooth": [speed_mps for _ in every],
            "heartrate": [140 for _ in every],
            "cadence": [82 for _ in every],
            "temp": [14 for _ in every],
            "moving": [True for _ in every],
            "grade_smooth": [0.0 for _ in every],
        },
        arrays,
    )
    return {
        key: {"data": array, "series_type": "distance", "original_size": len(array), "resolution": "high"}
        for key, array in data.items()
    }


def activity(
    activity_id: int = 12_000_000_001,
    start: datetime = START,
    *,
    description: str | None = None,
    detail_fields: dict[str, Any] | None = None,
    streams_of: dict[str, Any] | None = None,
    has_streams: bool = True,
    **fields: Any,
) -> PlainActivity:
    """A whole activity; `fields` go into the summary and, with it, into the detail."""
    shown = summary(activity_id, start, **fields)
    full = detail(shown, description=description, **(detail_fields or {}))
    return PlainActivity(shown, full, (streams_of or streams()) if has_streams else None)


def runs(count: int, first: datetime = START) -> list[PlainActivity]:
    """`count` runs, one a day, with ids that do not follow the starts, each with a few samples."""
    return [
        activity(
            12_000_000_000 + (number * 7919) % 1_000_003,
            first + timedelta(days=number),
            name=f"Run {number}",
            streams_of=streams(5),
        )
        for number in range(count)
    ]


def athlete_store(activities: Iterable[PlainActivity] = ()) -> Store:
    """A store of one athlete with these activities."""
    return Store.of(profile(), zones(), activities)


def _with(record: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in (record | fields).items() if value is not ABSENT}


def _z(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
