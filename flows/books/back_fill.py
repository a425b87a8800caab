"""The back-fill: what it still needs, and when it will be done."""

from datetime import datetime, timedelta

import polars as pl


def calls_needed(waiting: pl.DataFrame) -> int:
    """Calls for what is still to be fetched: detail, streams, or both of each activity."""
    return int(waiting.select(pl.col("needs_detail").sum() + pl.col("needs_streams").sum()).item())


def done_at(now: datetime, calls: int, left_today: int, a_day: int) -> datetime | None:
    """When the last of `calls` will have been made, to the day; None when nothing is left.

    At one run a UTC day that uses all the calls there are: `a_day` is what the day's limit leaves to the back-fill
    after the listing and the like, `left_today` what is left of today.
    """
    if not calls:
        return None
    today = min(left_today, a_day)
    if calls <= today:
        return now
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return midnight + timedelta(days=(calls - today - 1) // max(1, a_day))
