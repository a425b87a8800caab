"""Nights without Prefect over the real emulator, one after another, by one clock.

Most tests look at raw, core and ops, and spare the making and publishing of marts, which take longest.
"""

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from flows.derive.rebuild import rebuild
from flows.emulator.server import Running, running
from flows.emulator.switches import UNLIMITED
from flows.passes import PLAIN, all_passes, open_night
from flows.settings import Settings
from flows.strava.token_store import TokenStore
from schemas.table import Table
from tests.homes import differing, layers, table_of
from tests.strava_session import log_in, settings_for
from tests.strava_shapes import ATHLETE_ID, activity, athlete_store, streams
from warehouse.database import open_warehouse

#: A night without marts and copy.
SHORT = replace(PLAIN, transform=lambda night: False, publish=lambda night: None)
#: In the middle of a rate window, late in the evening.
FIRST = datetime(2026, 5, 20, 21, 5, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Nights:
    """A home, its server, and the time, which both see the same."""

    server: Running
    settings: Settings = field(repr=False)
    at: list[datetime] = field(default_factory=lambda: [FIRST])
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at[0]

    def pass_by(self, time: timedelta) -> None:
        self.at[0] += time

    def sync(self, after: timedelta = DAY, max_calls: int | None = None, **choices: Any):
        """One night, `after` the last; the run it makes. `choices` are fields of `Night`, steps, and a setting."""
        self.pass_by(after)
        self.server.admin.clear_traffic()
        share, steps = choices.pop("max_deleted_share", None), choices.pop("steps", SHORT)
        settings = self.settings if share is None else self.settings.model_copy(update={"max_deleted_share": share})
        with open_night(settings, max_calls, clock=self.now, sleep=self.sleep, **choices) as night:
            all_passes(night, steps)
        return night.run

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.pass_by(timedelta(seconds=seconds))

    @property
    def calls(self) -> dict[str, int]:
        """Calls of the last night by kind."""
        return dict(self.server.admin.traffic()["by_kind"])

    @staticmethod
    def hours(number: float) -> timedelta:
        return timedelta(hours=number)

    @property
    def stored_athlete(self) -> int | None:
        """Whose login `token.json` says it is."""
        login = TokenStore(self.settings.token_path).read()
        return login and login.athlete_id

    @property
    def store(self):
        return self.server.emulator.store

    def table(self, table: type[Table], **equal: Any) -> pl.DataFrame:
        """The rows of a table whose columns equal these."""
        found = table_of(self.settings.warehouse_path, table)
        return found.filter(*(pl.col(name) == value for name, value in equal.items()))

    def layers(self, *names: str) -> dict[str, pl.DataFrame]:
        return layers(self.settings.warehouse_path, *names)

    def changed_by_a_rebuild(self) -> list[str]:
        """The tables, of all layers and of ops.changes, that making everything anew from raw changes."""
        changes = ["raw", "core", "mart"]
        before, told = self.layers(*changes), self.layers("ops")["ops.changes"]
        rebuild(self.settings, self.now())
        found = differing(before, self.layers(*changes))
        return found if told.equals(self.layers("ops")["ops.changes"]) else [*found, "ops.changes"]


@cache
def empty_warehouse() -> bytes:
    """The file of a warehouse in which nothing has landed: copied, it spares a home the making of all tables."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "warehouse.duckdb"
        with open_warehouse(file):
            pass
        return file.read_bytes()


@contextmanager
def nights(folder, activities=(), *scopes, like=None, **switches):
    """A home that has never synced, of an athlete with these activities; or a copy of the home in the folder `like`."""
    at = [FIRST]
    folder.mkdir(parents=True, exist_ok=True)
    if like:
        shutil.copytree(like, folder, dirs_exist_ok=True, symlinks=True)
    else:
        (folder / "warehouse.duckdb").write_bytes(empty_warehouse())
    with running(athlete_store(activities), clock=lambda: at[0].timestamp(), switches=UNLIMITED | switches) as server:
        login = log_in(server, folder, *scopes)
        if like:
            TokenStore(folder / "token.json").write(replace(login, athlete_id=ATHLETE_ID))
        yield Nights(server, settings_for(server, folder), at)


def run_on(days_ago: float, activity_id: int | None = None, **fields: Any):
    """A run so many days before the first night."""
    number = activity_id or 12_000_000_000 + int(days_ago * 24)
    recorded = fields.pop("streams_of", streams(5))
    return activity(number, FIRST - timedelta(days=days_ago, hours=6), streams_of=recorded, **fields)


def runs_on(*days_ago: float):
    return [run_on(days) for days in days_ago]
