"""Notices: trouble is told, its end is told, and nothing else is."""

import json
import logging
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import pytest
import yaml
from prefect.client.schemas.objects import FlowRun
from prefect.events.schemas.automations import AutomationCore
from prefect.states import Crashed

from flows import notices
from flows.errors import AppInactive, NotLoggedIn, WarehouseUnavailable
from flows.nightly import nightly
from flows.notices import Memory, tell_if_stale, told, watching
from schemas.freshness import STALE_AFTER
from tests.homes import ROOT, Home, environment
from tests.strava_session import NOW
from tests.told_nights import nights_in

# Apprise imports a module that Python 3.11 calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

DAY = timedelta(days=1)
#: As in an address with a password, which no text may repeat.
PASSWORD = "hush-hush"


class Inbox(list):
    """What a local webhook was sent: `title`, `message` and `type` of each notice."""

    url = ""


@contextmanager
def webhook():
    inbox = Inbox()

    class Take(BaseHTTPRequestHandler):
        def do_POST(self):
            inbox.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Take) as server:
        inbox.url = f"json://runner:{PASSWORD}@127.0.0.1:{server.server_port}/fivefold"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield inbox
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def inbox():
    with webhook() as opened:
        yield opened


@pytest.fixture(scope="module")
def after_one(tmp_path_factory):
    """A home after a good night."""
    with nights_in(tmp_path_factory.mktemp("one")) as nights:
        nights.night(NOW)
        yield nights


@pytest.fixture
def nights(after_one, folder, inbox):
    """The same, which tells the webhook."""
    return after_one.copied_to(folder, notify_url=inbox.url)


def night_fails(nights, at):
    nights.server.admin.switches(inactive_app=True)
    try:
        with pytest.raises(AppInactive):
            nights.night(at)
    finally:
        nights.server.admin.switches(inactive_app=False)


def test_a_failed_run_is_told_with_what_to_type_and_without_secrets(nights, inbox):
    night_fails(nights, NOW + DAY)
    (notice,) = inbox
    assert (notice["title"], notice["type"]) == ("fivefold: the run failed", "failure")
    assert "subscription" in notice["message"]
    assert "Outcome: app inactive" in notice["message"]
    assert "The last good run ended 2026-05-20 12:05 UTC." in notice["message"]
    assert "Home: home" in notice["message"]
    assert "fivefold " in notice["message"]
    tokens = json.loads(nights.settings.token_path.read_text())
    secrets = [tokens["access_token"], tokens["refresh_token"], nights.settings.strava_client_secret.get_secret_value()]
    assert not [secret for secret in [*secrets, PASSWORD] if secret in str(notice)]


def test_success_is_told_once_after_trouble_and_never_else(nights, inbox):
    nights.night(NOW + DAY)
    assert inbox == []
    night_fails(nights, NOW + 2 * DAY)
    nights.night(NOW + 3 * DAY)
    nights.night(NOW + 4 * DAY)
    assert [notice["type"] for notice in inbox] == ["failure", "success"]
    assert "trouble since 2026-05-22 12:05 UTC" in inbox[1]["message"]


def test_a_run_that_cannot_even_begin_is_told(nights, inbox):
    nights.settings.warehouse_path.write_bytes(b"no DuckDB file" * 1000)
    with pytest.raises(WarehouseUnavailable):
        nights.night(NOW + DAY)
    assert "is not a DuckDB warehouse" in inbox[0]["message"]
    assert "Outcome" not in inbox[0]["message"]


def test_of_an_unexpected_error_only_its_type_is_told(nights, inbox):
    with pytest.raises(ZeroDivisionError), told(nights.settings, lambda: NOW):
        raise ZeroDivisionError("a private note")
    assert "ZeroDivisionError" in inbox[0]["message"]
    assert "private" not in str(inbox)


def test_a_run_that_somebody_interrupts_is_not_told(nights, inbox):
    with pytest.raises(KeyboardInterrupt), told(nights.settings, lambda: NOW):
        raise KeyboardInterrupt
    assert inbox == []


def test_a_notice_that_nobody_takes_is_a_warning_and_the_end_of_trouble_is_told_all_the_same(nights, inbox, caplog):
    deaf = nights.settings.model_copy(update={"notify_url": type(nights.settings.notify_url)("json://127.0.0.1:1/x")})
    with (
        caplog.at_level(logging.WARNING, "flows.notices"),
        pytest.raises(NotLoggedIn, match="Who are you"),
        told(deaf, lambda: NOW),
    ):
        raise NotLoggedIn("Who are you? Log in with: fivefold login")
    assert "could not be delivered" in caplog.text
    nights.night(NOW + DAY)
    assert [notice["title"] for notice in inbox] == ["fivefold works again"]


def test_staleness_is_told_once_a_day_until_it_ends(nights, inbox):
    assert not tell_if_stale(nights.settings, NOW + STALE_AFTER)
    hours = [NOW + STALE_AFTER + timedelta(hours=hour, minutes=1) for hour in range(49)]
    assert [tell_if_stale(nights.settings, hour) for hour in hours].count(True) == len(inbox) == 3
    assert {notice["title"] for notice in inbox} == {"fivefold is stale"}
    assert "Bring it up to date with: fivefold sync" in inbox[0]["message"]
    nights.night(NOW + 4 * DAY)
    assert [notice["type"] for notice in inbox] == ["warning"] * 3 + ["success"]


