"""How many calls may still be made: Strava's limits, kept by ourselves.

Strava counts per application, in a 15-minute window that starts at :00, :15, :30 and :45 and in a day that starts at
midnight UTC; it keeps one count for reads and one for all calls, and a call over the limit still counts. So the budget
counts every call before it is sent and stops one short of too many.

Our own calls are counted one by one. What other programs of the same application use is what Strava reports less our
own: exactly that while nothing of ours is under way, and otherwise too little by the calls that Strava had not counted
yet. So the first call in a window and the last ones go alone, whatever happens in between.

The windows are Strava's, by Strava's clock: the `Date` of each answer says how far ours is from it. Without one, ours
counts. Nothing here looks at a clock or sleeps: the time comes in as an argument, and whoever asks for a call decides
whether to wait for the next window.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Condition
from typing import Any, Literal, Self

from flows.errors import FivefoldError

Limit = Literal["15 minutes", "day", "max calls"]

# Shortest first, in the order of the two numbers in Strava's headers ("100,1000").
WINDOWS: dict[Limit, timedelta] = {"15 minutes": timedelta(minutes=15), "day": timedelta(days=1)}

# What Strava grants a new application; the headers of the first answer correct it.
FIRST_LIMITS = {"read": [100, 1000], "overall": [200, 2000]}
HEADERS = {"read": "x-readratelimit", "overall": "x-ratelimit"}

#: Two clocks agree no better than this: a call so close to the border of two windows may count in either.
GUARD = timedelta(seconds=2)
#: A `Date` is the second that Strava's clock shows.
SECOND = timedelta(seconds=1)
#: The last calls of a window go one at a time: twice as many as can be under way, so that one comes early among them
#: whose answer says what others have used. (Those of streams do not.)
LAST_ALONE = 32
#: Left to other programs once they have been seen: what they may use between an answer and our next call.
RESERVE = 5


class BudgetSpent(FivefoldError):
    """No call is left. Not a failure: the run keeps what it has and ends with exit code 0."""

    exit_code = 0

    def __init__(self, limit: Limit, resumes_at: datetime | None) -> None:
        super().__init__(limit, resumes_at)
        self.limit: Limit = limit
        """Which limit it was."""
        self.resumes_at = resumes_at
        """When calls are allowed again, UTC by our clock; None when only the caller's own cap was reached."""

    @property
    def is_brief(self) -> bool:
        """Whether a quarter of an hour is enough to wait."""
        return self.limit == "15 minutes"

    def __str__(self) -> str:
        if self.resumes_at is None:
            return "The calls allowed for this run are used up. Carry on with: fivefold sync"
        return (
            f"Strava's limit per {self.limit} is used up. Carry on from {self.resumes_at:%Y-%m-%d %H:%M} UTC "
            "with: fivefold sync"
        )


@dataclass
class Use:
    """Answered calls that count in one window."""

    own: int = 0
    """Ours; one that may count in either of two windows is in both."""
    others: dict[str, int] = field(default_factory=lambda: dict.fromkeys(HEADERS, 0))
    """Those of other programs, reads and all, as far as Strava's numbers have shown them."""


#: Which window: its kind, and its start by Strava's clock.
Window = tuple[Limit, datetime]


