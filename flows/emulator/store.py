"""The athlete whom the server serves: a profile, zones and activities, serialised once and editable."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import orjson

from flows.emulator.edits import cropped, what_follows


class Recorded(Protocol):
    """An activity in the API's shapes; `streams_json` is None for one without streams."""

    @property
    def activity_id(self) -> int:
        """The activity's id."""

    @property
    def summary(self) -> dict[str, Any]:
        """The record that the listing shows."""

    @property
    def detail(self) -> dict[str, Any]:
        """What `/activities/{id}` answers."""

    @property
    def streams_json(self) -> bytes | None:
        """What the streams call answers with `key_by_type`, or None."""


@dataclass(frozen=True)
class PlainActivity:
    """An activity made of plain dictionaries."""

    summary: dict[str, Any]
    detail: dict[str, Any]
    streams: dict[str, Any] | None = None

    @property
    def activity_id(self) -> int:
        """The activity's id."""
        return int(self.summary["id"])

    @property
    def streams_json(self) -> bytes | None:
        """The streams as the API sends them with `key_by_type`."""
        return None if self.streams is None else orjson.dumps(self.streams)


@dataclass(frozen=True)
class Entry:
    """One activity ready to be sent."""

    recorded: Recorded
    start_s: float
    is_hidden: bool
    summary_json: bytes
    detail_json: bytes

    @property
    def activity_id(self) -> int:
        """The activity's id."""
        return self.recorded.activity_id


@dataclass(frozen=True)
class _Edited:
    activity_id: int
    summary: dict[str, Any]
    detail: dict[str, Any]
    unedited: Recorded

    @property
    def streams_json(self) -> bytes | None:
        return self.unedited.streams_json


def _entry(recorded: Recorded) -> Entry:
    summary = recorded.summary
    return Entry(
        recorded,
        start_s=datetime.fromisoformat(summary["start_date"]).timestamp(),
        is_hidden=summary.get("visibility") == "only_me" or summary.get("private") is True,
        summary_json=orjson.dumps(summary),
        detail_json=orjson.dumps(recorded.detail),
    )


class Store:
    """One athlete's data. Changes replace whole snapshots: a reader in another thread never sees half of one."""

    def __init__(self, profile: dict[str, Any], zones: dict[str, Any]) -> None:
        self.profile = profile
        self.zones = zones
        self._change = threading.Lock()
        self._by_id: dict[int, Entry] = {}
        self._deleted: dict[int, Entry] = {}
        self._newest_first: tuple[Entry, ...] = ()

    @classmethod
    def of(cls, profile: dict[str, Any], zones: dict[str, Any], activities: Iterable[Recorded] = ()) -> "Store":
        """A store filled with an athlete; the dictionaries are read, never changed."""
        store = cls(profile, zones)
        store._replace({activity.activity_id: _entry(activity) for activity in activities})
        return store

    def newest_first(self) -> tuple[Entry, ...]:
        """Every activity, the latest start first."""
        return self._newest_first

    def get(self, activity_id: int) -> Entry | None:
        """The activity with this id, or None."""
        return self._by_id.get(activity_id)

    def put(self, activity: Recorded) -> None:
        """Add an activity, or replace the one with its id."""
        with self._change:
            self._replace({**self._by_id, activity.activity_id: _entry(activity)})

    def edit(self, activity_id: int, fields: Mapping[str, Any]) -> None:
        """Change fields as the athlete would: in the detail, and in the summary where the summary shows them.

        Raises KeyError for an unknown activity.
        """
        with self._change:
            before = self._by_id[activity_id].recorded
            changed = what_follows(fields, self.profile)
            shown = {name: value for name, value in changed.items() if name in before.summary}
            after = _Edited(activity_id, before.summary | shown, before.detail | changed, before)
            self._replace({**self._by_id, activity_id: _entry(after)})

    def crop(self, activity_id: int, start_s: int = 0, end_s: int | None = None) -> None:
        """Cut off what lies before `start_s` and after `end_s` on the stream's clock.

        Raises KeyError for an unknown activity, ValueError for one without streams or if next to nothing would be left.
        """
        with self._change:
            before = self._by_id[activity_id].recorded
            if before.streams_json is None:
                raise ValueError("an activity without streams cannot be cropped")
            parts = cropped(before.summary, before.detail, orjson.loads(before.streams_json), start_s, end_s)
            self._replace({**self._by_id, activity_id: _entry(PlainActivity(*parts))})

    def delete(self, activity_id: int) -> None:
        """Remove an activity. Raises KeyError for an unknown one."""
        with self._change:
            rest = dict(self._by_id)
            self._deleted[activity_id] = rest.pop(activity_id)
            self._replace(rest)

    def restore(self, activity_id: int) -> None:
        """Bring back a removed activity as it was, byte for byte. Raises KeyError if none with this id was removed."""
        with self._change:
            self._replace({**self._by_id, activity_id: self._deleted.pop(activity_id)})

    def _replace(self, entries: dict[int, Entry]) -> None:
        self._newest_first = tuple(sorted(entries.values(), key=lambda e: (e.start_s, e.activity_id), reverse=True))
        self._by_id = entries
