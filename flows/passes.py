"""A night without Prefect: pull, load, transform, publish, and again when Strava allows more calls."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

import polars as pl

from flows.books.back_fill import calls_needed
from flows.books.quarantine import release_served
from flows.books.run import Run, recorded, saved_budget
from flows.derive.core import derive_core, derive_efforts
from flows.derive.marts import derive_marts
from flows.errors import FivefoldError, TooManyRejected
from flows.plan.read import write_default_plan
from flows.progress import progress
from flows.publishing import deliver, publish_copy
from flows.purge.retention import horizon, kept_warehouse
from flows.settings import Settings
from flows.strava import pull
from flows.strava.ask_again import ask_again as ask_strava_again
from flows.strava.ask_again import mass_deletion, to_ask
from flows.strava.budget import BudgetSpent
from flows.strava.client import Clock, StravaSource, open_source, utc_now
from flows.strava.identity import pull_athlete
from flows.strava.overview import RECENT, pull_listing
from flows.weather.look_up import MOST_CALLS, look_up
from flows.webhook.take import in_light_of, take_events
from warehouse.database import Warehouse


@dataclass(frozen=True)
class Night:
    """What a run has in hand."""

    warehouse: Warehouse
    settings: Settings = field(repr=False)
    source: StravaSource = field(repr=False)
    run: Run
    full: bool = False
    """Read the whole listing, whatever its age."""
    backfill: bool = True
    """Fetch older activities too, not only those of recent weeks."""
    fixed_now: datetime | None = None
    """The time that the run takes it to be; None: that of the clock."""
    clock: Clock = utc_now
    """The time at which things are really done."""
    sleep: Callable[[float], None] = time.sleep
    """Takes seconds."""

    @property
    def now(self) -> datetime:
        """The time that the run takes it to be."""
        return self.fixed_now or self.clock()


@contextmanager
def open_night(
    settings: Settings,
    max_calls: int | None = None,
    *,
    clock: Clock = utc_now,
    open_source: Callable[..., AbstractContextManager[StravaSource]] = open_source,
    **choices: Any,
) -> Iterator[Night]:
    """The private warehouse and Strava, open for one run; `choices` are fields of `Night`.

    What is kept no longer (`FIVEFOLD_API_RETENTION_DAYS`) is erased before and after.

    `max_calls` caps the run's calls; `open_source` may be more or less patient with Strava. Raises
    `WarehouseUnavailable` while another process writes.
    """
    with kept_warehouse(settings, clock) as warehouse:
        write_default_plan(settings.plan_path)
        run = Run(run_id=str(uuid4()), started_at=clock())
        with open_source(settings, saved_budget(warehouse, max_calls), clock=clock) as source:
            yield Night(warehouse, settings, source, run, clock=clock, **choices)


def list_activities(night: Night, athlete_id: int, full: bool) -> BudgetSpent | None:
    """Land what is new or changed in the listing. A spent budget is an answer, not a failure."""
    try:
        since = horizon(night.settings, night.now)
        pull_listing(night.warehouse, night.source, night.run, athlete_id, night.now, full, since)
    except BudgetSpent as spent:
        return spent
    return None


def fetch_batch(night: Night, athlete_id: int, batch: pl.DataFrame) -> BudgetSpent | None:
    """Land detail and streams of one batch of activities. A spent budget is an answer, not a failure."""
    try:
        pull.pull_batch(night.warehouse, night.source, night.run, athlete_id, batch)
    except BudgetSpent as spent:
        return spent
    return None


def ask_again(night: Night, athlete_id: int) -> BudgetSpent | None:
    """Land what the details of suspects and of recent activities say now. A spent budget is no failure."""
    asked = to_ask(night.warehouse, athlete_id, night.settings.max_deleted_share, night.now)
    try:
        ask_strava_again(night.warehouse, night.source, night.run, athlete_id, asked, night.now)
    except BudgetSpent as spent:
        return spent
    return None


def load(night: Night, at: datetime) -> None:
    """Bring core up to what has landed, a batch of activities in one transaction. What changed, changed at `at`."""
    derived = derive_core(night.warehouse, at, night.run.run_id)
    night.run.activities_derived += derived.activities
    night.run.records_derived += derived.records
    night.run.records_rejected += derived.rejected
    derive_efforts(night.warehouse)


def look_up_weather(night: Night) -> bool:
    """Land weather of runs that have none; say whether any has landed. That there is none tonight is no failure."""
    run = night.run
    left = MOST_CALLS - run.weather_calls
    looked = look_up(night.warehouse, night.settings, run.run_id, night.now, night.clock, left)
    run.weather_calls += looked.calls
    run.weather_trouble = looked.trouble
    return looked.landed > 0


def transform(night: Night) -> bool:
    """Bring the marts up to core, the plan and the day."""
    return derive_marts(night.warehouse, night.settings.plan_path, night.now, night.run.run_id)


def publish(night: Night) -> None:
    """Close the books and replace the read-only copy, here and where a setting says."""
    publish_copy(night.warehouse, night.settings, night.run, night.source.budget, night.clock())
    deliver(night.warehouse, night.settings, night.run)


@dataclass(frozen=True)
class Steps:
    """What a pass is made of. The flow puts a task of Prefect's in the place of each."""

    list_activities: Callable[[Night, int, bool], BudgetSpent | None] = list_activities
    fetch_batch: Callable[[Night, int, pl.DataFrame], BudgetSpent | None] = fetch_batch
    ask_again: Callable[[Night, int], BudgetSpent | None] = ask_again
    load: Callable[[Night, datetime], None] = load
    look_up_weather: Callable[[Night], bool] = look_up_weather
    transform: Callable[[Night], bool] = transform
    publish: Callable[[Night], None] = publish


