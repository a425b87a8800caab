"""A server, a home and one clock: all that can happen to a sync, and the syncs themselves."""

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import orjson
from tenacity import wait_none

from flows.emulator import gate
from flows.emulator.answer import Answer
from flows.emulator.clock import Clock as EmulatorClock
from flows.emulator.delivery import Connections, Delivery
from flows.emulator.faults.rules import Fault, Faults
from flows.emulator.rate_limits import RateLimits
from flows.emulator.server import Running, running
from flows.emulator.store import PlainActivity
from flows.emulator.switches import UNLIMITED, Switches
from flows.errors import FivefoldError, UsageError
from flows.passes import all_passes, open_night
from flows.strava import answers
from flows.strava.login import SCOPES
from flows.strava.token_store import TokenStore
from flows.word.log import Said, log
from tests.dying import Killed, dying_at
from tests.hill_simulator import hill_sprint_run, record
from tests.homes import ask
from tests.strava_session import log_in, settings_for
from tests.strava_shapes import activity, athlete_store, streams

BEGAN = datetime(2026, 5, 20, 12, 5, tzinfo=UTC)
SHOES, TRAIL_SHOES = "g777", "g778"
#: Kinds of activities, so that every mart has something to say.
KINDS = ("run", "short run", "hill sprints", "ride", "sauna", "strength", "swim")
SQUATS = "Squats 5x5 @ 100 kg\nDeadlift 3x3 @ 140 kg"
#: Nights that Strava's deletions and re-readings may take until all is as it is there.
NIGHTS_AT_MOST = 4
A_NIGHT_S = 21 * 3600
#: An activity that is older than this may not be read again in its first month.
READ_AGAIN_UNTIL = timedelta(days=19)


@dataclass
class Clock:
    """The time of the client: that of the emulator, which goes on only when it is told to."""

    servers: EmulatorClock

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self.servers.now(), UTC)

    def step(self, seconds: float) -> None:
        self.servers.offset_s += seconds


class Meddling(Faults):
    """Faults, and acts of the athlete's that happen just before a call is answered."""

    def __init__(self) -> None:
        super().__init__()
        self.acts: dict[int, Callable[[], None]] = {}
        """By the number of calls until then."""

    def due(self, kind: str, activity_id: int | None) -> list[Fault]:
        due = self.acts.pop(0, None)
        self.acts = {number - 1: act for number, act in self.acts.items()}
        if due:
            due()
        return super().due(kind, activity_id)


class Sent(set[str]):
    """SHA-256 of every body that the server sent or began to send."""


@contextmanager
def a_server() -> Iterator[tuple[Running, Sent]]:
    """A server that remembers what it sent and whose clock stands still; the client's retries do not wait."""
    sent = Sent()

    class Remembered(Delivery):
        def __init__(self, answer: Answer, connections: Connections) -> None:
            sent.add(hashlib.sha256(answer.body).hexdigest())
            super().__init__(answer, connections)

    backoff = answers.BACKOFF
    gate.Delivery, answers.BACKOFF = Remembered, wait_none()  # type: ignore[misc]
    try:
        with running(athlete_store(), clock=BEGAN.timestamp) as server:
            yield server, sent
    finally:
        gate.Delivery, answers.BACKOFF = Delivery, backoff  # type: ignore[misc]


@cache
def hilly(seed: int) -> dict[str, Any]:
    """The streams of a run with hill sprints."""
    stretches, watch = hill_sprint_run(seed, has_position=True, has_cadence=True)
    seen = record(stretches, seed, watch=watch).streams
    return streams(
        seen.height,
        time=seen["time_s"].to_list(),
        distance=seen["distance_m"].to_list(),
        altitude=(seen["altitude_m"].to_list()),
        cadence=[steps and steps / 2 for steps in seen["cadence_spm"].to_list()],
        latlng=[[lat, lon] for lat, lon in zip(seen["lat"], seen["lon"], strict=True)],
    )


