"""How the warehouse stands: fresh or stale, what is missing, what the last run said."""

import fcntl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.books.back_fill import done_at
from flows.errors import WarehouseUnavailable
from flows.home import has_warehouse, in_plain_words, private_warehouse, published_copy
from flows.settings import Settings
from schemas.freshness import STALE_AFTER
from schemas.sync_runs import GOOD
from warehouse.ops import activities_by_source, read_books

#: Detail and streams, where the last run did not say what is really needed.
CALLS_PER_ACTIVITY = 2


@dataclass(frozen=True)
class Standing:
    """What `fivefold status` says."""

    now: datetime
    freshness: dict[str, Any]
    """The row of `ops.freshness`, of several the stalest; empty before the first run that knew its athlete."""
    last_run: dict[str, Any]
    """The row of `ops.sync_runs` of the last run that is known to have ended; empty before the first."""
    failed_runs: int = 0
    """How many in a row have failed, the last run among them."""
    failing_since: datetime | None = None
    """Start of the first of these."""
    athletes: tuple[dict[str, Any], ...] = ()
    """All rows of `ops.freshness`, the stalest first."""
    is_busy: bool = False
    """Whether a process holds the private file: a sync, as a rule."""
    was_cut_short: bool = False
    """Whether the last process that held it was killed and none has repaired that yet."""
    api_retention_days: int | None = None
    """For how long what came through Strava's API is kept; None until it is erased."""
    activities_from: dict[str, int] = field(default_factory=dict)
    """How many activities are known by which source."""

    @property
    def is_stale(self) -> bool:
        """Whether no run has ended well for too long."""
        last = self.freshness.get("last_success_at")
        return last is None or self.now - last > STALE_AFTER

    @property
    def last_success(self) -> str:
        """When a run last ended well, as a sentence."""
        last = self.freshness.get("last_success_at")
        return f"The last good run ended {instant(last)}." if last else "No run has ended well yet."

    @property
    def failures(self) -> str:
        """A sentence about the runs that failed since the last good one; empty if none did."""
        if not self.failed_runs:
            return ""
        since = instant(self.failing_since)
        return (
            f"The run of {since} failed." if self.failed_runs == 1 else f"{self.failed_runs} runs failed since {since}."
        )

    @property
    def next_step(self) -> str:
        """What to do now, in a sentence or two; empty where nothing is to be done."""
        said = self.last_run.get("message") or ""
        if self.is_busy:
            return "A sync is running, or another command that writes. See again with: fivefold status"
        if self.freshness and not self.last_run and not self.was_cut_short:
            return "Bring it up to date with: fivefold import, or log in with: fivefold login" if self.is_stale else ""
        if not self.last_run and not self.was_cut_short:
            return "Log in with: fivefold login, then run: fivefold sync"
        if self.failed_runs and "fivefold " in said:
            return said
        if self.failed_runs or self.is_stale or self.was_cut_short:
            return "Bring it up to date with: fivefold sync"
        return ""

    @property
    def calls_left_today(self) -> int | None:
        """Calls that the source still allows this UTC day, as far as the last run knew; None when it knew nothing."""
        ended_at = self.last_run.get("ended_at")
        is_another_day = ended_at is not None and ended_at.date() < self.now.date()
        return self.freshness.get("calls_per_day" if is_another_day else "calls_left_today")

    @property
    def backfill_done_at(self) -> datetime | None:
        """When everything will have been fetched, at the daily limit; None when nothing is left."""
        run = self.last_run
        calls = run.get("calls_pending")
        if calls is None:
            calls = CALLS_PER_ACTIVITY * self.freshness.get("activities_pending", 0)
        others = run.get("calls", 0) - run.get("details_fetched", 0) - run.get("streams_fetched", 0)
        a_day = (self.freshness.get("calls_per_day") or 1) - others
        return done_at(self.now, calls, self.calls_left_today or 0, a_day)

    @property
    def verdict(self) -> str:
        """How it stands in a few sentences, the last of which says what to do, if anything."""
        return " ".join(part for part in (self.last_success, self.failures, self.next_step) if part)

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return {
            "is_stale": self.is_stale,
            "is_busy": self.is_busy,
            "was_cut_short": self.was_cut_short,
            "failed_runs": self.failed_runs,
            "failing_since": self.failing_since,
            "next_step": self.next_step or None,
            "backfill_done_at": self.backfill_done_at,
            "calls_left_today": self.calls_left_today,
            "api_retention_days": self.api_retention_days,
            "activities_from": self.activities_from,
            "freshness": self.freshness,
            "athletes": list(self.athletes),
            "last_run": self.last_run,
        }

    def lines(self) -> list[tuple[str, str]]:
        """For people, what each line is about and what it says."""
        fresh, run = self.freshness, self.last_run
        runs = [
            ("last good run", instant(fresh.get("last_success_at")) or "never"),
            ("last run", ending(run) if run else "never"),
            ("what it said", run.get("message") or ""),
            ("failures", self.failures),
            ("right now", self.going_on),
        ]
        others = self.athletes[1:]
        rows = [
            ("athletes", f"{len(self.athletes)}; this is {fresh['athlete_id']}, the stalest" if others else ""),
            ("newest activity", instant(fresh.get("newest_activity_at")) or "none"),
            ("activities", str(fresh.get("activities", 0))),
            ("which came from", self.sources),
            ("kept from Strava's API", self.retention),
            ("still to fetch", self.still_to_fetch),
            ("which started", span(fresh.get("oldest_pending_at"), fresh.get("newest_pending_at"))),
            ("still to check", str(fresh.get("activities_to_check") or "nothing")),
            ("listed until", instant(fresh.get("listed_until")) or "never"),
            ("whole listing read", instant(fresh.get("full_listing_at")) or "never"),
            (
                "calls left today",
                "unknown" if self.calls_left_today is None else str(self.calls_left_today),
            ),
            ("in quarantine", str(fresh.get("records_rejected", 0))),
            ("published", instant(fresh.get("published_at")) or "never"),
        ]
        # Before anything is known, no line shall say that nothing is missing.
        return [(name, value) for name, value in runs + (rows if fresh else []) if value]

    @property
    def still_to_fetch(self) -> str:
        """How much is known to wait, and until when; what no listing has shown yet is not in it, and is said."""
        pending, done_at = self.freshness.get("activities_pending", 0), self.backfill_done_at
        known = f"{pending}, done about {done_at:%Y-%m-%d}" if done_at else "nothing"
        return known if self.freshness.get("full_listing_at") else f"{known}, as far as the list was read"

    @property
    def sources(self) -> str:
        """How many activities came from where; empty where none did."""
        return ", ".join(f"{source.replace('_', ' ')} {count}" for source, count in self.activities_from.items())

    @property
    def retention(self) -> str:
        """For how long what came through Strava's API is kept, and since when the oldest is here."""
        oldest = self.freshness.get("oldest_api_at")
        since = f"; the oldest was fetched {instant(oldest)}" if oldest else ""
        if self.api_retention_days is None:
            return f"until you erase it with: fivefold purge{since}" if oldest else ""
        return f"for {self.api_retention_days} days{since}"

    @property
    def going_on(self) -> str:
        """What happens to the private file, or last happened to it; empty if it lies there well."""
        if self.is_busy:
            return "a sync is running, or another command that writes"
        return (
            "cut short: what it had fetched is kept, and the next run goes on from there" if self.was_cut_short else ""
        )


