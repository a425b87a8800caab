"""One synthetic life for all tests of the synthetic athlete: a calendar year of seed 0, built once per process."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

import numpy as np
import orjson

from flows.synthetic_athlete import Life, RecordedActivity, live

UNTIL = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)


@cache
def year() -> Life:
    return live(0, UNTIL, years=1)


def truths() -> dict[int, dict[str, Any]]:
    return {entry["activity_id"]: entry for entry in year().truth["activities"]}


def with_truth() -> list[tuple[RecordedActivity, dict[str, Any]]]:
    return list(zip(year().activities, year().truth["activities"], strict=True))


def of_scenario(prefix: str) -> list[tuple[RecordedActivity, dict[str, Any]]]:
    found = [(activity, entry) for activity, entry in with_truth() if entry["scenario"].startswith(prefix)]
    assert found, f"nobody did a {prefix} in this year"
    return found


def streams(activity: RecordedActivity) -> dict[str, np.ndarray]:
    """The streams answer as arrays; a missing position is a pair of NaN."""
    return _decoded(activity.activity_id)


@cache
def _decoded(activity_id: int) -> dict[str, np.ndarray]:
    body = next(activity for activity in year().activities if activity.activity_id == activity_id).streams_json
    assert body is not None
    nowhere = [float("nan")] * 2
    return {
        key: np.array([pair or nowhere for pair in stream["data"]] if key == "latlng" else stream["data"])
        for key, stream in orjson.loads(body).items()
    }
