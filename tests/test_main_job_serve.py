"""`fivefold serve` as a real process: the nightly flow runs when the cron says, and Ctrl-C ends it."""

import signal
import time
from dataclasses import replace

import pytest

from tests.homes import NOWHERE, ask, home_at, life_of, serving

pytestmark = pytest.mark.slow

#: The next full minute, a Prefect server that starts, and a first sync, on a slow machine.
WITHIN_S = 240


@pytest.fixture(scope="module")
def life():
    """Ten activities of somebody."""
    whole = life_of(5, 0.3)
    return replace(whole, activities=whole.activities[-10:])


def test_the_flow_runs_on_schedule_with_a_server_of_its_own(life, tmp_path):
    with serving(life) as server:
        home = home_at(tmp_path / "home", server)
        # Prefect's own folder, where its database lies, is not that of whoever runs the tests.
        with home.start("serve", "--cron", "* * * * *", PREFECT_HOME=str(tmp_path / "prefect")) as serve:
            deadline = time.monotonic() + WITHIN_S
            while not home.published.exists() and serve.poll() is None and time.monotonic() < deadline:
                time.sleep(0.2)
            serve.send_signal(signal.SIGINT)
            out, err = serve.communicate(timeout=90)
    assert home.published.exists(), err
    runs = ask(home.published, "SELECT outcome, activities_listed FROM ops.sync_runs ORDER BY started_at").rows()
    assert runs[0] == ("ok", 10)
    assert serve.returncode == 0, err
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--cron", "every night"], "no cron expression"),
        (["--timezone", "Middle/Earth"], "no time zone"),
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused(life, tmp_path, arguments, words):
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
