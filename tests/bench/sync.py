"""A first sync against a plain stravalib loop, over the same server with some latency."""

import os
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import requests
from requests.adapters import HTTPAdapter
from stravalib import Client
from stravalib.exc import ObjectNotFound

from flows.books.run import Run, saved_budget
from flows.emulator.emulator import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET
from flows.emulator.process import in_subprocess
from flows.emulator.server import Address
from flows.emulator.switches import UNLIMITED
from flows.home import private_warehouse
from flows.settings import load_settings
from flows.strava import pull
from flows.strava.client import STREAM_KEYS, open_source
from flows.strava.session import STRAVA
from tests.bench.figures import Cost, Figure, typical

UNTIL = datetime(2026, 10, 1, 12, tzinfo=UTC)
#: Of an ordinary day, from Europe to Strava's servers.
LATENCY_MS = 100
LEAST = 6


def measure(years: float, repetitions: int) -> Figure:
    """Pull the same life both ways by turns. The ratio is how many times as many activities a second ours pulls."""
    with in_subprocess(0, years, UNTIL, switches=UNLIMITED | {"latency_ms": LATENCY_MS}) as server:
        ours, plain, pulled = [], [], []
        for _ in range(repetitions):
            seconds, listed = pull_with_ours(server)
            ours.append(Cost(seconds))
            seconds, looped = pull_with_stravalib(server)
            plain.append(Cost(seconds))
            pulled.append((listed, looped))
    assert len(set(pulled)) == 1, f"the two sides pulled different things: {pulled}"
    (listed, with_streams), _ = pulled[0]
    mine, yardstick = typical(ours), typical(plain)
    ratio = (yardstick.seconds or 0) / (mine.seconds or 1)
    what = (
        f"sync of {listed} activities, {with_streams} with streams, at {LATENCY_MS} ms a call, kept in the warehouse; "
        "stravalib's calls in a loop, kept nowhere"
    )
    return Figure(what, mine, yardstick, ratio, f"≥ {LEAST} ×", ratio >= LEAST)


def pull_with_ours(server: Address) -> tuple[float, tuple[int, int]]:
    """Seconds of the nightly flow's pulling into an empty warehouse; activities, and those with streams."""
    with TemporaryDirectory() as home:
        settings = load_settings(
            home=Path(home),
            strava_api_url=server.api_url,
            strava_oauth_url=server.oauth_url,
            strava_client_id=int(DEMO_CLIENT_ID),
            strava_client_secret=DEMO_CLIENT_SECRET,
            strava_refresh_token=server.admin.grant()["refresh_token"],
        )
        began = time.perf_counter()
        with private_warehouse(settings) as warehouse:
            run = Run(run_id=str(uuid4()), started_at=UNTIL)
            with open_source(settings, saved_budget(warehouse, None)) as source:
                athlete_id = pull.pull_athlete(warehouse, source, run)
                pull.pull_listing(warehouse, source, run, athlete_id, UNTIL, full=True)
                waiting = pull.waiting(warehouse)
                for first in range(0, waiting.height, pull.BATCH):
                    pull.pull_batch(warehouse, source, run, athlete_id, waiting[first : first + pull.BATCH])
            with_streams = warehouse.query(
                "SELECT count(*) AS n FROM raw.payloads WHERE kind = 'streams' AND http_status = 200"
            )
        return time.perf_counter() - began, (run.details_fetched, int(with_streams.item()))


def pull_with_stravalib(server: Address) -> tuple[float, tuple[int, int]]:
    """Seconds of the loop that everybody writes first; activities, and those with streams."""
    os.environ["SILENCE_TOKEN_WARNINGS"] = "true"
    with requests.Session() as session:
        session.mount(STRAVA, Elsewhere(server.base_url))
        token = server.admin.grant()["access_token"]
        client = Client(access_token=token, requests_session=session, rate_limit_requests=False)
        details, with_streams = 0, 0
        began = time.perf_counter()
        for activity in client.get_activities():
            details += client.get_activity(activity.id).id is not None
            if activity.manual:
                continue
            with suppress(ObjectNotFound):
                with_streams += bool(client.get_activity_streams(activity.id, types=STREAM_KEYS.split(",")))
        return time.perf_counter() - began, (details, with_streams)


class Elsewhere(HTTPAdapter):
    """Sends what is meant for Strava to the server of the benchmark."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base_url = base_url

    def send(self, request: requests.PreparedRequest, *given: object, **settings: object) -> requests.Response:
        request.url = (request.url or "").replace(STRAVA, f"{self._base_url}/", 1)
        return super().send(request, *given, **settings)
