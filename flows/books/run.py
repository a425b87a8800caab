"""The books of each run: what it did, how it ended, how fresh that leaves everything."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson
import polars as pl

from flows.errors import (
    AppInactive,
    FivefoldError,
    MassDeletion,
    NotLoggedIn,
    OtherAthlete,
    StravaUnreachable,
    TooManyRejected,
)
from flows.postgres import to_postgres
from flows.published_pages import PAGES
from flows.settings import Settings
from flows.strava.budget import BudgetSpent, CallBudget
from schemas.budget import Budget
from schemas.sync_runs import SyncRuns
from schemas.table import Table
from warehouse.database import Warehouse
from warehouse.ops import close_killed_runs, refresh_freshness
from warehouse.publish import own_up, publish_books

#: What each expected failure is called in `ops.sync_runs.outcome`; any other is `failed`.
OUTCOME_OF = {
    OtherAthlete: "other_athlete",
    NotLoggedIn: "not_logged_in",
    AppInactive: "app_inactive",
    StravaUnreachable: "unreachable",
    TooManyRejected: "too_many_rejected",
    MassDeletion: "mass_deletion",
}


@dataclass
class Run:
    """One row of `ops.sync_runs`, as it fills."""

    run_id: str
    started_at: datetime
    athlete_id: int | None = None
    ended_at: datetime | None = None
    outcome: str = "running"
    cause: str | None = None
    message: str | None = None
    calls: int = 0
    activities_listed: int = 0
    activities_changed: int = 0
    details_fetched: int = 0
    streams_fetched: int = 0
    activities_pending: int = 0
    calls_pending: int | None = None
    records_rejected: int = 0
    resumes_at: datetime | None = None
    activities_derived: int = 0
    """Activities whose tables were made anew; not a column."""
    has_listed_all: bool = False
    """Whether this run has read the whole listing to its end; not a column."""
    records_derived: int = 0
    """Records that these were made from; not a column."""

    weather_calls: int = 0
    """Calls that asked for weather; not a column."""
    weather_trouble: str | None = None
    """Why weather that was asked for did not come, in a sentence; not a column."""

    undelivered: str | None = None
    """Why PostgreSQL does not show what this run published, in sentences; not a column."""

    def end_well(self, ended: FivefoldError | None) -> None:
        """Say how the run ended; `ended` is the spent budget, if that was the reason."""
        self.outcome = "budget_spent" if ended else "ok" if self.activities_derived else "nothing_new"
        self.message = str(ended) if ended else None
        self.resumes_at = ended.resumes_at if isinstance(ended, BudgetSpent) else None

    def add(self, sentence: str) -> None:
        """Say one thing more of how the run ended."""
        self.message = f"{self.message} {sentence}" if self.message else sentence

    def row(self) -> pl.DataFrame:
        """As a frame of one row."""
        return one_row(SyncRuns, {name: value for name, value in asdict(self).items() if name in SyncRuns.columns()})


def one_row(table: type[Table], values: dict[str, Any]) -> pl.DataFrame:
    """A validated frame of one row."""
    return table.validate(pl.DataFrame([values], schema=table.dtypes(), orient="row"))


@contextmanager
def recorded(
    warehouse: Warehouse, settings: Settings, run: Run, budget: CallBudget, clock: Callable[[], datetime]
) -> Iterator[Run]:
    """Enter the run into the books when it begins and when it ends, however it ends short of being killed.

    Of a run that failed, the published copy learns nothing but that, and neither does PostgreSQL: core and mart stay
    as they were.
    """
    close_killed_runs(warehouse)
    warehouse.upsert(SyncRuns, run.row())
    try:
        yield run
    except BaseException as error:
        kinds = [name for kind, name in OUTCOME_OF.items() if isinstance(error, kind)]
        run.outcome = kinds[0] if kinds else "failed"
        run.cause = cause_of(error)
        run.message = said_of(error, run.cause)
        # A full disk, say, may stop this too; what people must hear of is the error that ended the run.
        with suppress(Exception):
            close(warehouse, run, budget, clock())
            own_up(warehouse, settings.published_path)
            publish_books(warehouse, settings.published_path, settings.publish_gps, PAGES)
            to_postgres(settings)
        raise


def said_of(error: BaseException, cause: str) -> str:
    """What the books say of it. The text of an unexpected error may hold anything; its type does not."""
    if isinstance(error, FivefoldError):
        return str(error)
    if cause == "interrupted":
        return "The run was interrupted; what it had fetched is kept."
    return f"{type(error).__name__}: see the log."


def cause_of(error: BaseException) -> str:
    """What went wrong, in one word of `schemas.sync_runs.CAUSES`."""
    # In these words the system says it, to us and to DuckDB, whatever kind of error comes of it.
    if "No space left on device" in str(error):
        return "disk_full"
    match error:
        case FivefoldError(cause=str(cause)):
            return cause
        case KeyboardInterrupt() | SystemExit():
            return "interrupted"
    return "defect"


def close(warehouse: Warehouse, run: Run, budget: CallBudget, at: datetime, content_sha256: str | None = None) -> None:
    """Write that the run ended `at`, the state of the budget and how fresh everything is.

    `content_sha256` is that of the copy which is about to be published, if one is.
    """
    run.ended_at = at
    run.calls = budget.calls
    with warehouse.transaction():
        warehouse.upsert(SyncRuns, run.row())
        save_budget(warehouse, budget, at)
        _, left_today = budget.left(at)
        published_at = at if content_sha256 else None
        refresh_freshness(warehouse, left_today, budget.per_day, content_sha256, published_at)


def renew_freshness(warehouse: Warehouse, at: datetime, content_sha256: str | None = None) -> None:
    """Write how fresh everything is after something that made no call. `content_sha256` is as `close` takes it."""
    budget = saved_budget(warehouse, None)
    _, left_today = budget.left(at)
    refresh_freshness(warehouse, left_today, budget.per_day, content_sha256, at if content_sha256 else None)


def save_budget(warehouse: Warehouse, budget: CallBudget, at: datetime) -> None:
    """Remember the calls made, so that the next run counts them even if this one is killed."""
    state = orjson.dumps(budget.state()).decode()
    warehouse.upsert(Budget, one_row(Budget, {"source": "strava_api", "state": state, "updated_at": at}))


def saved_budget(warehouse: Warehouse, max_calls: int | None) -> CallBudget:
    """The call budget as the last run left it, with this run's own cap."""
    states = warehouse.read(Budget, "source = 'strava_api'")["state"].to_list()
    return CallBudget.from_state(orjson.loads(states[0]) if states else None, max_calls)
