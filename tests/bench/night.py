"""A nightly run with nothing new against an empty Prefect flow, in one process with one running Prefect server."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from prefect import flow
from prefect.testing.utilities import prefect_test_harness

from flows.emulator.emulator import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET
from flows.emulator.process import in_subprocess
from flows.emulator.server import Address
from flows.emulator.switches import UNLIMITED
from flows.nightly import nightly
from tests.bench.figures import Cost, Figure, typical

UNTIL = datetime(2026, 10, 1, 12, tzinfo=UTC)
MOST = 1.5
#: The temporary server needs about 10 s on two idle cores.
SERVER_STARTS_WITHIN_S = 120


@flow(name="empty", persist_result=False)
def empty() -> None:
    """What Prefect itself takes for a run; most of it is one second's sleep of its heartbeat, also in a nightly run."""


def measure(years: float, repetitions: int) -> list[Figure]:
    """Compare on a Prefect server of its own."""
    with prefect_test_harness(server_startup_timeout=SERVER_STARTS_WITHIN_S):
        return compare(years, repetitions)


def compare(years: float, repetitions: int) -> list[Figure]:
    """Sync a warehouse, then run empty flows and nights with nothing new by turns, each night a day after the last.

    The last night comes twice: on the same day, even the calendar stays as it is.
    """
    nights, empties = [], []
    with (
        TemporaryDirectory() as home,
        in_subprocess(0, years, UNTIL, switches=UNLIMITED) as server,
        environment(Path(home), server, server.refresh_token),
    ):
        empty()
        nightly(now=UNTIL)
        for day in range(1, repetitions + 1):
            tonight = UNTIL + timedelta(days=day)
            empties.append(Cost(timed(empty)))
            nights.append(Cost(timed(lambda: quiet_night(tonight))))  # noqa: B023 - called at once
        again = Cost(timed(lambda: quiet_night(tonight)))
    ours, yardstick = typical(nights), typical(empties)
    ratio = (ours.seconds or 0) / (yardstick.seconds or 1)
    what = f"a night with nothing new, {years:g} years kept; an empty Prefect flow"
    return [
        Figure(what, ours, yardstick, ratio, f"≤ {MOST:g} ×", ratio <= MOST),
        Figure("the same once more on the same day", again, yardstick, (again.seconds or 0) / (yardstick.seconds or 1)),
    ]


def quiet_night(now: datetime) -> None:
    """A night that must find nothing."""
    run = nightly(now=now)
    assert run.outcome == "nothing_new", run


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@contextmanager
def environment(home: Path, server: Address, refresh_token: str) -> Iterator[None]:
    """The settings as the flow reads them."""
    before = dict(os.environ)
    os.environ.update(
        FIVEFOLD_HOME=str(home),
        FIVEFOLD_STRAVA_API_URL=server.api_url,
        FIVEFOLD_STRAVA_OAUTH_URL=server.oauth_url,
        STRAVA_CLIENT_ID=DEMO_CLIENT_ID,
        STRAVA_CLIENT_SECRET=DEMO_CLIENT_SECRET,
        STRAVA_REFRESH_TOKEN=refresh_token,
    )
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
