"""Numbers as Superset's API gives them and as SQL gives them, in one notation."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.bi.expected import SHOWN
from tests.bi.server import Superset
from tests.homes import connected

#: How Superset numbers its kinds of columns.
A_TIME = 2
Row = tuple[Any, ...]


def shown(superset: Superset, query: dict[str, Any]) -> list[list[Row]]:
    """The rows behind a chart, query by query, before they are laid out for its picture."""
    plain = query | {"queries": [one | {"post_processing": []} for one in query["queries"]]}
    results = superset.post("chart/data", plain)["result"]
    assert [result["error"] for result in results] == [None] * len(results)
    return [rows_of(result) for result in results]


def rows_of(result: dict[str, Any]) -> list[Row]:
    """A result's rows, sorted; times come as milliseconds."""
    kinds = list(zip(result["colnames"], result["coltypes"], strict=True))
    return in_order(tuple(cell(row[name], kind == A_TIME) for name, kind in kinds) for row in result["data"])


def told(copy: Path, name: str) -> list[list[Row]]:
    """The rows that SQL gives for a chart."""
    with connected(copy) as connection:
        found = [connection.execute(query).fetchall() for query in SHOWN[name]]
    return [in_order(tuple(cell(value) for value in row) for row in rows) for rows in found]


def cell(value: Any, is_time: bool = False) -> Any:
    """A value without what only its way here made of it: times to the second, nine digits of a number."""
    if is_time and value is not None:
        value = datetime.fromtimestamp(value / 1000, UTC).replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(*value.timetuple()[:6]).isoformat()
    return value if value is None or isinstance(value, str | bool) else float(f"{float(value):.9g}")


def in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: [(one is None, str(type(one)), one or 0) for one in row])
