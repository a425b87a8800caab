"""Nights without Prefect that tell what they came to, to a published copy, over a server whose clock stands still.

So one login serves copies of a home; nights that follow the server's clock are in `tests.nights`.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flows.emulator.server import Running, running
from flows.emulator.switches import UNLIMITED
from flows.notices import told
from flows.passes import all_passes, open_night
from flows.settings import Settings
from tests.strava_session import NOW, log_in, settings_for
from tests.strava_shapes import athlete_store, runs

COUNT = 5
FIRST = NOW - timedelta(days=COUNT)


@dataclass
class ToldNights:
    """A home, and the server that it syncs from."""

    settings: Settings
    server: Running

    def night(self, at: datetime, max_calls: int | None = None, **choices: Any) -> None:
        """One night at a given time, as the flow runs it."""
        with (
            told(self.settings, lambda: at),
            open_night(self.settings, max_calls, clock=lambda: at, fixed_now=at, **choices) as night,
        ):
            all_passes(night)

    @property
    def published(self) -> Path:
        return self.settings.published_path / "fivefold.duckdb"

    def copied_to(self, home: Path, **settings: Any) -> "ToldNights":
        """The same in another folder, and with other settings."""
        shutil.copytree(self.settings.home, home, dirs_exist_ok=True, symlinks=True)
        return ToldNights(settings_for(self.server, home, **settings), self.server)


@contextmanager
def nights_in(home: Path) -> Iterator[ToldNights]:
    """A home that is logged in, with nothing in it yet."""
    with running(athlete_store(runs(COUNT, FIRST)), clock=NOW.timestamp, switches=UNLIMITED) as server:
        log_in(server, home)
        yield ToldNights(settings_for(server, home), server)
