"""The athlete's data: one function per path of the API, each from a call to an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.datastructures import QueryParams

from flows.emulator.answer import Answer, bad_request, json_answer, missing_scope, record_not_found, resource_not_found
from flows.emulator.emulator import Emulator
from flows.emulator.grants import Grant
from flows.emulator.stats import athlete_stats
from flows.emulator.store import Entry

PER_PAGE = 30
MOST_PER_PAGE = 200
STREAM_KEYS = frozenset(
    {
        "time",
        "distance",
        "latlng",
        "altitude",
        "velocity_smooth",
        "heartrate",
        "cadence",
        "watts",
        "temp",
        "moving",
        "grade_smooth",
    }
)
ONLY_IN_FULL_PROFILE = frozenset(
    {
        "weight",
        "ftp",
        "measurement_preference",
        "date_preference",
        "follower_count",
        "friend_count",
        "clubs",
        "bikes",
        "shoes",
    }
)
"""Left out of the profile without `profile:read_all`."""


@dataclass(frozen=True)
class Call:
    """An authenticated call."""

    emulator: Emulator
    grant: Grant
    query: QueryParams
    path_id: Any = None


Handler = Callable[[Call], Answer]


def athlete(call: Call) -> Answer:
    """The athlete's profile, in full with `profile:read_all`."""
    if not call.grant.allows("read", "read_all", "profile:read_all"):
        raise missing_scope("read_permission")
    profile = call.emulator.store.profile
    if call.grant.allows("profile:read_all"):
        return json_answer({**profile, "resource_state": 3})
    public = {name: value for name, value in profile.items() if name not in ONLY_IN_FULL_PROFILE}
    return json_answer({**public, "resource_state": 2})


def listing(call: Call) -> Answer:
    """A page of summaries. Times are of the start, exclusive; the page after the last is empty."""
    after, before = _whole(call.query, "after"), _whole(call.query, "before")
    page = _whole(call.query, "page", least=1) or 1
    per_page = _whole(call.query, "per_page", least=1, most=MOST_PER_PAGE) or PER_PAGE
    switches = call.emulator.switches
    entries = [
        entry
        for entry in _visible(call)
        if (after is None or entry.start_s > after) and (before is None or entry.start_s < before)
    ]
    if switches.after_alone_oldest_first and after is not None and before is None:
        entries.reverse()
    size = max(1, per_page * 3 // 4) if switches.short_pages else per_page
    shown = entries[(page - 1) * size : page * size]
    return Answer(b"[" + b",".join([entry.summary_json for entry in shown]) + b"]")


def detail(call: Call) -> Answer:
    """One activity with description, laps and gear."""
    return Answer(_activity(call).detail_json)


def streams(call: Call) -> Answer:
    """The streams asked for, by key or as a list; an activity without streams is a 404 of its own."""
    entry = _activity(call)
    keys = frozenset(key for key in call.query.get("keys", "").split(",") if key)
    if not keys:
        raise bad_request("Stream", "keys", "missing")
    if keys - STREAM_KEYS:
        raise bad_request("Stream", "keys")
    body = entry.recorded.streams_json
    if body is None:
        raise resource_not_found()
    by_key = call.query.get("key_by_type", "").lower() in ("true", "1")
    if by_key and keys >= STREAM_KEYS:
        return Answer(body)
    chosen = {key: stream for key, stream in orjson.loads(body).items() if key in keys}
    return json_answer(chosen if by_key else [{"type": key, **stream} for key, stream in chosen.items()])


def zones(call: Call) -> Answer:
    """Heart-rate (and power) zones; the top bucket ends at -1."""
    if not call.grant.allows("profile:read_all"):
        raise missing_scope("profile:read_permission")
    return json_answer(call.emulator.store.zones)


def stats(call: Call) -> Answer:
    """Totals of what everyone may see, for the athlete's own id only."""
    if call.path_id != call.emulator.store.profile.get("id"):
        raise record_not_found("Athlete")
    summaries = [e.recorded.summary for e in call.emulator.store.newest_first() if not e.is_hidden]
    return json_answer(athlete_stats(summaries, call.emulator.clock.now()))


def gear(call: Call) -> Answer:
    """One pair of shoes or one bike of the profile."""
    profile = call.emulator.store.profile
    for thing in [*profile.get("shoes", []), *profile.get("bikes", [])]:
        if thing.get("id") == call.path_id:
            return json_answer({**thing, "resource_state": 3})
    raise record_not_found("Gear")


def _visible(call: Call) -> list[Entry]:
    if call.grant.allows("activity:read_all"):
        return list(call.emulator.store.newest_first())
    if call.grant.allows("activity:read"):
        return [entry for entry in call.emulator.store.newest_first() if not entry.is_hidden]
    raise missing_scope("activity:read_permission")


def _activity(call: Call) -> Entry:
    if not call.grant.allows("activity:read", "activity:read_all"):
        raise missing_scope("activity:read_permission")
    entry = call.emulator.store.get(call.path_id)
    if entry is None or (entry.is_hidden and not call.grant.allows("activity:read_all")):
        raise record_not_found("Activity")
    return entry


def _whole(query: QueryParams, name: str, least: int = 0, most: int = 2**53) -> int | None:
    text = query.get(name)
    if text is None or text == "":
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 17 and least <= int(text) <= most):
        raise bad_request("Activity", name)
    return int(text)