def test_while_each_night_tells_of_its_failure_staleness_is_silent(nights, inbox):
    for day in range(1, 4):
        night_fails(nights, NOW + day * DAY)
        assert not tell_if_stale(nights.settings, NOW + day * DAY + timedelta(hours=23))
    assert [notice["type"] for notice in inbox] == ["failure"] * 3
    assert "3 runs failed since 2026-05-21 12:05 UTC." in inbox[2]["message"]


def test_a_warehouse_that_cannot_be_read_is_told_like_a_stale_one(nights, inbox):
    nights.settings.warehouse_path.write_bytes(b"no DuckDB file" * 1000)
    nights.published.unlink()
    assert tell_if_stale(nights.settings, NOW)
    assert inbox[0]["title"] == "fivefold: the warehouse cannot be read"


def test_a_memory_that_makes_no_sense_is_no_memory(nights, inbox):
    notices.kept_in(nights.settings).write_text("{")
    assert tell_if_stale(nights.settings, NOW + 2 * DAY)
    assert Memory.of(nights.settings).told_at == NOW + 2 * DAY


def test_without_an_address_nothing_is_told_or_kept(after_one, folder):
    nights = after_one.copied_to(folder)
    night_fails(nights, NOW + DAY)
    assert not tell_if_stale(nights.settings, NOW + 4 * DAY)
    assert not notices.kept_in(nights.settings).exists()


def test_a_scheduled_run_that_was_killed_is_told_and_one_typed_by_hand_is_not(nights, inbox):
    (tell,) = nightly.on_crashed_hooks
    by_hand = FlowRun(flow_id=uuid4())
    with environment({"FIVEFOLD_HOME": str(nights.settings.home), "FIVEFOLD_NOTIFY_URL": inbox.url}):
        tell(nightly, by_hand, Crashed())
        assert inbox == []
        tell(nightly, by_hand.model_copy(update={"deployment_id": uuid4()}), Crashed())
    assert "was killed" in inbox[0]["message"]


def test_while_the_schedule_is_served_staleness_is_looked_for(nights, inbox, monkeypatch):
    monkeypatch.setattr(notices, "LOOKS_EVERY_S", 0.01)
    variables = {"FIVEFOLD_HOME": str(nights.settings.home), "FIVEFOLD_NOTIFY_URL": inbox.url}
    arrived = threading.Event()
    monkeypatch.setattr(inbox.__class__, "append", lambda self, one: (list.append(self, one), arrived.set()))
    with environment(variables), watching(lambda: NOW + 2 * DAY):
        assert arrived.wait(30)
    assert [notice["title"] for notice in inbox] == ["fivefold is stale"]


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("", 2, "FIVEFOLD_NOTIFY_URL is not set"),
        (f"json://runner:{PASSWORD}@127.0.0.1:1/x", 1, "could not be delivered"),
        (f"carrier-pigeon://{PASSWORD}", 1, "could not be delivered"),
        (PASSWORD, 2, "an address that Apprise knows"),
    ],
)
def test_an_address_that_does_not_work_is_one_sentence_without_it(nights, url, code, words):
    home = Home(nights.settings.home, {"FIVEFOLD_HOME": str(nights.settings.home), "FIVEFOLD_NOTIFY_URL": url})
    for arguments in (["notify"], ["notify", "--if-stale"]):
        ended = home.run(*arguments)
        assert ended.code == code
        assert words in ended.err
        assert PASSWORD not in ended.out + ended.err


def test_the_command_tells_how_things_stand_or_on_a_schedule_that_they_are_stale(nights, inbox):
    home = Home(nights.settings.home, {"FIVEFOLD_HOME": str(nights.settings.home), "FIVEFOLD_NOTIFY_URL": inbox.url})
    # NOW is long past.
    assert home.run("notify", "--if-stale", "--json").out == '{\n  "was_told": true\n}\n'
    assert home.run("notify", "--if-stale").out.startswith("Nothing to tell")
    assert home.run("notify").out == "Told.\n"
    assert [notice["title"] for notice in inbox] == ["fivefold is stale"] * 2
    assert PASSWORD not in home.run("status", "--settings").out


@pytest.mark.prefect
@pytest.mark.slow
def test_the_flow_itself_tells(nights, inbox, prefect):
    nights.settings.token_path.unlink()
    variables = {"FIVEFOLD_NOTIFY_URL": inbox.url, "PREFECT_API_URL": prefect.url}
    home = Home(nights.settings.home, {"FIVEFOLD_HOME": str(nights.settings.home)} | variables)
    assert home.run("sync").code == 10
    assert "fivefold login" in inbox[0]["message"]


def test_the_automations_are_such_as_prefect_takes_and_mean_the_flow():
    text = (ROOT / "prefect-automations.yaml").read_text().replace("BLOCK_ID", str(uuid4()))
    failed, stale = (AutomationCore.model_validate(one) for one in yaml.safe_load(text)["automations"])
    assert failed.trigger.expect == {"prefect.flow-run.Failed", "prefect.flow-run.Crashed"}
    assert stale.trigger.expect == {"prefect.flow-run.Completed"}
    assert stale.trigger.within == STALE_AFTER
    for automation in (failed, stale):
        assert automation.trigger.match_related["prefect.resource.name"] == [nightly.name]
