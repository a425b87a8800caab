"""stravalib, unchanged, reads the emulator through an adapter that rewrites the host."""

import pytest
import requests
from requests.adapters import HTTPAdapter
from stravalib import Client, exc

from flows.emulator.server import running
from tests.strava_shapes import ATHLETE_ID, activity, athlete_store, runs, zones

STRAVA = "https://www.strava.com/"


class Elsewhere(HTTPAdapter):
    """Sends what is meant for Strava to the emulator."""

    def __init__(self, base_url):
        super().__init__()
        self._base_url = base_url

    def send(self, request, **settings):
        request.url = request.url.replace(STRAVA, f"{self._base_url}/", 1)
        return super().send(request, **settings | {"timeout": 10})


@pytest.fixture(scope="module")
def server():
    with running(athlete_store([*runs(12), activity(7, description="5 x 9 s", sport_type="TrailRun")])) as server:
        yield server


@pytest.fixture
def make_client(server, monkeypatch):
    monkeypatch.setenv("SILENCE_TOKEN_WARNINGS", "true")
    sessions = []

    def client(*scopes, **settings):
        session = requests.Session()
        session.mount(STRAVA, Elsewhere(server.base_url))
        sessions.append(session)
        token = server.admin.grant(*scopes)
        return Client(
            access_token=token["access_token"],
            refresh_token=token["refresh_token"],
            requests_session=session,
            rate_limit_requests=False,
            **settings,
        )

    yield client
    for session in sessions:
        session.close()


def test_stravalib_lists_every_activity(make_client):
    activities = list(make_client().get_activities())
    assert len(activities) == 13
    assert {activity.sport_type.root for activity in activities} == {"Run", "TrailRun"}


def test_stravalib_reads_a_detail(make_client):
    record = make_client().get_activity(7)
    assert record.description == "5 x 9 s"
    assert float(record.distance) == 8_000.4
    assert record.laps[0].lap_index == 1


def test_stravalib_reads_streams(make_client):
    streams = make_client().get_activity_streams(7, types=["time", "heartrate", "latlng", "watts"])
    assert streams["time"].data == list(range(120))
    assert len(streams["latlng"].data) == 120
    assert "watts" not in streams


def test_stravalib_reads_the_athlete_and_the_zones(make_client):
    client = make_client()
    assert client.get_athlete().id == ATHLETE_ID
    assert client.get_athlete_zones().heart_rate.zones.root[-1].max == zones()["heart_rate"]["zones"][-1]["max"]


def test_stravalib_reads_stats_and_gear(make_client):
    client = make_client()
    assert client.get_athlete_stats(ATHLETE_ID).all_run_totals.count == 13
    assert client.get_gear("g777").name == "Everyday"


def test_stravalib_refreshes_a_token(make_client, server):
    client = make_client()
    server.admin.expire_access_tokens()
    with pytest.raises(exc.AccessUnauthorized, match="access_token"):
        client.get_athlete()
    client.refresh_access_token(12345, "emulator-secret", client.protocol.refresh_token)
    assert client.get_athlete().id == ATHLETE_ID


def test_stravalib_recognises_an_inactive_app(make_client, server):
    client = make_client()
    server.admin.switches(inactive_app=True)
    try:
        with pytest.raises(exc.ApplicationInactive):
            client.get_athlete()
    finally:
        server.admin.switches(inactive_app=False)


def test_stravalib_can_deauthorize(make_client):
    client = make_client()
    client.deauthorize()
    with pytest.raises(exc.AccessUnauthorized):
        client.get_athlete()


def test_stravalib_says_what_is_not_found_and_what_is_not_allowed(make_client):
    with pytest.raises(exc.ObjectNotFound, match="Record Not Found"):
        make_client().get_activity(1)
    with pytest.raises(exc.AccessUnauthorized, match="activity:read_permission"):
        make_client("read").get_activity(7)
