"""The nightly flow: pull, load, transform, publish."""

import os
from dataclasses import replace
from datetime import datetime
from typing import Any

# Prefect reads its settings when it is imported. The temporary server takes about 10 s to start on two cores, and its
# own 20 s are too short for a slow machine; neither server nor client reports to anybody.
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "60")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.assets import Asset, materialize
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import FlowRun, State, TaskRun
from prefect.flows import Flow

from flows import notices, passes
from flows.back_fill_bar import WithBar
from flows.books.report import run_report
from flows.books.run import Run
from flows.errors import PostgresUnavailable, StravaUnreachable
from flows.passes import Steps, all_passes, open_night
from flows.prefect_server import prefect_server
from flows.settings import load_settings
from flows.strava.answers import LASTING
from flows.strava.client import utc_now
from schemas.tables import TABLES

#: The tables as Prefect's assets: what each step makes, and from what.
ASSETS: dict[str, list[Asset | str]] = {
    layer: [f"duckdb://fivefold/{layer}/{table.stem()}" for table in TABLES if table.layer() == layer]
    for layer in ("raw", "core", "mart")
}
PUBLISHED = "duckdb://fivefold/published"


def is_worth_another_try(task: Any, task_run: TaskRun, state: State) -> bool:
    """Only what a little time may mend: an outage of Strava or of the network."""
    return isinstance(state.data, StravaUnreachable) and state.data.cause not in LASTING


#: The client has already tried several times within seconds; this is for an outage of a minute.
PULLING: dict[str, Any] = {
    "retries": 1,
    "retry_delay_seconds": 5,
    "retry_jitter_factor": 1,
    "retry_condition_fn": is_worth_another_try,
    "cache_policy": NO_CACHE,
}

#: Each step as a task, with the tables that it makes as Prefect's assets.
TASKS = Steps(
    list_activities=materialize(*ASSETS["raw"], name="list activities", **PULLING)(passes.list_activities),
    fetch_batch=materialize(*ASSETS["raw"], name="fetch details and streams", **PULLING)(passes.fetch_batch),
    ask_again=materialize(*ASSETS["raw"], name="ask again", **PULLING)(passes.ask_again),
    load=materialize(*ASSETS["core"], asset_deps=ASSETS["raw"], name="validate and load", cache_policy=NO_CACHE)(
        passes.load
    ),
    look_up_weather=materialize(*ASSETS["raw"], name="look up weather", cache_policy=NO_CACHE)(passes.look_up_weather),
    transform=materialize(*ASSETS["mart"], asset_deps=ASSETS["core"], name="transform", cache_policy=NO_CACHE)(
        passes.transform
    ),
    publish=materialize(
        PUBLISHED, asset_deps=[*ASSETS["core"], *ASSETS["mart"]], name="publish", cache_policy=NO_CACHE
    )(passes.publish),
)


def run_nightly(
    full: bool = False, max_calls: int | None = None, backfill: bool = True, now: datetime | None = None
) -> Run:
    """The nightly flow for the command line, with a Prefect server of its own where PREFECT_API_URL names none.

    Raises `FivefoldError` also where no server answers.
    """
    with prefect_server("fivefold sync"):
        return nightly(full=full, max_calls=max_calls, backfill=backfill, now=now)


def tell_killed(flow: Flow[..., Any], flow_run: FlowRun, state: State) -> None:
    """For Prefect to call when a run is gone. Whoever stops one that was typed by hand need not be told."""
    if flow_run.deployment_id is not None:
        notices.tell_killed(load_settings(), utc_now())


@flow(
    name="nightly",
    description="Pull from Strava, validate, load, transform, publish.",
    persist_result=False,
    on_crashed=[tell_killed],
)
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
    with (
        notices.told(settings),
        open_night(settings, max_calls, full=full, backfill=backfill, fixed_now=now) as night,
    ):
        all_passes(night, replace(TASKS, fetch_batch=WithBar(TASKS.fetch_batch)))
        report = run_report(night.warehouse, night.run)
        create_markdown_artifact(report, key="nightly", description="The plan, kept or not")
        if night.run.undelivered:
            raise PostgresUnavailable(night.run.undelivered)
    return night.run
