"""Messages of a FIT file as the rows of a frame, whatever a broken file puts in them."""

from typing import Any

import polars as pl

from schemas.bounds import LATEST

#: FIT's clock counts seconds since 1989-12-31; what is below this number of them is the time since the device was
#: switched on, by a device that does not know the date: until 1998-07-03.
_FIRST_S = 631_065_600 + 0x1000_0000
#: A year before the century ends: by then the clock of this year's devices has long since been wrong.
_LAST_S = int(LATEST.timestamp()) - 365 * 86_400
TIME = pl.Datetime("us", "UTC")


def rows_of(messages: list[dict[Any, Any]], fields: dict[str, Any]) -> pl.DataFrame:
    """Messages as rows: columns are fields by name and type; of a list the first counts, what does not fit is null."""
    return pl.DataFrame(
        [
            pl.Series(name, [_plain(message.get(name)) for message in messages], kind, strict=False)
            for name, kind in fields.items()
        ]
    )


def time_of(seconds: pl.Expr) -> pl.Expr:
    """Seconds since 1970 as a time; null for what no clock that was set can have told."""
    believed = pl.when(seconds.is_between(_FIRST_S, _LAST_S, closed="left")).then(seconds)
    return (believed * 1e6).cast(pl.Int64).cast(TIME)


def within(value: pl.Expr, low: float, high: float) -> pl.Expr:
    """The value, or null where it is not from `low` to `high`, or no number."""
    return pl.when(value.fill_nan(None).is_between(low, high)).then(value)


def _plain(value: Any) -> Any:
    first = value[0] if isinstance(value, list | tuple) and value else value
    return first if isinstance(first, int | float | str) else None
