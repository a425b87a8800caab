"""What Prefect shows of a night: the report, the tables that were made, and the deployment for those with a server."""

import io
import time
from contextlib import redirect_stderr
from dataclasses import replace

import pytest
import yaml
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort
from prefect.flows import load_flow_from_entrypoint
from prefect.states import Failed

from flows.books.report import LEGEND
from flows.errors import StravaUnreachable
from flows.nightly import is_worth_another_try
from flows.progress import progress, progress_bars
from flows.strava.answers import ATTEMPTS
from schemas.plan import INTERVENTIONS
from schemas.tables import TABLES
from tests.homes import ROOT, ask, environment, home_at, life_of, main_job, serving


@pytest.fixture(scope="module")
def night(prefect, tmp_path_factory):
    """A night on this worker's own server, which may not be the one that saw the season's."""
    return main_job(tmp_path_factory.mktemp("night"), prefect, seed=5, years=0.05)


@pytest.mark.prefect
@pytest.mark.slow
def test_the_run_s_page_holds_the_grid_and_the_counts(night):
    with environment(night.home.environment), get_client(sync_client=True) as client:
        reports = client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=["nightly"])), sort=ArtifactSort.CREATED_DESC
        )
    texts = [report.data for report in reports]
    run = night.run
    mine = [text for text in texts if f"| details fetched | {run.details_fetched} |" in text]
    assert mine
    assert f"| week of | {' | '.join(name.replace('_', ' ') for name in INTERVENTIONS)} |" in mine[0]
    assert LEGEND in mine[0]
    assert f"| activities listed | {run.activities_listed} |" in mine[0]
    assert all(one.summary["name"] not in mine[0] for one in night.life.activities[-20:])


@pytest.mark.prefect
@pytest.mark.slow
def test_every_table_is_an_asset_that_a_night_materializes(night):
    expected = {
        f"duckdb://fivefold/{table.layer()}/{table.stem()}"
        for table in TABLES
        if table.layer() in ("raw", "core", "mart")
    } | {"duckdb://fivefold/published"}
    wanted = {"filter": {"event": {"name": ["prefect.asset.materialization.succeeded"]}}, "limit": 50}
    found = set()
    # Events arrive at the server a moment after the run has ended.
    deadline = time.monotonic() + 30
    with environment(night.home.environment), get_client(sync_client=True) as client:
        while not expected <= found and time.monotonic() < deadline:
            page = client.request("POST", "/events/filter", json=wanted).json()
            while page["events"]:
                found |= {event["resource"]["prefect.resource.id"] for event in page["events"]}
                if not page["next_page"]:
                    break
                page = client._client.get(page["next_page"]).json()
    assert expected - found == set()


def test_the_deployment_names_the_flow():
    (deployment,) = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
    file, name = deployment["entrypoint"].split(":")
    assert load_flow_from_entrypoint(f"{ROOT / file}:{name}").name == deployment["name"] == "nightly"


@pytest.mark.parametrize(("cause", "is_tried_again"), [("dns", True), ("server_error", True), ("tls", False)])
def test_prefect_tries_again_what_a_little_time_may_mend(cause, is_tried_again):
    failed = Failed(data=StravaUnreachable("It did not answer.", cause=cause))
    assert is_worth_another_try(None, None, failed) is is_tried_again


def test_without_a_terminal_no_progress_bar_is_drawn():
    drawn = io.StringIO()
    with redirect_stderr(drawn), progress_bars(), progress("Working") as advance:
        advance(1, 2)
    assert drawn.getvalue() == ""


@pytest.mark.prefect
@pytest.mark.slow
def test_a_connection_that_breaks_off_costs_no_call_twice(prefect, folder):
    whole = life_of(5, 0.3)
    life = replace(whole, activities=whole.activities[-6:])
    newest = life.activities[-1].activity_id
    with serving(life) as server:
        home = home_at(folder, server, prefect)
        # Five attempts in a row, as many as the client makes; then Prefect tries the batch once more.
        server.admin.faults({"kind": "detail", "activity_id": newest, "action": "truncate", "times": ATTEMPTS})
        ended = home.run("sync")
    assert (ended.code, ended.err) == (0, ""), ended
    assert ask(home.published, "SELECT activities, activities_pending FROM ops.freshness").row(0) == (6, 0)
    fetched = ask(home.warehouse, "SELECT count(*), count(DISTINCT (kind, activity_id)) FROM raw.payloads").row(0)
    assert fetched[0] == fetched[1]
