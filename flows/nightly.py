"""The nightly flow: pull, load, transform, publish."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

# Prefect reads its settings when it is imported. The temporary server takes about 10 s to start on two cores, and its
# own 20 s are too short for a slow machine; neither server nor client reports to anybody.
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "60")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")

import polars as pl
from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.assets import Asset, materialize
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun

from flows.books.report import run_report
from flows.books.run import Run, recorded, saved_budget
from flows.derive.core import derive_core, derive_efforts
from flows.derive.marts import derive_marts
from flows.errors import FivefoldError, StravaUnreachable, TooManyRejected
from flows.home import private_warehouse
from flows.plan.read import write_default_plan
from flows.prefect_server import prefect_server
from flows.progress import progress
from flows.publishing import publish_copy
from flows.settings import Settings, load_settings
from flows.strava import pull
from flows.strava.budget import BudgetSpent, CallBudget
from flows.strava.client import Clock, StravaSource, open_source, utc_now
from schemas.tables import TABLES
from warehouse.database import Warehouse

#: The tables as Prefect's assets: what each step makes, and from what.
ASSETS: dict[str, list[Asset | str]] = {
    layer: [f"duckdb://fivefold/{layer}/{table.stem()}" for table in TABLES if table.layer() == layer]
    for layer in ("raw", "core", "mart")
}
PUBLISHED = "duckdb://fivefold/published"


def is_worth_another_try(task: Any, task_run: TaskRun, state: State) -> bool:
    """Only what a little time may mend: an outage of Strava or of the network."""
    return isinstance(state.data, StravaUnreachable)


#: The client has already tried several times within seconds; this is for an outage of a minute.
PULLING: dict[str, Any] = {
    "retries": 1,
    "retry_delay_seconds": 5,
    "retry_jitter_factor": 1,
    "retry_condition_fn": is_worth_another_try,
    "cache_policy": NO_CACHE,
}


def run_nightly(
    full: bool = False, max_calls: int | None = None, backfill: bool = True, now: datetime | None = None
) -> Run:
    """The nightly flow for the command line, with a Prefect server of its own where PREFECT_API_URL names none.

    Raises `FivefoldError` also where no server answers.
    """
    with prefect_server("fivefold sync"):
        return nightly(full=full, max_calls=max_calls, backfill=backfill, now=now)


@flow(name="nightly", description="Pull from Strava, validate, load, transform, publish.", persist_result=False)
def nightly(
    full: bool = False, max_calls: int | None = None, backfill: bool = True, now: datetime | None = None
) -> Run:
    """One night: what is new at Strava comes in, and everything that follows from it goes out.

    `full` reads the whole listing whatever its age; `max_calls` caps the calls of this run; without `backfill` only
    recent weeks are fetched; `now` is the time that the run takes it to be. Where Strava's 15-minute limit is reached,
    what is here is published, and the run goes on when the limit allows. Raises `FivefoldError` for what went wrong,
    after keeping all that came before it.
    """
    settings = load_settings()
    with private_warehouse(settings) as warehouse:
        write_default_plan(settings.plan_path)
        run = Run(run_id=str(uuid4()), started_at=datetime.now(UTC))
        budget = saved_budget(warehouse, max_calls)
        with recorded(warehouse, settings, run, budget), open_source(settings, budget) as source:
            all_passes(warehouse, settings, source, run, now, full, backfill)
        create_markdown_artifact(run_report(warehouse, run), key="nightly", description="The plan, kept or not")
    return run


def all_passes(
    warehouse: Warehouse,
    settings: Settings,
    source: StravaSource,
    run: Run,
    now: datetime | None,
    full: bool,
    backfill: bool,
    clock: Clock = utc_now,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """One pass after another, a quarter of an hour apart, until none ends for want of calls in that quarter.

    `sleep` takes seconds; `clock` is the time at which things are done, `now` the one that the run takes it to be.
    """
    ended = one_pass(warehouse, settings, source, run, now or clock(), clock(), full, backfill)
    while isinstance(ended, BudgetSpent) and ended.is_brief:
        resumes_at = ended.resumes_at or clock()
        with progress(f"Strava's limit is used up: going on at {resumes_at:%H:%M} UTC"):
            # Between steps, so that no task sleeps. A second more: Strava's clock and ours need not agree.
            sleep(max(0.0, (resumes_at - clock()).total_seconds()) + 1)
        ended = one_pass(warehouse, settings, source, run, now or clock(), clock(), False, backfill)


def one_pass(
    warehouse: Warehouse,
    settings: Settings,
    source: StravaSource,
    run: Run,
    now: datetime,
    began_at: datetime,
    full: bool,
    backfill: bool,
) -> FivefoldError | None:
    """Pull, load, transform, publish; returns what ended the pulling early, if that is no failure.

    `began_at` is when this pass really began, whatever `now` the run takes it to be.
    """
    ended = pulled(warehouse, source, run, now, full, backfill)
    load(warehouse, run, began_at)
    transform(warehouse, settings, now, run.run_id)
    left = pull.waiting(warehouse)
    run.activities_pending = left.height
    if ended is not None and not isinstance(ended, BudgetSpent):
        raise ended
    refuse_too_many_rejects(settings, run)
    run.end_well(ended)
    if unusable := left.filter("has_failed").height:
        told = (
            f"Strava could not serve {unusable} activities; they are tried again every night, after the others. "
            "See why with: fivefold quarantine list"
        )
        run.message = f"{run.message} {told}" if run.message else told
    publish(warehouse, settings, run, source.budget)
    return ended


def pulled(
    warehouse: Warehouse, source: StravaSource, run: Run, now: datetime, full: bool, backfill: bool
) -> FivefoldError | None:
    """Fetch everything that Strava has and we have not, newest first; returns what ended it early, if anything did."""
    try:
        athlete_id = pull.pull_athlete(warehouse, source, run)
        ended = list_activities(warehouse, source, run, athlete_id, now, full)
        # Another athlete's activities, in the same warehouse, are not for this login to ask for.
        waiting = pull.waiting(warehouse).filter(pl.col("athlete_id") == athlete_id)
        if not backfill:
            waiting = waiting.filter(pl.col("start_at") >= now - pull.RECENT)
        with progress("Fetching activities") as advance:
            for first in range(0, waiting.height, pull.BATCH):
                if ended is None:
                    ended = fetch_batch(warehouse, source, run, athlete_id, waiting[first : first + pull.BATCH])
                    advance(min(first + pull.BATCH, waiting.height), waiting.height)
        return ended
    except FivefoldError as error:
        return error


@materialize(*ASSETS["raw"], name="list activities", **PULLING)
def list_activities(
    warehouse: Warehouse, source: StravaSource, run: Run, athlete_id: int, now: datetime, full: bool
) -> BudgetSpent | None:
    """Land what is new or changed in the listing. A spent budget is an answer, not a failure."""
    try:
        pull.pull_listing(warehouse, source, run, athlete_id, now, full)
    except BudgetSpent as spent:
        return spent
    return None


@materialize(*ASSETS["raw"], name="fetch details and streams", **PULLING)
def fetch_batch(
    warehouse: Warehouse, source: StravaSource, run: Run, athlete_id: int, batch: pl.DataFrame
) -> BudgetSpent | None:
    """Land detail and streams of one batch of activities. A spent budget is an answer, not a failure."""
    try:
        pull.pull_batch(warehouse, source, run, athlete_id, batch)
    except BudgetSpent as spent:
        return spent
    return None


@materialize(*ASSETS["core"], asset_deps=ASSETS["raw"], name="validate and load", cache_policy=NO_CACHE)
def load(warehouse: Warehouse, run: Run, at: datetime) -> None:
    """Bring core up to what has landed, a batch of activities in one transaction. What changed, changed at `at`."""
    derived = derive_core(warehouse, at, run.run_id)
    run.activities_derived += derived.activities
    run.records_derived += derived.records
    run.records_rejected += derived.rejected
    derive_efforts(warehouse)


@materialize(*ASSETS["mart"], asset_deps=ASSETS["core"], name="transform", cache_policy=NO_CACHE)
def transform(warehouse: Warehouse, settings: Settings, now: datetime, run_id: str) -> bool:
    """Bring the marts up to core, the plan and the day."""
    return derive_marts(warehouse, settings.plan_path, now, run_id)


@materialize(PUBLISHED, asset_deps=[*ASSETS["core"], *ASSETS["mart"]], name="publish", cache_policy=NO_CACHE)
def publish(warehouse: Warehouse, settings: Settings, run: Run, budget: CallBudget) -> None:
    """Close the books and replace the read-only copy."""
    publish_copy(warehouse, settings, run, budget)


def refuse_too_many_rejects(settings: Settings, run: Run) -> None:
    """Raise `TooManyRejected` if more than the allowed share of the records that this run looked at broke a rule.

    These are more than it fetched: where the rules are new, or a run was broken off, core is made from what was here.
    """
    read = run.activities_listed + run.records_derived
    if run.records_rejected > settings.max_rejected_share * max(read, 1):
        raise TooManyRejected(
            f"{run.records_rejected} of {read} records were rejected, more than FIVEFOLD_MAX_REJECTED_SHARE allows; "
            "the good ones are kept, and the published copy stays as it was. See why with: fivefold quarantine list"
        )
