"""The back-fill on Prefect's page of the run."""

from dataclasses import replace
from datetime import timedelta

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.context import FlowRunContext

from flows.back_fill_bar import WithBar
from flows.emulator.server import running
from flows.passes import PLAIN, all_passes, open_night
from flows.settings import load_settings
from flows.strava.pull import BATCH
from tests.back_fill import BEGINS, PULLING, World
from tests.homes import environment, home_at
from tests.strava_shapes import athlete_store, runs

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

COUNT = BATCH + 10


def bars(home, world, *caps):
    """Nights in one flow of Prefect's, each with a cap on its calls; the artifacts that they leave."""

    @flow
    def nights():
        for cap in caps:
            with open_night(load_settings(), cap, clock=world.clock, sleep=world.sleep) as night:
                all_passes(night, replace(PULLING, fetch_batch=WithBar(PLAIN.fetch_batch)))
        return FlowRunContext.get().flow_run.id

    with environment(home.environment):
        run_id = nights()
        with get_client(sync_client=True) as client:
            mine = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run_id]))
            return client.read_artifacts(artifact_filter=mine)


def test_a_back_fill_shows_one_bar_that_moves_and_says_when_it_will_be_done(folder, prefect):
    world = World()
    with running(athlete_store(runs(COUNT, BEGINS - timedelta(days=400))), clock=world.strava_s) as server:
        # What the first night leaves fits into a batch: the second is an ordinary one, without a bar.
        (bar,) = bars(home_at(folder, server, prefect), world, 50, None)
    assert (bar.key, bar.type) == ("back-fill", "progress")
    assert 0 < float(bar.data) < 50
    left = COUNT - round(COUNT * float(bar.data) / 100)
    assert bar.description == f"{left} of {COUNT} activities are still to be fetched. Done about 2026-05-04."
