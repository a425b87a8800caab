"""The back-fill as a bar on Prefect's page of the run."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

import polars as pl
from prefect.artifacts import create_progress_artifact, update_progress_artifact

from flows.books.back_fill import calls_needed, done_at
from flows.passes import Night
from flows.strava import pull
from flows.strava.budget import BudgetSpent

KEY = "back-fill"
FetchBatch = Callable[[Night, int, pl.DataFrame], BudgetSpent | None]
KNOWN = "SELECT count(DISTINCT activity_id) AS known FROM raw.summaries WHERE athlete_id = $athlete_id"


class WithBar:
    """The step that fetches a batch, with a bar that moves after each. One for each run.

    There is none where a single batch is all: that is an ordinary night.
    """

    def __init__(self, fetch_batch: FetchBatch) -> None:
        self._fetch_batch = fetch_batch
        self._bar: UUID | None = None

    def __call__(self, night: Night, athlete_id: int, batch: pl.DataFrame) -> BudgetSpent | None:
        """Fetch, then show what is left."""
        if self._bar is None:
            self._show(night, athlete_id)
        ended = self._fetch_batch(night, athlete_id, batch)
        if self._bar is not None:
            self._show(night, athlete_id)
        return ended

    def _show(self, night: Night, athlete_id: int) -> None:
        waiting = pull.waiting(night.warehouse).filter(pl.col("athlete_id") == athlete_id)
        share, words = how_it_stands(night, athlete_id, waiting)
        if self._bar is not None:
            update_progress_artifact(self._bar, share, description=words)
        elif waiting.height > pull.BATCH:
            # It is a coroutine only for those who call from one.
            self._bar = cast(UUID, create_progress_artifact(share, key=KEY, description=words))


def how_it_stands(night: Night, athlete_id: int, waiting: pl.DataFrame) -> tuple[float, str]:
    """The share of the listed activities that is here, in percent, and a sentence."""
    known = int(night.warehouse.query(KNOWN, {"athlete_id": athlete_id}).item())
    budget, run, now = night.source.budget, night.run, night.clock()
    a_day = budget.per_day - (budget.calls - run.details_fetched - run.streams_fetched)
    at = done_at(now, calls_needed(waiting), budget.left(now)[1], a_day)
    share = 100 * (1 - waiting.height / max(known, 1))
    if at is None:
        return share, f"All {known} activities are here."
    return share, f"{waiting.height} of {known} activities are still to be fetched. Done about {at:%Y-%m-%d}."
