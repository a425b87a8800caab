"""When something began that somebody tells of."""

from datetime import date, datetime, time, timedelta

#: Where only the day is told.
NOON = time(12)


def began(now: datetime, minutes: float, day: date | None, clock: time | None) -> datetime:
    """The start as this machine's wall clock says it, with its offset.

    Without a time, what is told of today ends `now`, and what is told of another day began at noon.
    """
    local_now = now.astimezone()
    if clock is None and day in (None, local_now.date()):
        minutes_before = timedelta(minutes=min(max(minutes, 0), 1440))
        return (now - minutes_before).astimezone().replace(microsecond=0)
    # Not the offset of now: that of the day itself, which may have had summer time.
    return datetime.combine(day or local_now.date(), clock or NOON).astimezone()