PLAIN = Steps()


def all_passes(night: Night, steps: Steps = PLAIN) -> None:
    """One pass after another, a quarter of an hour apart, until none ends for want of calls in that quarter.

    The run is entered into the books, however it ends. Raises `FivefoldError` for what went wrong, after keeping all
    that came before it.
    """
    with recorded(night.warehouse, night.settings, night.run, night.source.budget, night.clock):
        ended = one_pass(night, steps, night.full)
        while isinstance(ended, BudgetSpent) and ended.is_brief:
            resumes_at = ended.resumes_at or night.clock()
            with progress(f"Strava's limit is used up: going on at {resumes_at:%H:%M} UTC"):
                # Between steps, so that no task sleeps. A second more: Strava's clock and ours need not agree.
                night.sleep(max(0.0, (resumes_at - night.clock()).total_seconds()) + 1)
            ended = one_pass(night, steps, night.full and not night.run.has_listed_all)


def one_pass(night: Night, steps: Steps, full: bool) -> FivefoldError | None:
    """Pull, load, transform, publish; returns what ended the pulling early, if that is no failure."""
    began_at = night.clock()
    run = night.run
    is_withdrawn = take_events(night.warehouse, night.settings)
    ended = in_light_of(is_withdrawn, pulled(night, steps, full), night.settings)
    steps.load(night, began_at)
    # Where a run began is known once it is loaded.
    if night.settings.open_meteo and steps.look_up_weather(night):
        steps.load(night, began_at)
    steps.transform(night)
    left = pull.waiting(night.warehouse)
    release_served(night.warehouse, left)
    run.activities_pending = left.height
    run.calls_pending = calls_needed(left)
    if ended is not None and not isinstance(ended, BudgetSpent):
        raise ended
    refuse_too_many_rejects(night.settings, run)
    doubt = run.athlete_id and mass_deletion(night.warehouse, run.athlete_id, night.settings.max_deleted_share)
    if doubt:
        if isinstance(ended, BudgetSpent) and ended.is_brief:
            # What is left of the night's work is done first.
            return ended
        raise doubt
    run.end_well(ended)
    if unusable := left.filter("has_failed").height:
        told = (
            f"Strava could not serve {unusable} activities; they are tried again every night, after the others. "
            "See why with: fivefold quarantine list"
        )
        run.add(told)
    if run.weather_trouble:
        run.add(run.weather_trouble)
    steps.publish(night)
    return ended


def pulled(night: Night, steps: Steps, full: bool) -> FivefoldError | None:
    """Fetch what Strava has and we have not; returns what ended it early, if anything did.

    What is recent or has changed comes first, then what has to be asked for again, then older activities, newest first.
    """
    try:
        athlete_id = pull_athlete(night.warehouse, night.source, night.run)
        ended: FivefoldError | None = steps.list_activities(night, athlete_id, full)
        # Another athlete's activities, in the same warehouse, are not for this login to ask for.
        waiting = pull.waiting(night.warehouse).filter(pl.col("athlete_id") == athlete_id)
        is_recent = (pl.col("start_at") >= night.now - RECENT).fill_null(value=False)
        comes_first = (is_recent | pl.col("was_fetched")) & ~pl.col("has_failed")
        ended = ended or fetch_all(night, steps, athlete_id, waiting.filter(comes_first))
        if ended is None and asks_again(night, athlete_id):
            ended = steps.ask_again(night, athlete_id)
        later = waiting.filter(~comes_first) if night.backfill else waiting.filter(~comes_first, is_recent)
        return ended or fetch_all(night, steps, athlete_id, later)
    except FivefoldError as error:
        return error


def fetch_all(night: Night, steps: Steps, athlete_id: int, waiting: pl.DataFrame) -> BudgetSpent | None:
    """Fetch details and streams of the activities in `waiting`, batch by batch."""
    with progress("Fetching activities") as advance:
        for first in range(0, waiting.height, pull.BATCH):
            if ended := steps.fetch_batch(night, athlete_id, waiting[first : first + pull.BATCH]):
                return ended
            advance(min(first + pull.BATCH, waiting.height), waiting.height)
    return None


def asks_again(night: Night, athlete_id: int) -> bool:
    """Whether any detail has to be asked for again: a step that does nothing costs time all the same."""
    return not to_ask(night.warehouse, athlete_id, night.settings.max_deleted_share, night.now).is_empty()


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
