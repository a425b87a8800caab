"""Places inside JSON records, and what can be wrong with the records of an answer."""

import re
from collections.abc import Callable
from typing import Any

STEP = re.compile(r"[^.\[\]]+")
"""A step of a path such as `laps[0].distance`."""


def chosen(body: Any, activity_id: int | None) -> list[Any]:
    """The records of a body that a rule about this activity means; None: all of them."""
    records = body if isinstance(body, list) else [body]
    found = [record for record in records if activity_id in (None, record.get("id"))]
    # Streams do not say whose they are; the rule has matched by path.
    return found if found or isinstance(body, list) else records


def put(record: Any, path: str, value: Any) -> None:
    """Put `value`, or something of another type for None, at a path; one that leads nowhere changes nothing."""

    def replace(place: Any, last: Any) -> None:
        was = place[last] if isinstance(last, int) else place.get(last)
        place[last] = _of_another_type(was) if value is None else value

    _at(record, path, replace)


def drop(record: Any, path: str) -> None:
    """Leave out what stands at a path; one that leads nowhere changes nothing."""
    _at(record, path, lambda place, last: place.pop(last))


def doubled(records: list[Any], activity_id: int | None) -> list[Any]:
    """Each record of a page that the rule means, twice in a row."""
    return [copy for record in records for copy in [record] * (1 + (activity_id in (None, record.get("id"))))]


def invented(like: dict[str, Any], page: int, size: int) -> list[dict[str, Any]]:
    """A page of records that nobody recorded, each with an id of its own."""
    first = 10**15 + page * size
    return [{**like, "id": first + number, "name": "Nobody's"} for number in range(size)]


def _at(record: Any, path: str, change: Callable[[Any, Any], object]) -> None:
    *parents, last = [int(step) if step.isdecimal() else step for step in STEP.findall(path)]
    try:
        for step in parents:
            record = record[step]
        change(record, last)
    except (KeyError, IndexError, TypeError, AttributeError):
        return


def _of_another_type(value: Any) -> Any:
    return "unexpected" if isinstance(value, dict | int | float) else {"unexpected": "object"}
