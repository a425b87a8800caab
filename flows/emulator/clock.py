"""The server's own clock, which an admin may move."""

import time
from collections.abc import Callable


class Clock:
    """Seconds since 1970, UTC, with an offset that makes tokens expire and rate windows pass without waiting."""

    def __init__(self, base: Callable[[], float] = time.time) -> None:
        self._base = base
        self.offset_s = 0.0

    def now(self) -> float:
        """The present time in seconds since 1970, UTC."""
        return self._base() + self.offset_s
