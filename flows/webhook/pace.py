"""When a sync is due after events: soon, but never often."""

from collections import deque
from datetime import datetime, timedelta
from threading import Lock

#: An upload, its title and its privacy come within seconds of each other: one sync is enough for them.
QUIET = timedelta(seconds=20)
#: Two syncs are at least so far apart …
GAP = timedelta(minutes=15)
#: … and so many in any 24 hours, however many events come: at two calls for the listing and ten for suspects, less than
#: a third of the 1,000 calls that Strava gives a new application in a day.
MOST_A_DAY = 24
DAY = timedelta(days=1)


class Pace:
    """Turns events into times of syncs. Looks at no clock; safe between threads."""

    def __init__(self) -> None:
        self._first: datetime | None = None
        self._last: datetime | None = None
        self._not_before: datetime | None = None
        self._begun: deque[datetime] = deque(maxlen=MOST_A_DAY)
        self._lock = Lock()

    def heard(self, at: datetime) -> None:
        """An event came."""
        with self._lock:
            self._first = self._first or at
            self._last = at

    def hold(self, until: datetime) -> None:
        """No sync is due before, as there are no calls left."""
        with self._lock:
            self._not_before = until

    def begun(self, at: datetime) -> None:
        """A sync began: what has been heard so far is dealt with."""
        with self._lock:
            self._first = self._last = self._not_before = None
            self._begun.append(at)

    @property
    def due_at(self) -> datetime | None:
        """When the next sync is due; None while nothing has been heard."""
        with self._lock:
            if self._first is None or self._last is None:
                return None
            # A stream of events that never pauses shall not put it off for ever.
            times = [min(self._last + QUIET, self._first + GAP)]
            if self._begun:
                times.append(self._begun[-1] + GAP)
            if len(self._begun) == MOST_A_DAY:
                times.append(self._begun[0] + DAY)
            if self._not_before is not None:
                times.append(self._not_before)
            return max(times)
