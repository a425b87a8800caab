"""Single values of a FIT file's messages, whatever a broken file puts in them."""

from datetime import UTC, datetime
from typing import Any

from schemas.bounds import LATEST

#: FIT's clock counts seconds since 1989-12-31; what is below this number of them is the time since the device was
#: switched on, by a device that does not know the date: until 1998-07-03.
FIRST_S = 631_065_600 + 0x1000_0000
LAST_S = int(LATEST.timestamp())
Message = dict[Any, Any]


def number(message: Message, name: str, low: float = float("-inf"), high: float = float("inf")) -> float | None:
    """A field's number; None where there is none from `low` to `high`."""
    value = first(message.get(name))
    return float(value) if isinstance(value, int | float) and low <= value <= high else None


def word(message: Message, name: str) -> str | None:
    """A field's text; None where there is none."""
    value = first(message.get(name))
    return value.strip() or None if isinstance(value, str) else None


def label(message: Message, name: str) -> str | None:
    """A field's word, or the number of one that the decoder does not know; None where there is neither."""
    value = first(message.get(name))
    return str(value) if isinstance(value, int | str) else None


def moment(message: Message, name: str) -> datetime | None:
    """A field's time; None for what no clock that was set can have told."""
    seconds = number(message, name, FIRST_S, LAST_S)
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def first(value: Any) -> Any:
    """The first of a list, None of an empty one; anything else as it is."""
    return (value[0] if value else None) if isinstance(value, list | tuple) else value
