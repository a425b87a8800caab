"""What watches really recorded, none of it a hill sprint, through the whole pipeline."""

from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from flows.emulator.server import running
from flows.emulator.store import PlainActivity, Store
from flows.emulator.switches import UNLIMITED
from tests.homes import NOW, ask, home_at, life_of

RECORDINGS = Path(__file__).parents[2] / "shared" / "data" / "real_streams"

pytestmark = [
    pytest.mark.prefect,
    pytest.mark.slow,
    pytest.mark.skipif(not RECORDINGS.exists(), reason="the recordings are not here"),
]


@pytest.fixture(scope="module")
def home(prefect, tmp_path_factory):
    """An athlete with one recording every other day."""
    life = life_of(5, 0.3)
    like = next(one for one in life.activities if one.summary["sport_type"] == "Run" and one.streams_json)
    recorded = []
    for number, file in enumerate(sorted(RECORDINGS.glob("*.json")), start=1):
        streams = orjson.loads(file.read_bytes())
        seconds = int(streams["time"]["data"][-1])
        sport = (
            {"sport_type": "Run", "type": "Run"}
            if file.name.startswith("run")
            else {"sport_type": "Ride", "type": "Ride"}
        )
        start_at = NOW - timedelta(days=2 * number)
        shown = sport | {
            "id": number,
            "name": file.stem,
            "start_date": f"{start_at:%Y-%m-%dT%H:%M:%SZ}",
            "start_date_local": f"{start_at:%Y-%m-%dT%H:%M:%SZ}",
            "utc_offset": 0.0,
            "distance": float(streams["distance"]["data"][-1]),
            "elapsed_time": seconds,
            "moving_time": seconds,
        }
        recorded.append(
            PlainActivity(like.summary | shown, like.detail | shown | {"laps": [], "description": None}, streams)
        )
    with running(Store.of(life.profile, life.zones, recorded), switches=UNLIMITED) as server:
        home = home_at(tmp_path_factory.mktemp("recordings"), server, prefect)
        home.nightly()
    return home


def test_every_recording_is_read(home):
    files = len(list(RECORDINGS.glob("*.json")))
    assert files >= 26
    rows = ask(
        home.published, "SELECT count(*), count(DISTINCT activity_id) FROM core.activities WHERE has_streams"
    ).row(0)
    assert rows == (files, files)
    assert ask(home.published, "SELECT count(*) FROM ops.quarantine").item() == 0


def test_no_recording_is_a_hill_sprint_session(home):
    query = (
        "SELECT a.name, s.kind, s.reason, s.counts FROM mart.sessions s JOIN core.activities a USING (activity_id)"
        " WHERE s.intervention = 'hill_sprints'"
    )
    verdicts = ask(home.published, query).rows()
    assert [verdict for verdict in verdicts if verdict[1] == "hill_sprints" or verdict[3]] == []