def made(kind: str, activity_id: int, start: datetime, seed: int) -> PlainActivity:
    """An activity of a kind."""
    match kind:
        case "run":
            given = streams(60 + seed % 7, 2.5 + seed % 3 / 4)
            shown = {"name": f"Run {seed}"}
        case "short run":
            given, shown = streams(2 + seed % 4), {"name": f"Round the block {seed}"}
        case "hill sprints":
            given, shown = hilly(seed % 2), {"name": "Hill sprints"}
        case "ride":
            given, shown = streams(50, 8.0), {"name": "Easy ride", "sport_type": "Ride", "type": "Ride"}
        case "swim":
            given, shown = streams(20, 0.9), {"name": "Pool", "sport_type": "Swim", "type": "Swim", "gear_id": None}
        case "sauna":
            by_hand = {"manual": True, "upload_id": None, "distance": 0.0, "start_latlng": [], "gear_id": None}
            shown = {"name": "Sauna", "sport_type": "Workout", "type": "Workout", "elapsed_time": 1500, **by_hand}
            return activity(activity_id, start, has_streams=False, moving_time=1500, **shown)
        case _:
            shown = {"name": "Gym", "sport_type": "WeightTraining", "type": "WeightTraining", "distance": 0.0}
            return activity(activity_id, start, description=SQUATS, streams_of=streams(10, 0.0), **shown)
    last = given["time"]["data"][-1]
    measured = {"distance": given["distance"]["data"][-1], "elapsed_time": last, "moving_time": last}
    return activity(activity_id, start, streams_of=given, **(measured | shown))


