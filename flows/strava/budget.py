"""How many calls may still be made: Strava's limits, kept by ourselves.

Strava counts per application, in a 15-minute window that starts at :00, :15, :30 and :45 and in a day that starts at
midnight UTC; it keeps one count for reads and one for all calls, and a call over the limit still counts. So the budget
counts every call before it is sent and stops one short of too many. Nothing here looks at a clock or sleeps: the time
comes in as an argument, and whoever asks for a call decides whether to wait.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, Literal, Self

from flows.errors import FivefoldError

Limit = Literal["15 minutes", "day", "max calls"]

# Shortest first, in the order of the two numbers in Strava's headers ("100,1000").
WINDOWS: tuple[tuple[Limit, timedelta], ...] = (("15 minutes", timedelta(minutes=15)), ("day", timedelta(days=1)))

# What Strava grants a new application; the headers of the first answer correct it.
FIRST_LIMITS = {"read": [100, 1000], "overall": [200, 2000]}
HEADERS = {"read": "x-readratelimit", "overall": "x-ratelimit"}


class BudgetSpent(FivefoldError):
    """No call is left. Not a failure: the run keeps what it has and ends with exit code 0."""

    exit_code = 0

    def __init__(self, limit: Limit, resumes_at: datetime | None) -> None:
        super().__init__(limit, resumes_at)
        self.limit: Limit = limit
        """Which limit it was."""
        self.resumes_at = resumes_at
        """When calls are allowed again, UTC; None when only the caller's own cap was reached."""

    @property
    def is_brief(self) -> bool:
        """Whether a quarter of an hour is enough to wait."""
        return self.limit == WINDOWS[0][0]

    def __str__(self) -> str:
        if self.resumes_at is None:
            return "The calls allowed for this run are used up. Carry on with: fivefold sync"
        return (
            f"Strava's limit per {self.limit} is used up. Carry on from {self.resumes_at:%Y-%m-%d %H:%M} UTC "
            "with: fivefold sync"
        )


class CallBudget:
    """Counts read calls against Strava's limits and an optional cap of one's own. Safe to share between threads.

    For each call: `spend` before sending, `settle` after the answer (or its absence).
    """

    def __init__(self, max_calls: int | None = None) -> None:
        self._max_calls = max_calls
        self._limits = {count: list(limits) for count, limits in FIRST_LIMITS.items()}
        self._used = {count: [0, 0] for count in FIRST_LIMITS}
        self._starts: list[datetime | None] = [None, None]
        self._in_flight = 0
        self._calls = 0
        self._lock = Lock()

    @property
    def calls(self) -> int:
        """Calls made with this budget, retries included."""
        return self._calls

    def spend(self, now: datetime) -> None:
        """Take one call, or raise `BudgetSpent` if that would go over a limit."""
        with self._lock:
            self._roll(now)
            if self._max_calls is not None and self._calls >= self._max_calls:
                raise BudgetSpent("max calls", None)
            # The day first: when both are used up, the day is what one has to wait for.
            for window in (1, 0):
                if any(self._used[count][window] >= self._limits[count][window] for count in self._used):
                    name, length = WINDOWS[window]
                    raise BudgetSpent(name, _start(now, length) + length)
            self._calls += 1
            self._in_flight += 1
            for used in self._used.values():
                used[0] += 1
                used[1] += 1

    def settle(self, headers: Mapping[str, str], sent_at: datetime, now: datetime) -> None:
        """Learn limits and use from an answer's headers; without them our own count stands.

        The headers cannot know of calls that are still under way, so those are added to Strava's number: it may come
        out a few too high, never too low. Use that belongs to a window that has passed meanwhile is not carried over.
        """
        lowered = {name.lower(): value for name, value in headers.items()}
        with self._lock:
            self._roll(now)
            self._in_flight -= 1
            for count, prefix in HEADERS.items():
                if limits := _two_numbers(lowered.get(f"{prefix}-limit")):
                    self._limits[count] = limits
                if usage := _two_numbers(lowered.get(f"{prefix}-usage")):
                    for window, (_, length) in enumerate(WINDOWS):
                        if _start(sent_at, length) == self._starts[window]:
                            seen = usage[window] + self._in_flight
                            self._used[count][window] = max(self._used[count][window], seen)

    def exhaust(self, sent_at: datetime, now: datetime) -> None:
        """Strava answered 429: nothing is left in the window the call was sent in.

        `settle` comes first. If the headers did not show which limit it was, take it to be the short one: the next
        window is tried and Strava asked again.
        """
        with self._lock:
            self._roll(now)
            length = WINDOWS[0][1]
            day_is_spent = any(self._used[count][1] >= self._limits[count][1] for count in self._used)
            if not day_is_spent and _start(sent_at, length) == self._starts[0]:
                self._used["read"][0] = max(self._used["read"][0], self._limits["read"][0])

    def left(self, now: datetime) -> tuple[int, int]:
        """Calls left in this 15-minute window and in this day (UTC), by Strava's limits alone."""
        with self._lock:
            self._roll(now)
            short, day = (
                max(0, min(self._limits[count][window] - self._used[count][window] for count in self._used))
                for window in (0, 1)
            )
            return min(short, day), day

    def at_once(self, now: datetime) -> int:
        """Calls that may be made before anything has to be waited for: by Strava's limits and by this run's own cap."""
        short, _ = self.left(now)
        return short if self._max_calls is None else min(short, self._max_calls - self._calls)

    @property
    def per_day(self) -> int:
        """Strava's limit of reads in a UTC day, as far as it has said."""
        return min(limits[1] for limits in self._limits.values())

    def state(self) -> dict[str, Any]:
        """What the next run must know, ready for JSON. The cap on this run's calls is not part of it."""
        with self._lock:
            return {
                "limits": {count: list(limits) for count, limits in self._limits.items()},
                "used": {count: list(used) for count, used in self._used.items()},
                "window_starts": [start and start.isoformat() for start in self._starts],
            }

    @classmethod
    def from_state(cls, state: Mapping[str, Any] | None, max_calls: int | None = None) -> Self:
        """Carry on from what `state` said at the end of the last run; None starts afresh."""
        budget = cls(max_calls)
        if state:
            budget._limits = {count: list(state["limits"][count]) for count in FIRST_LIMITS}
            budget._used = {count: list(state["used"][count]) for count in FIRST_LIMITS}
            budget._starts = [start and datetime.fromisoformat(start) for start in state["window_starts"]]
        return budget

    def _roll(self, now: datetime) -> None:
        """Begin at zero in each window that `now` has entered."""
        for window, (_, length) in enumerate(WINDOWS):
            start = _start(now, length)
            if start != self._starts[window]:
                self._starts[window] = start
                for used in self._used.values():
                    used[window] = 0


def _start(at: datetime, length: timedelta) -> datetime:
    """The start of the natural window that holds `at`."""
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + (at - midnight) // length * length


def _two_numbers(value: str | None) -> list[int] | None:
    """Strava's `short,day` header value; None if it is not there or not of that form."""
    parts = (value or "").split(",")
    # 9 digits are far above any limit, and keep an absurd header from becoming an absurd number.
    if len(parts) == 2 and all(part.strip().isdecimal() and len(part) < 10 for part in parts):
        return [int(part) for part in parts]
    return None
