"""A night in which something goes wrong says what, keeps what it has, and a good one makes everything whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import orjson
import pytest

from flows.books.run import close
from flows.emulator.server import running
from flows.emulator.switches import UNLIMITED
from flows.errors import FivefoldError
from flows.passes import Steps, all_passes, open_night
from flows.strava.answers import ATTEMPTS
from flows.strava.client import open_source
from flows.strava.session import Patience
from flows.strava.token_store import TokenStore
from tests.homes import NOWHERE, ask, differing, layers
from tests.self_signed import self_signed
from tests.strava_session import NO_PAUSE, NOW, log_in, settings_for
from tests.strava_shapes import activity, athlete_store, runs

RUNS = runs(12, NOW - timedelta(days=30))
#: Enough for a loaded machine, and not so long that a test would seem to hang.
PATIENCE = Patience(connect_s=10.0, silence_s=10.0, answer_s=20.0, largest_bytes=2**20)
WITHOUT_SILENCE = Patience(connect_s=10.0, silence_s=0.2, answer_s=20.0)
WITHOUT_DELAY = Patience(connect_s=10.0, silence_s=10.0, answer_s=0.8)
#: The marts are functions of core, and not of how it came about: other tests see to that.
STEPS = Steps(
    transform=lambda night: True,
    publish=lambda night: close(night.warehouse, night.run, night.source.budget, night.clock()),
)


@dataclass
class Ended:
    """How a night ended."""

    row: dict[str, Any]
    """Of the books."""
    error: FivefoldError | None
    payloads: int
    """That stand in raw then."""
    listings: int
    """Calls for the list of activities."""

    @property
    def told(self) -> tuple[str, str | None]:
        return self.row["outcome"], self.row["cause"]


@dataclass
class Nights:
    """Nights of one home, with a clock that tests move."""

    server: Any
    home: Path
    now: datetime = NOW
    slept: list[float] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
        self.server.admin.advance_clock(seconds)

    def sync(self, patience: Patience = PATIENCE, **settings: Any) -> Ended:
        """One night, which reads the whole listing."""
        connect = partial(open_source, backoff=NO_PAUSE, patience=patience)
        choices = {"clock": self.clock, "sleep": self.sleep, "fixed_now": NOW, "full": True}
        ended = None
        self.server.admin.clear_traffic()
        with open_night(settings_for(self.server, self.home, **settings), open_source=connect, **choices) as night:
            try:
                all_passes(night, STEPS)
            except FivefoldError as error:
                ended = error
            row = night.warehouse.query("FROM ops.sync_runs WHERE run_id = $id", {"id": night.run.run_id}).to_dicts()[0]
            payloads = night.warehouse.query("SELECT count(*) FROM raw.payloads").item()
        return Ended(row, ended, payloads, self.server.admin.traffic()["by_kind"].get("listing", 0))

    def ask(self, query: str) -> list[Any]:
        return ask(self.home / "warehouse.duckdb", query).rows()

    def core(self) -> dict[str, Any]:
        return layers(self.home / "warehouse.duckdb", "core")


@contextmanager
def emulator(**switches: Any) -> Iterator[Any]:
    with running(athlete_store(RUNS), clock=NOW.timestamp, switches=UNLIMITED | switches) as server:
        yield server


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """core after one good night."""
    home = tmp_path_factory.mktemp("undisturbed")
    with emulator() as server:
        log_in(server, home)
        nights = Nights(server, home)
        assert nights.sync().told == ("ok", None)
    return nights.core()


@pytest.fixture
def nights(tmp_path):
    with emulator() as server:
        log_in(server, tmp_path)
        yield Nights(server, tmp_path)


def is_whole(nights: Nights, undisturbed: dict[str, Any]) -> bool:
    """Everything is here, was fetched once, and nothing is complained of."""
    of_activities = "FROM raw.payloads WHERE activity_id IS NOT NULL GROUP BY kind, activity_id"
    assert differing(undisturbed, nights.core(), "updated_at") == []
    assert nights.ask(f"SELECT activity_id {of_activities} HAVING count(*) > 1") == []
    assert nights.ask("FROM ops.quarantine") == []
    return True


# One bad night after another


@dataclass(frozen=True)
class Bad:
    """What goes wrong in a night, and how it must end."""

    code: int
    outcome: str
    cause: str
    words: str
    faults: tuple[dict[str, Any], ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
    patience: Patience = PATIENCE
    is_logged_in: bool = True
    is_token_old: bool = False
    calls: int | None = None
    """That it makes; None where that depends on other things."""
    listings: int | None = None
    """Of these calls, those for the list of activities."""


def outage(cause: str, words: str, *faults: dict[str, Any], **more: Any) -> Bad:
    return Bad(12, "unreachable", cause, words, faults, **more)


def listing(**fault: Any) -> dict[str, Any]:
    return {"kind": "listing", **fault}


def middle(**fault: Any) -> dict[str, Any]:
    """In the middle of fetching."""
    return {"kind": "detail", "from_nth": 2, **fault}


def token(**fault: Any) -> dict[str, Any]:
    return {"kind": "token", **fault}


BAD = {
    "500": outage("server_error", "answered 500", listing(action="status", status=500), listings=ATTEMPTS),
    "502 without headers": outage("server_error", "answered 502", listing(action="status", status=502, is_bare=True)),
    "503 with Retry-After": outage(
        "server_error", "answered 503", listing(action="status", status=503, headers={"Retry-After": "30"})
    ),
    "504": outage("server_error", "answered 504", {"kind": "zones", "action": "status", "status": 504}),
    "a web page with 403": outage("html", "a web page", listing(action="html", status=403)),
    "a web page with 200": outage("html", "a web page", {"kind": "any", "action": "html", "status": 200}),
    "broken JSON": outage("bad_json", "broken JSON", listing(action="invalid_json")),
    "a list that is none": outage(
        "unexpected_answer", "a list of activities that is none", listing(action="status", status=200, text="{}")
    ),
    "403 without a body": outage("denied", "403", listing(action="status", status=403, text=""), listings=1),
    "a list that repeats": outage(
        "endless_listing", "page after page", listing(action="endless_listing", value="same")
    ),
    "slow bytes": outage(
        "slow_answer",
        "slowly",
        listing(action="drip", pieces=100, delay_s=0.02),
        patience=WITHOUT_DELAY,
        listings=ATTEMPTS,
    ),
    "bytes for ever": outage(
        "slow_answer", "slowly", listing(action="endless_body", delay_s=0.02), patience=WITHOUT_DELAY, listings=ATTEMPTS
    ),
    "too many bytes": outage("too_large", "too large", listing(action="endless_body"), listings=1),
    "a body cut off": outage("reset", "broke off", listing(action="truncate"), listings=ATTEMPTS),
    "500 for every record": outage("server_error", "answered 500", middle(action="status", status=500)),
    "a connection reset": outage("reset", "broke off", middle(action="reset")),
    "a call that hangs": outage("timeout", "stopped answering", middle(action="hang"), patience=WITHOUT_SILENCE),
    "nobody at the port": outage("refused", "refused", settings={"strava_api_url": NOWHERE}, calls=ATTEMPTS),
    "no such name": outage(
        "dns", "name was not found", settings={"strava_api_url": "https://x.invalid"}, calls=ATTEMPTS
    ),
    "an unknown certificate": outage("tls", "certificate", settings={"strava_api_url": "unknown"}, calls=1),
    "no TLS at all": outage("tls", "certificate", settings={"strava_api_url": "in the clear"}, calls=1),
    "no token for the 429": outage("rate_limited", "too many", token(action="status", status=429), is_token_old=True),
    "a web page for a token": outage("html", "a web page", token(action="html", status=200), is_token_old=True),
    "revoked": Bad(10, "not_logged_in", "revoked", "revoked", (middle(action="revoke"),)),
    "rotated by a program that keeps it": Bad(
        10, "not_logged_in", "revoked", "replaced elsewhere", (middle(action="rotate"), middle(action="expire"))
    ),
    "the answer to a refresh lost": Bad(
        10, "not_logged_in", "revoked", "replaced elsewhere", (token(action="reset", times=1),), is_token_old=True
    ),
    "scope withdrawn": Bad(
        10, "not_logged_in", "scope", "activity:read_permission", (middle(action="narrow", value="read"),)
    ),
    "nobody logged in": Bad(10, "not_logged_in", "no_login", "Nobody is logged in", is_logged_in=False, calls=0),
    "a wrong secret": Bad(
        10,
        "not_logged_in",
        "wrong_client",
        "STRAVA_CLIENT_SECRET",
        settings={"strava_client_secret": "not-the-secret"},
        is_token_old=True,
    ),
    "inactive": Bad(11, "app_inactive", "app_inactive", "subscription", (middle(action="deactivate"),)),
}
"""In this order in one home: records that fail one by one are an outage only while all of them are new."""


@pytest.fixture(scope="module")
def bad_nights(tmp_path_factory):
    """The home, and how each of these nights ended, one after another; with the secrets that were in use then."""
    home = tmp_path_factory.mktemp("bad")
    with (
        emulator() as server,
        self_signed(tmp_path_factory.mktemp("tls")) as unknown,
        pytest.MonkeyPatch.context() as here,
    ):
        here.setenv("NO_PROXY", "*")  # which would look for the name in our place
        nights, ended, secrets = Nights(server, home), {}, {}
        elsewhere = {"unknown": unknown, "in the clear": server.api_url.replace("http:", "https:")}
        for name, bad in BAD.items():
            tokens = log_in(server, home)
            if bad.is_token_old:
                server.admin.expire_access_tokens()
                TokenStore(home / "token.json").write(replace(tokens, expires_at=0))
            if not bad.is_logged_in:
                (home / "token.json").unlink()
            server.admin.faults(*bad.faults)
            settings = {key: elsewhere.get(value, value) for key, value in bad.settings.items()}
            ended[name] = nights.sync(bad.patience, **settings)
            kept = TokenStore(home / "token.json").read() or tokens
            secrets[name] = {tokens.access_token, tokens.refresh_token, kept.access_token, kept.refresh_token}
            server.admin.faults()
            server.admin.switches(inactive_app=False)
        log_in(server, home)
        yield nights, ended, secrets


@pytest.mark.parametrize("name", BAD)
def test_a_bad_night_says_what_went_wrong(bad_nights, name):
    _, ended, secrets = bad_nights
    bad, night = BAD[name], ended[name]
    assert night.told == (bad.outcome, bad.cause), night.row["message"]
    assert night.error is not None
    assert (night.error.exit_code, str(night.error)) == (bad.code, night.row["message"])
    assert bad.words in night.row["message"]
    assert "fivefold " in night.row["message"]
    unsaid = {*secrets[name], "emulator-secret", "not-the-secret", "127.0.0.1", ".invalid", "0x"}
    assert not [text for text in unsaid if text in night.row["message"]]
    assert bad.calls in (None, night.row["calls"])
    assert bad.listings in (None, night.listings)


def test_a_bad_night_keeps_what_there_was_before_and_in_its_middle(bad_nights):
    _, ended, _ = bad_nights
    payloads = [night.payloads for night in ended.values()]
    assert payloads == sorted(payloads)
    assert payloads[-1] > payloads[0]
    assert ended["revoked"].row["details_fetched"] > 0


def test_after_all_of_them_one_good_night_makes_everything_whole(bad_nights, undisturbed):
    nights, _, _ = bad_nights
    night = nights.sync()
    assert night.told == ("ok", None)
    assert night.row["activities_pending"] == 0
    assert is_whole(nights, undisturbed)


# Nights that end well all the same


def limited(field_text: str, **rule: Any) -> dict[str, Any]:
    error = {"resource": "Application", "field": field_text, "code": "exceeded"}
    text = orjson.dumps({"message": "Rate Limit Exceeded", "errors": [error]}).decode()
    return {"action": "status", "status": 429, "text": text, "times": 1, **rule}


def test_a_429_however_it_is_put_is_waited_out_until_the_next_quarter_of_an_hour(nights, undisturbed):
    nights.server.admin.faults(
        limited("overall rate limit", kind="listing"),
        limited("read rate limit", kind="detail", is_bare=True),
        limited("15 minute read limit", kind="detail", from_nth=5, headers={"Retry-After": "5"}),
        limited("", kind="streams", from_nth=9, is_bare=True),
    )
    night = nights.sync()
    assert (night.told, night.row["activities_pending"]) == (("ok", None), 0)
    # Two may come in one quarter, to two threads.
    assert 2 <= len(nights.slept) <= 4
    assert max(nights.slept) <= 15 * 60 + 1
    assert nights.server.admin.traffic()["rate_limited"] == 4
    assert is_whole(nights, undisturbed)


def test_a_429_of_the_day_ends_the_night_well(nights, undisturbed):
    # The limits that all other answers tell, too: which of those under way comes last must not matter.
    per_quarter, per_day = UNLIMITED["overall_per_15_min"], UNLIMITED["overall_per_day"]
    used = {"X-RateLimit-Limit": f"{per_quarter},{per_day}", "X-RateLimit-Usage": f"20,{per_day}"}
    nights.server.admin.faults(limited("overall rate limit", kind="detail", headers=used, is_bare=True))
    night = nights.sync()
    assert (night.told, night.error, nights.slept) == (("budget_spent", None), None, [])
    assert timedelta() <= night.row["resumes_at"] - datetime(2026, 5, 21, tzinfo=UTC) < timedelta(minutes=1)
    nights.now += timedelta(days=1)
    nights.server.admin.advance_clock(24 * 3600)
    assert nights.sync().told == ("ok", None)
    assert is_whole(nights, undisturbed)


def test_tokens_that_expire_and_clocks_that_jump_in_the_middle_leave_nothing_out(nights, undisturbed):
    nights.server.admin.faults(
        {"kind": "listing", "from_nth": 2, "times": 1, "action": "expire"},
        {"kind": "detail", "from_nth": 2, "times": 1, "action": "jump", "value": 7 * 3600},
        {"kind": "streams", "from_nth": 9, "times": 1, "action": "jump", "value": -15 * 3600},
    )
    assert nights.sync().told == ("ok", None)
    assert is_whole(nights, undisturbed)


def test_this_machine_s_clock_jumps_in_the_middle_and_nothing_is_missing(nights, undisturbed):
    looks = count()
    nights.clock = lambda: NOW + timedelta(hours=[0, 0, 26, -26][min(next(looks) // 20, 3)])
    assert nights.sync().told == ("ok", None)
    assert next(looks) > 61
    assert is_whole(nights, undisturbed)


# Records


def test_ids_that_come_twice_in_a_page_are_one_activity(nights, undisturbed):
    nights.server.admin.faults({"kind": "listing", "action": "duplicate"})
    night = nights.sync()
    assert (night.told, night.row["details_fetched"]) == (("ok", None), len(RUNS))
    assert is_whole(nights, undisturbed)


def test_keys_that_are_missing_everywhere_are_told_and_come_with_the_next_good_night(nights, undisturbed):
    # Without an id in the listing nothing is asked for.
    everywhere = ["listing", "detail"]
    for key, kinds in (("id", ["listing"]), ("start_date", everywhere), ("elapsed_time", everywhere)):
        nights.server.admin.faults(*({"kind": kind, "action": "missing_key", "field": key} for kind in kinds))
        night = nights.sync()
        assert night.told == ("too_many_rejected", "too_many_rejected"), key
        assert night.error.exit_code == 13
    nights.server.admin.faults()
    assert nights.sync().told == ("ok", None)
    assert differing(undisturbed, nights.core(), "updated_at") == []
    assert nights.ask("FROM ops.quarantine") == []


def test_keys_that_are_missing_in_some_records_leave_the_others(nights, undisturbed):
    lacking = dict(zip(("start_date", "id", "elapsed_time"), (one.activity_id for one in RUNS), strict=False))
    for key, activity_id in lacking.items():
        for kind in ("listing", "detail"):
            nights.server.admin.add_fault(kind=kind, activity_id=activity_id, action="missing_key", field=key)
    assert nights.sync(max_rejected_share=1).told == ("ok", None)
    loaded = {row[0] for row in nights.ask("SELECT activity_id FROM core.activities")}
    assert loaded == {one.activity_id for one in RUNS} - set(lacking.values())
    assert len(nights.ask("SELECT DISTINCT record_id FROM ops.quarantine")) == len(lacking)
    nights.server.admin.faults()
    assert nights.sync().told == ("ok", None)
    assert differing(undisturbed, nights.core(), "updated_at") == []
    assert nights.ask("FROM ops.quarantine") == []


def test_rows_that_shift_between_two_pages_are_there_in_the_end(folder):
    late, *many, gone = (
        activity(one.activity_id, NOW - timedelta(days=days), has_streams=False, manual=True)
        for one, days in zip(runs(160), range(160, 0, -1), strict=True)
    )
    with running(
        athlete_store([*many, gone]), clock=NOW.timestamp, switches={"short_pages": True, **UNLIMITED}
    ) as server:
        created = {"summary": late.summary, "detail": late.detail}
        server.admin.faults(
            {"kind": "listing", "action": "delete", "activity_id": gone.activity_id, "from_nth": 2, "times": 1},
            {"kind": "listing", "action": "create", "value": created, "from_nth": 3, "times": 1},
        )
        log_in(server, folder)
        nights = Nights(server, folder)
        assert nights.sync().told == ("ok", None)
        nights.sync()
    there = {row[0] for row in nights.ask("SELECT activity_id FROM core.activities")}
    assert there == {one.activity_id for one in (late, *many)}
