"""`fivefold serve` as a real process: the nightly flow runs when the cron says, and Ctrl-C ends it."""

import signal
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.emulator.server import running
from flows.emulator.switches import UNLIMITED
from flows.passes import all_passes, open_night
from flows.prefect_server import LOOPBACK, free_port
from flows.settings import load_settings
from flows.webhook.subscription import WordStore
from tests.homes import NOWHERE, ask, environment, home_at, life_of, serving
from tests.strava_shapes import athlete_store, runs

pytestmark = pytest.mark.slow

#: The next full minute, a Prefect server that starts, and a first sync, on a slow machine.
WITHIN_S = 240
ENDED = "SELECT count(*) FROM ops.sync_runs WHERE outcome IN ('ok', 'nothing_new')"
BEGUN = "SELECT auto_scheduled, parameters FROM flow_run WHERE state_type IN ('RUNNING', 'COMPLETED')"
ON_SCHEDULE, AFTER_AN_EVENT = (1, "{}"), (0, '{"backfill": false}')


@pytest.fixture(scope="module")
def life():
    """Ten activities of somebody."""
    whole = life_of(5, 0.3)
    return replace(whole, activities=whole.activities[-10:])


def test_the_flow_runs_on_schedule_and_soon_after_an_event_with_a_server_of_its_own(tmp_path):
    activities = runs(10, datetime.now(UTC) - timedelta(days=11))
    address = f"{LOOPBACK}:{free_port()}"
    with running(athlete_store(activities), switches=UNLIMITED) as server:
        home = home_at(tmp_path / "home", server)
        with environment(home.environment), open_night(load_settings()) as night:
            all_passes(night)
        webhook = ("--webhook", address, "--callback", f"http://{address}/long-word")
        # Prefect's own folder, where its database lies, is not that of whoever runs the tests.
        changes = {"PREFECT_HOME": str(tmp_path / "prefect"), "PREFECT_RUNNER_POLL_FREQUENCY": "1"}
        with home.start("serve", "--cron", "* * * * *", *webhook, **changes) as serve:
            deadline = time.monotonic() + WITHIN_S

            def until(is_so):
                while not is_so() and serve.poll() is None and time.monotonic() < deadline:
                    time.sleep(0.2)

            until(lambda: server.emulator.push.subscription is not None)
            server.admin.edit(activities[0].activity_id, name="Hills")
            until(lambda: ask(home.published, ENDED).item() >= 3 and AFTER_AN_EVENT in begun(tmp_path / "prefect"))
            serve.send_signal(signal.SIGINT)
            out, err = serve.communicate(timeout=90)
    assert ask(home.published, ENDED).item() >= 3, err
    assert ask(home.published, "SELECT DISTINCT activities_listed FROM ops.sync_runs").rows() == [(10,)]
    assert ask(home.published, "FROM core.activities WHERE name = 'Hills'").height == 1
    assert {ON_SCHEDULE, AFTER_AN_EVENT} <= set(begun(tmp_path / "prefect"))
    assert server.emulator.push.subscription is None
    assert serve.returncode == 0, err
    assert "Traceback" not in out + err
    assert WordStore(home.folder).read().verify_token not in out + err


def begun(folder):
    """The flow runs that have begun, as Prefect's own database tells."""
    with closing(sqlite3.connect(folder / "prefect.db")) as database:
        return database.execute(BEGUN).fetchall()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--webhook", "8700"], "HOST:PORT"),
        (["--callback", "https://runs.example"], "--webhook"),
        (["--cron", "every night"], "no cron expression"),
        (["--timezone", "Middle/Earth"], "no time zone"),
    ],
)
def test_options_that_make_no_sense_are_refused(life, tmp_path, arguments, words):
    with serving(life) as server:
        ended = home_at(tmp_path / "home", server).run("serve", *arguments)
    assert ended.code == 2
    assert words in ended.err
    assert len(ended.err.strip().split("\n")) == 1


def test_without_prefect_s_server_it_says_so(life, tmp_path):
    with serving(life) as server:
        ended = home_at(tmp_path / "home", server).process("serve", PREFECT_API_URL=f"{NOWHERE}/api")
    assert ended.code == 1
    assert "PREFECT_API_URL" in ended.err
    assert "Traceback" not in ended.err
