"""How the warehouse stands: fresh or stale, what is missing, what the last run said."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flows.books.back_fill import done_at
from flows.home import any_warehouse, has_warehouse
from flows.settings import Settings
from schemas.freshness import Freshness
from schemas.sync_runs import SyncRuns

#: A night may be missed by a few hours (a laptop asleep at three); two in a row not.
STALE_AFTER = timedelta(hours=36)
#: Detail and streams, where the last run did not say what is really needed.
CALLS_PER_ACTIVITY = 2


@dataclass(frozen=True)
class Standing:
    """What `fivefold status` says."""

    now: datetime
    freshness: dict[str, Any]
    """The row of `ops.freshness`; empty before the first run that knew its athlete."""
    last_run: dict[str, Any]
    """The row of `ops.sync_runs`; empty before the first run."""

    @property
    def is_stale(self) -> bool:
        """Whether no run has ended well for too long."""
        last = self.freshness.get("last_success_at")
        return last is None or self.now - last > STALE_AFTER

    @property
    def why_stale(self) -> str:
        """A sentence."""
        last = self.freshness.get("last_success_at")
        return f"The last good run ended {last:%Y-%m-%d %H:%M} UTC." if last else "No run has ended well yet."

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

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return {
            "is_stale": self.is_stale,
            "backfill_done_at": self.backfill_done_at,
            "calls_left_today": self.calls_left_today,
            "freshness": self.freshness,
            "last_run": self.last_run,
        }

    def lines(self) -> list[tuple[str, str]]:
        """For people."""
        fresh, run = self.freshness, self.last_run
        pending, done_at = fresh.get("activities_pending", 0), self.backfill_done_at
        return [
            ("last good run", instant(fresh.get("last_success_at")) or "never"),
            ("last run", f"{run['outcome'].replace('_', ' ')} {instant(run['ended_at'])}" if run else "never"),
            ("what it said", run.get("message") or ""),
            ("newest activity", instant(fresh.get("newest_activity_at")) or "none"),
            ("activities", str(fresh.get("activities", 0))),
            ("still to fetch", f"{pending}, done about {done_at:%Y-%m-%d}" if done_at else "nothing"),
            (
                "calls left today",
                "unknown" if self.calls_left_today is None else str(self.calls_left_today),
            ),
            ("in quarantine", str(fresh.get("records_rejected", 0))),
            ("published", instant(fresh.get("published_at")) or "never"),
        ]


def standing(settings: Settings, now: datetime) -> Standing:
    """Read how things stand, from the published copy if there is one: the private file may be busy."""
    if not has_warehouse(settings):
        return Standing(now, {}, {})
    with any_warehouse(settings) as warehouse:
        runs = warehouse.query(f"FROM {SyncRuns.full_name()} ORDER BY started_at DESC LIMIT 1").to_dicts()
        fresh = warehouse.read(Freshness).to_dicts()
    return Standing(now, fresh[0] if fresh else {}, runs[0] if runs else {})


def instant(at: datetime | None) -> str:
    """A time for people, UTC."""
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else ""