def standing(settings: Settings, now: datetime) -> Standing:
    """Read how things stand, from the published copy if one can be read: the private file may be busy.

    Raises `WarehouseUnavailable` if neither can be read, unless it is busy.
    """
    if not has_warehouse(settings):
        return Standing(now, {}, {})
    is_busy = is_held(settings.warehouse_path)
    # DuckDB folds this file into the other when it closes; so does whoever opens them next.
    has_log = settings.warehouse_path.with_suffix(".duckdb.wal").exists()
    try:
        freshness, runs, activities_from = books(settings)
    except WarehouseUnavailable:
        if not is_busy:
            raise
        return Standing(now, {}, {}, is_busy=True)
    athletes = freshness.to_dicts()
    is_running = runs["outcome"] == "running"
    was_cut_short = not is_busy and (has_log or bool(is_running.any()))
    runs = runs.filter(~is_running)
    # From the last good run on; before the first, all.
    failed = runs.filter(pl.col("outcome").is_in(GOOD).cum_sum(reverse=True) == 0)
    return Standing(
        now,
        athletes[0] if athletes else {},
        runs.row(-1, named=True) if runs.height else {},
        failed.height,
        failed.row(0, named=True)["started_at"] if failed.height else None,
        tuple(athletes),
        is_busy,
        was_cut_short,
        settings.api_retention_days,
        activities_from,
    )


def books(settings: Settings) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, int]]:
    """What `read_books` and `activities_by_source` find in the published copy, or else in the private file."""
    with suppress(WarehouseUnavailable), published_copy(settings) as copy, in_plain_words("fivefold publish"):
        return *read_books(copy), activities_by_source(copy)
    with private_warehouse(settings) as warehouse:
        return *read_books(warehouse), activities_by_source(warehouse)


def is_held(file: Path) -> bool:
    """Whether another process has a DuckDB file open for writing, which it locks. Asking holds nobody up.

    Not for a process that has it open itself: with the file that is closed here the system would drop its lock, too.
    """
    with suppress(FileNotFoundError, IsADirectoryError, PermissionError), file.open("rb") as opened:
        try:
            fcntl.lockf(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def ending(run: dict[str, Any]) -> str:
    """How a run ended and when; a killed one has no end."""
    how = run["outcome"].replace("_", " ")
    cause = f" ({run['cause'].replace('_', ' ')})" if run.get("cause") not in (None, run["outcome"]) else ""
    return f"{how}{cause} {instant(run.get('ended_at') or run.get('started_at'))}"


def span(first: datetime | None, last: datetime | None) -> str:
    """From day to day; empty without any."""
    return f"{first:%Y-%m-%d} to {last:%Y-%m-%d}" if first and last else ""


def instant(at: datetime | None) -> str:
    """A time for people, UTC."""
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else ""
