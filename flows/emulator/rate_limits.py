"""Calls are counted in natural windows: quarters of an hour and UTC days."""

from flows.emulator.switches import Switches

QUARTER_S = 900
DAY_S = 86_400


class Window:
    """A counter that starts again at every whole multiple of its length, as the API's windows do."""

    def __init__(self, length_s: int) -> None:
        self._length_s = length_s
        self._index = 0
        self._used = 0

    def used(self, now: float) -> int:
        """Calls counted in the window that `now` lies in."""
        index = int(now // self._length_s)
        if index != self._index:
            self._index, self._used = index, 0
        return self._used

    def set(self, now: float, used: int) -> None:
        """Pretend that `used` calls were made in the window that `now` lies in."""
        self.used(now)
        self._used = used


class RateLimits:
    """The app's usage: reads and all calls, in both windows. Calls over a limit count as well."""

    def __init__(self, switches: Switches) -> None:
        self._switches = switches
        self.read_quarter, self.read_day = Window(QUARTER_S), Window(DAY_S)
        self.overall_quarter, self.overall_day = Window(QUARTER_S), Window(DAY_S)

    def count(self, now: float) -> None:
        """One more read, which is also one more call."""
        for window in (self.read_quarter, self.read_day, self.overall_quarter, self.overall_day):
            window.set(now, window.used(now) + 1)

    def exceeded(self, now: float) -> str | None:
        """The name of the limit that the counted calls have passed, or None."""
        switches = self._switches
        if self.overall_quarter.used(now) > switches.overall_per_15_min:
            return "overall rate limit"
        if self.overall_day.used(now) > switches.overall_per_day:
            return "overall rate limit"
        if self.read_quarter.used(now) > switches.read_per_15_min:
            return "read rate limit"
        if self.read_day.used(now) > switches.read_per_day:
            return "read rate limit"
        return None

    def headers(self, now: float) -> dict[str, str]:
        """Both pairs of headers, each value `quarter,day`."""
        switches = self._switches
        return {
            "x-ratelimit-limit": f"{switches.overall_per_15_min},{switches.overall_per_day}",
            "x-ratelimit-usage": f"{self.overall_quarter.used(now)},{self.overall_day.used(now)}",
            "x-readratelimit-limit": f"{switches.read_per_15_min},{switches.read_per_day}",
            "x-readratelimit-usage": f"{self.read_quarter.used(now)},{self.read_day.used(now)}",
        }