class CallBudget:
    """Counts read calls against Strava's limits and an optional cap of one's own. Safe to share between threads.

    For each call: `spend` before sending, `settle` after the answer (or its absence).
    """

    def __init__(self, max_calls: int | None = None) -> None:
        self._max_calls = max_calls
        self._limits = {count: list(limits) for count, limits in FIRST_LIMITS.items()}
        self._uses: defaultdict[Window, Use] = defaultdict(Use)
        self._ahead = timedelta()
        """Strava's clock less ours."""
        self._under_way = 0
        self._calls = 0
        self._settled = Condition()
        self._queue: list[object] = []

    @property
    def calls(self) -> int:
        """Calls made with this budget, retries included."""
        return self._calls

    def spend(self, now: datetime) -> None:
        """Take one call, or raise `BudgetSpent` if that would go over a limit.

        At the beginning and at the end of a window this waits until the calls under way have been answered; who came
        first goes first.
        """
        me = object()
        with self._settled:
            self._queue.append(me)
            try:
                while self._must_wait(now) or self._queue[0] is not me:
                    self._settled.wait()
                self._calls += 1
                self._under_way += 1
            finally:
                self._queue.remove(me)
                self._settled.notify_all()

    def settle(self, headers: Mapping[str, str], sent_at: datetime, now: datetime) -> None:
        """Count a call where Strava counted it, and learn limits, others' use and Strava's time from the headers."""
        lowered = {name.lower(): value for name, value in headers.items()}
        date = _instant(lowered.get("date"))
        with self._settled:
            if date and sent_at <= now:
                # Strava's clock showed that second while the call was under way. A slow answer says less than a quick
                # one, so what is known already stays as far as it agrees.
                self._ahead = min(max(self._ahead, date - now), date + SECOND - sent_at)
            handled = (date, date + SECOND) if date else (sent_at + self._ahead, now + self._ahead)
            windows = _windows(handled[0] - GUARD, handled[1] + GUARD)
            self._under_way -= 1
            for window in windows:
                self._uses[window].own += 1
            self._learn(lowered, windows)
            self._forget(now)
            self._settled.notify_all()

    def exhaust(self, sent_at: datetime) -> None:
        """Strava answered 429: nothing is left in the window the call was sent in.

        `settle` comes first. If the headers did not show which limit it was, take it to be the short one: the next
        window is tried and Strava asked again.
        """
        with self._settled:
            day, quarter = _windows_at(sent_at + self._ahead)
            if self._room(day) > 0:
                use = self._uses[quarter]
                use.others["read"] = max(use.others["read"], self._limits["read"][0] - use.own)

    def left(self, now: datetime) -> tuple[int, int]:
        """Calls left in this 15-minute window and in this day (UTC), by Strava's limits alone."""
        with self._settled:
            day, quarter = (max(0, self._room(window)) for window in _windows_at(now + self._ahead))
            return min(quarter, day), day

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
        with self._settled:
            return {
                "limits": {count: list(limits) for count, limits in self._limits.items()},
                "ahead_s": self._ahead.total_seconds(),
                "windows": [
                    # Should this run be killed, the calls under way have been made.
                    [name, start.isoformat(), use.own + self._under_way, dict(use.others)]
                    for (name, start), use in self._uses.items()
                ],
            }

    @classmethod
    def from_state(cls, state: Mapping[str, Any] | None, max_calls: int | None = None) -> Self:
        """Carry on from what `state` said at the end of the last run; None starts afresh."""
        budget = cls(max_calls)
        if not state:
            return budget
        budget._limits = {count: list(state["limits"][count]) for count in FIRST_LIMITS}
        budget._ahead = timedelta(seconds=state.get("ahead_s", 0))
        for name, start, own, others in state.get("windows", []):
            budget._uses[name, datetime.fromisoformat(start)] = Use(own, dict(others))
        # Homes from before this was kept apart know one sum for all programs.
        for number, start in enumerate(state.get("window_starts", [])):
            if start:
                others = {count: state["used"][count][number] for count in HEADERS}
                budget._uses[list(WINDOWS)[number], datetime.fromisoformat(start)] = Use(0, others)
        return budget

    def _must_wait(self, now: datetime) -> bool:
        """Whether a call must wait for the answers of those under way. Raises `BudgetSpent` if it may not be made.

        The last of a window must, and the first: its answer says whether the window has really begun, and what others
        have used of it.
        """
        if self._max_calls is not None and self._calls >= self._max_calls:
            raise BudgetSpent("max calls", None)
        at = now + self._ahead
        goes_alone = False
        # In any of these it may count.
        for name, start in _windows(at - GUARD, at + GUARD):
            room = self._room((name, start))
            if room <= 0:
                raise BudgetSpent(name, start + WINDOWS[name] + GUARD - self._ahead)
            goes_alone = goes_alone or room <= LAST_ALONE or (name, start) not in self._uses
        return goes_alone and self._under_way > 0

    def _room(self, window: Window) -> int:
        """Calls of ours that still fit into the window. Any call under way may be counted in it."""
        number = list(WINDOWS).index(window[0])
        use = self._uses.get(window, Use())
        return min(
            limits[number] - use.own - self._under_way - use.others[count] - (RESERVE if use.others[count] else 0)
            for count, limits in self._limits.items()
        )

    def _learn(self, headers: Mapping[str, str], windows: list[Window]) -> None:
        """Limits and others' use from the headers of a call that counts in one of these windows."""
        names = [name for name, _ in windows]
        for count, prefix in HEADERS.items():
            if limits := _two_numbers(headers.get(f"{prefix}-limit")):
                self._limits[count] = limits
            if usage := _two_numbers(headers.get(f"{prefix}-usage")):
                for window in windows:
                    # At the border of two windows it cannot be told whose number it is.
                    if names.count(window[0]) == 1:
                        use = self._uses[window]
                        seen = usage[list(WINDOWS).index(window[0])] - use.own - self._under_way
                        use.others[count] = max(use.others[count], seen)

    def _forget(self, now: datetime) -> None:
        """Drop windows of long ago. Those just past stay, for a clock that is set back."""
        for name, start in list(self._uses):
            if abs(now + self._ahead - start) > 4 * WINDOWS[name]:
                del self._uses[name, start]


def _windows(first: datetime, last: datetime) -> list[Window]:
    """The windows that hold these two instants, days first: when all are used up, the day is what one waits for."""
    return list(dict.fromkeys(sorted(_windows_at(first) + _windows_at(last), key=lambda window: window[0] != "day")))


def _windows_at(at: datetime) -> list[Window]:
    """The day and the quarter of an hour that hold `at`."""
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    quarter = WINDOWS["15 minutes"]
    return [("day", midnight), ("15 minutes", midnight + (at - midnight) // quarter * quarter)]


def _instant(value: str | None) -> datetime | None:
    """An HTTP date; None if it is not there or not of that form."""
    try:
        return parsedate_to_datetime(value or "").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _two_numbers(value: str | None) -> list[int] | None:
    """Strava's `short,day` header value; None if it is not there or not of that form."""
    parts = (value or "").split(",")
    # 9 digits are far above any limit, and keep an absurd header from becoming an absurd number.
    if len(parts) == 2 and all(part.strip().isdecimal() and len(part) < 10 for part in parts):
        return [int(part) for part in parts]
    return None
