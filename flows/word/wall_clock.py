"""When something began that somebody tells of."""

from datetime import date, datetime, time, timedelta

from flows.errors import UsageError

#: Where only the day is told.
NOON = time(12)


def began(now: datetime, minutes: float, day: date | None, clock: time | None) -> datetime:
    """The start as this machine's wall clock says it, with its offset.

    Without a time, what is told of today ends `now`, and what is told of another day began at noon. Raises `UsageError`
    for a time that never was: the clocks skipped it, or it lies at an end of the calendar.
    """
    local_now = now.astimezone()
    if clock is None and day in (None, local_now.date()):
        # In this order what is no number becomes 0.
        minutes_before = timedelta(minutes=min(max(0, minutes), 1440))
        return (now - minutes_before).astimezone().replace(microsecond=0)
    # Not the offset of now: that of the day itself, which may have had summer time.
    told = datetime.combine(day or local_now.date(), clock or NOON)
    try:
        start = told.astimezone()
    except (OverflowError, ValueError):
        start = None
    if start is None or start.replace(tzinfo=None) != told:
        raise UsageError(f"By this machine's clock there was no {told:%Y-%m-%d %H:%M}. Say another --date or --time.")
    return start
