"""After events a run of the served deployment begins soon, through Prefect, so that it never overlaps with a night."""

import contextvars
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.exceptions import ObjectNotFound

from flows.errors import FivefoldError
from flows.home import published_copy
from flows.settings import Settings
from flows.strava.client import Clock, utc_now
from flows.webhook.pace import Pace
from flows.webhook.say import say
from schemas.sync_runs import SyncRuns

LOOK_EVERY_S = 1.0
TRY_AGAIN = timedelta(minutes=1)


class Soon:
    """Begins runs of a deployment when they are due."""

    def __init__(self, settings: Settings, pace: Pace, deployment: str, clock: Clock = utc_now) -> None:
        self._settings = settings
        self._pace = pace
        self._deployment = deployment
        self._clock = clock
        self._latest: UUID | None = None

    def look(self) -> None:
        """Begin a run if one is due, the last one has begun, and Strava allows calls."""
        now, due_at = self._clock(), self._pace.due_at
        if due_at is None or now < due_at:
            return
        resumes_at = calls_resume_at(self._settings)
        if resumes_at is not None and now < resumes_at:
            self._pace.hold(resumes_at)
            return
        with get_client(sync_client=True) as client:
            # One that waits for the end of a night will take these events, too.
            if self._latest is None or not is_waiting(client, self._latest):
                try:
                    deployment = client.read_deployment_by_name(self._deployment)
                except ObjectNotFound:
                    return  # not served yet
                self._latest = client.create_flow_run_from_deployment(deployment.id, parameters={"backfill": False}).id
                say("Strava told of changes: a sync of recent weeks begins.")
        self._pace.begun(now)

    def try_later(self, error: Exception) -> None:
        """Say that no run could be begun, and let some time pass."""
        say(f"No sync could be begun ({type(error).__name__}). The next try comes in a minute.")
        self._pace.hold(self._clock() + TRY_AGAIN)


def is_waiting(client: SyncPrefectClient, flow_run_id: UUID) -> bool:
    """Whether the run has not begun."""
    try:
        state = client.read_flow_run(flow_run_id).state
    except ObjectNotFound:
        return False
    return state is not None and (state.is_scheduled() or state.is_pending())


def calls_resume_at(settings: Settings) -> datetime | None:
    """When Strava allows calls again, as far as the published copy knows; None if the last run did not use them up."""
    try:
        with published_copy(settings) as warehouse:
            runs = warehouse.read(SyncRuns).sort("started_at")
    except FivefoldError:
        return None
    resumed: list[datetime | None] = runs["resumes_at"].to_list()
    return resumed[-1] if resumed else None


@contextmanager
def looking(soon: Soon) -> Iterator[None]:
    """Look again and again, in a thread, while the block runs."""
    stop = threading.Event()

    def look_for_ever() -> None:
        while not stop.wait(LOOK_EVERY_S):
            try:
                soon.look()
            except Exception as error:
                soon.try_later(error)

    # With the context: Prefect's settings name the server in it.
    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(look_for_ever,), name="webhook-soon", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(LOOK_EVERY_S)
