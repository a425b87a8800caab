"""What Strava says when something changes, as far as it is used: whose it is, and which activity to look at."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

import orjson

#: Ids beyond it fit into no table.
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Event:
    """One event. Nothing in it is to be believed: anybody can send one."""

    owner_id: int
    subscription_id: int
    activity_id: int | None
    """The activity that is said to have been created, changed or deleted; None: the athlete withdrew the access."""

    @classmethod
    def read(cls, body: bytes) -> Self | None:
        """The event in a request's body; None for what is none, or none that matters here."""
        try:
            sent = orjson.loads(body)
        except orjson.JSONDecodeError:
            return None
        match sent:
            case {"object_type": "activity", "aspect_type": "create" | "update" | "delete", "object_id": activity_id}:
                ids = [activity_id]
            case {"object_type": "athlete", "aspect_type": "update", "updates": {"authorized": "false"}}:
                ids = []
            case _:
                return None
        ids = [sent.get("owner_id"), sent.get("subscription_id"), *ids]
        return cls(*ids, *[None] * (3 - len(ids))) if all(map(is_id, ids)) else None


@dataclass(frozen=True, slots=True)
class Kept:
    """An event as it waits for the next sync."""

    athlete_id: int
    activity_id: int | None
    received_at: datetime

    def line(self) -> bytes:
        """As a line of JSON."""
        return orjson.dumps(asdict(self), option=orjson.OPT_APPEND_NEWLINE)

    @classmethod
    def of(cls, line: bytes) -> Self | None:
        """From such a line; None for what is none, as a file can be edited by hand or be cut off."""
        try:
            stored = orjson.loads(line)
            athlete_id, activity_id = stored["athlete_id"], stored["activity_id"]
            received_at = datetime.fromisoformat(stored["received_at"])
        except (ValueError, KeyError, TypeError):
            return None
        is_whole = is_id(athlete_id) and (activity_id is None or is_id(activity_id)) and received_at.tzinfo is not None
        return cls(athlete_id, activity_id, received_at) if is_whole else None


def is_id(value: Any) -> bool:
    """Whether it is a number that can be an id."""
    return type(value) is int and 0 < value <= LARGEST_ID