@dataclass
class World:
    """One home that syncs from one server, and what happened to both."""

    server: Running
    sent: Sent
    folder: Path
    told: Counter[str] = field(default_factory=Counter)
    """How often what happened."""

    def __post_init__(self) -> None:
        emulator = self.server.emulator
        emulator.clock.offset_s = 0.0
        self.clock = Clock(emulator.clock)
        emulator.store = athlete_store()
        emulator.store.profile["shoes"].append({"id": TRAIL_SHOES, "name": "Trail", "resource_state": 2})
        emulator.faults = self.meddling = Meddling()
        emulator.switches = Switches.model_validate(UNLIMITED)
        emulator.limits = RateLimits(emulator.switches)
        emulator.traffic.clear()
        self.store = emulator.store
        self.settings = settings_for(self.server, self.folder, max_deleted_share=1.0, max_rejected_share=1.0)
        self.folder.mkdir(parents=True)
        self._log_in()
        self.ids = count(12_000_000_001)
        self.deleted: list[int] = []
        self.described: set[int] = set()
        """Edited where only the detail shows it, since the last recovery."""
        self.unseen: set[int] = set()
        """Edited like this when nobody reads them again."""
        self.bodies: dict[int, str] = {}
        self.may_be_limited = self.is_disturbed = False

    @property
    def warehouse(self) -> Path:
        return self.settings.warehouse_path

    def alive(self) -> list[int]:
        """Ids of the activities that the server has, by start."""
        return [entry.activity_id for entry in self.store.newest_first()]

    def create(self, kind: str, age: timedelta, seed: int) -> None:
        activity_id = next(self.ids)
        start = (self.clock() - age).replace(microsecond=0)
        self.store.put(made(kind, activity_id, start, seed))

    def one(self, which: int) -> int:
        """The id of one of the activities."""
        alive = self.alive()
        return alive[which % len(alive)]

    def describe(self, which: int, **fields: Any) -> None:
        """An edit that only the detail shows."""
        self.store.edit(self.one(which), fields)
        self.described.add(self.one(which))

    def crop(self, which: int, start_s: int, end_s: int) -> None:
        with suppress(ValueError):  # too short for that, or without streams
            self.store.crop(self.one(which), start_s, end_s)

    def move(self, which: int, age: timedelta) -> None:
        """Correct the start, on the wall clock too."""
        entry = self.store.get(self.one(which))
        assert entry is not None
        record = entry.recorded.detail
        later = (self.clock() - age).replace(microsecond=0) - datetime.fromisoformat(record["start_date"])

        def moved(of: dict[str, Any]) -> dict[str, Any]:
            starts = {name: datetime.fromisoformat(of[name]) + later for name in ("start_date", "start_date_local")}
            return {name: f"{at:%Y-%m-%dT%H:%M:%SZ}" for name, at in starts.items()}

        laps = [lap | moved(lap) for lap in record["laps"]]
        self.store.edit(entry.activity_id, {**moved(record), "laps": laps})

    def break_streams(self, which: int) -> None:
        """One array loses its last sample."""
        entry = self.store.get(self.one(which))
        assert entry is not None
        if entry.recorded.streams_json is not None:
            given = orjson.loads(entry.recorded.streams_json)
            given["altitude"]["data"].pop()
            # As a new upload of the file would: the listing shows that something happened.
            shown = {"name": f"{entry.recorded.summary['name']} again"}
            self.store.put(PlainActivity(entry.recorded.summary | shown, entry.recorded.detail | shown, given))

    def act(self, what: str, which: int) -> None:
        """What the athlete does while a sync runs."""
        match what:
            case "create":
                self.create("run", timedelta(hours=2), which)
            case _ if not self.alive():
                pass
            case "rename":
                self.store.edit(self.one(which), {"name": f"Renamed meanwhile {next(self.ids)}"})
            case "crop":
                self.crop(which, 2, 20)
            case "delete":
                self.delete(self.one(which))

    def log_by_hand(self, minutes: int) -> None:
        """`fivefold log heat sauna`."""
        start = self.clock().replace(microsecond=0) - timedelta(hours=3, minutes=len(self.bodies))
        with suppress(UsageError):  # the same is logged already
            log(self.settings, Said("heat", "sauna", minutes, start), self.clock())
        self.check_raw()

    def fault(self, fault: dict[str, Any]) -> None:
        self.meddling.add(Fault.model_validate(fault))
        self.told["faults"] += 1
        self.may_be_limited |= fault.get("status") == 429

    def use_up(self, calls: int) -> None:
        """Other programs of the same app use up calls."""
        now, limits = self.clock.servers.now(), self.server.emulator.limits
        for window in (limits.read_quarter, limits.read_day, limits.overall_quarter, limits.overall_day):
            window.set(now, window.used(now) + calls)
        self.may_be_limited = True

    @property
    def has_synced(self) -> bool:
        """Whether it is known here whose training it is."""
        return bool(self.bodies)

    def delete(self, activity_id: int) -> None:
        self.store.delete(activity_id)
        self.deleted.append(activity_id)

    def restore(self, number: int) -> None:
        self.store.restore(self.deleted.pop(number % len(self.deleted)))

    def limits(self, short: int, day: int) -> None:
        """Strava's limits of reads."""
        self.may_be_limited = True
        self.server.emulator.switches.read_per_15_min = short
        self.server.emulator.switches.read_per_day = day

    def sync(self, full: bool = False, max_calls: int | None = None) -> str:
        """A night's passes; the outcome as the books tell it. What is not for people to hear is an error here."""
        before = self._before()
        with (
            suppress(FivefoldError),
            open_night(self.settings, max_calls, clock=self.clock, sleep=self.clock.step, full=full) as night,
        ):
            all_passes(night)
        self._after(before)
        outcome = night.run.outcome
        self.told[f"sync {outcome}"] += 1
        return outcome

    def crash(self, moment: int, full: bool = False) -> bool:
        """A night that is killed at its `moment`-th step; whether it came so far."""
        died = self.folder.with_name(f"{self.folder.name}.died")
        try:
            with dying_at(moment, self.folder, died):
                self.sync(full)
        except Killed:
            shutil.rmtree(self.folder)
            died.rename(self.folder)
            if self.warehouse.exists():
                self.check_raw()
            self.told["crashes"] += 1
            return True
        return False

    def recover(self) -> None:
        """Nothing goes wrong any more and nights go by until nothing is left to do; then all must be as it should."""
        self.meddling.replace([])
        self.limits(1_000_000, 1_000_000)
        self.told["recoveries"] += 1
        for _ in range(NIGHTS_AT_MOST):
            self.clock.step(A_NIGHT_S)
            outcome = self.sync()
            if outcome in ("ok", "nothing_new") and self._is_settled():
                break
            if outcome == "not_logged_in" and self.told["crashes"]:
                # A refresh token that Strava had issued and nobody had stored yet.
                self.told["logins"] += 1
                self._log_in()
        else:
            raise AssertionError(f"not settled after {NIGHTS_AT_MOST} nights")
        ages = {one: self._age(one) for one in self.described & set(self.alive())}
        self.unseen |= {one for one, age in ages.items() if age > READ_AGAIN_UNTIL}
        if promised := [age for age in ages.values() if age <= READ_AGAIN_UNTIL]:
            self.clock.step(max(A_NIGHT_S, max(promised).total_seconds() / 2 + 60))
            assert self.sync() in ("ok", "nothing_new")
        self.described.clear()
        self._wait_for_the_rejected()
        self.may_be_limited = False

    def _log_in(self) -> None:
        """As `fivefold login` does, which notes what was granted: else nothing private is ever taken for deleted."""
        tokens = log_in(self.server, self.folder)
        TokenStore(self.folder / "token.json").write(replace(tokens, scopes=SCOPES))

    def _wait_for_the_rejected(self) -> None:
        """Until what core did not take has been asked for again."""
        noticed_at = ask(
            self.warehouse, "SELECT min(first_seen_at) FROM ops.quarantine WHERE table_name LIKE 'core.%'"
        ).item()
        if noticed_at is not None:
            self.clock.step(max(A_NIGHT_S, (self.clock() - noticed_at).total_seconds() / 2 + 60))
            assert self.sync() in ("ok", "nothing_new")

    def _age(self, activity_id: int) -> timedelta:
        entry = self.store.get(activity_id)
        assert entry is not None
        return timedelta(seconds=self.clock.servers.now() - entry.start_s)

    def _is_settled(self) -> bool:
        (pending, suspects) = ask(
            self.warehouse,
            "SELECT arg_max(activities_pending, started_at), (SELECT count(*) FROM ops.suspects) FROM ops.sync_runs",
        ).row(0)
        return pending == 0 and suspects == 0

    def _before(self) -> int:
        # No two runs at the same microsecond, however the clock is set.
        self.told["syncs"] += 1
        self.clock.step(3 - self.clock.servers.now() % 1 + self.told["syncs"] * 1e-6)
        return self.server.emulator.traffic.by_status[429]

    def _after(self, limited_before: int) -> None:
        self.meddling.acts.clear()
        if not self.may_be_limited:
            assert self.server.emulator.traffic.by_status[429] == limited_before, "a 429 of our own making"
        if self.warehouse.exists():
            self.check_raw()

    def check_raw(self) -> None:
        """Every byte of before is still there, is what its hash says, and is what the server sent."""
        tables = ask(self.warehouse, "SELECT table_name FROM duckdb_tables() WHERE table_name = 'payloads'")
        if tables.is_empty() and not self.bodies:
            return  # killed before there was anything
        rows = ask(
            self.warehouse,
            "SELECT payload_id, body_sha256, sha256(body) AS computed, source FROM raw.payloads ORDER BY payload_id",
        )
        assert rows.filter(rows["body_sha256"] != rows["computed"]).is_empty()
        now = dict(rows.select("payload_id", "body_sha256").rows())
        assert self.bodies.items() <= now.items(), "a payload of before is gone or changed"
        self.bodies = now
        landed = rows.filter(rows["source"] == "strava_api")["body_sha256"]
        assert set(landed) <= self.sent, "a body that the server never sent"
