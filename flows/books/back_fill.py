"""The back-fill: what it still needs, and when it will be done."""

from datetime import datetime, timedelta

import polars as pl


def calls_needed(waiting: pl.DataFrame) -> int:
    """Calls for what is still to be fetched: detail, streams, or both of each activity."""
    return int(waiting["needs_detail"].sum() + waiting["needs_streams"].sum())


def done_at(now: datetime, calls: int, left_today: int, per_day: int, others_a_night: int) -> datetime | None:
    """When the last of `calls` will have been made, to the day; None when nothing is left.

    At one run a UTC day, each of which uses what the day allows (`per_day`; `left_today` for what is left of this one)
    and first spends `others_a_night` calls on the listing and the like.
    """
    if not calls:
        return None
    today = max(0, left_today - others_a_night)
    if calls <= today:
        return now
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return midnight + timedelta(days=(calls - today - 1) // max(1, per_day - others_a_night))
