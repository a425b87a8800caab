"""A world for back-fills that take days: Strava's clock, ours, another program, and nights that pass in seconds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

import requests

from flows.books.run import Run, close
from flows.books.standing import Standing, standing
from flows.emulator.server import Running
from flows.emulator.store import PlainActivity, Store
from flows.passes import Night, Steps, all_passes, open_night
from flows.settings import load_settings
from tests.homes import Home, environment
from tests.strava_shapes import activity, athlete_store, streams

BEGINS = datetime(2026, 5, 4, 3, tzinfo=UTC)
#: What reading our clock takes; a call reads it a few times.
READING = timedelta(milliseconds=10)


@dataclass
class World:
    """What time it is, at Strava and here. Time passes with each look at our clock, and in our sleep."""

    at: datetime = BEGINS
    skew: timedelta = timedelta()
    """How far our clock is ahead of Strava's."""
    after: dict[int, Callable[["World"], Any]] = field(default_factory=dict)
    """What happens at each so many readings of our clock."""
    readings: int = 0
    lock: Lock = field(default_factory=Lock, repr=False)

    def strava_s(self) -> float:
        """Strava's clock."""
        return self.at.timestamp()

    def clock(self) -> datetime:
        """Our clock."""
        with self.lock:
            self.readings += 1
            self.at += READING
            due = [happens for every, happens in self.after.items() if self.readings % every == 0]
            shown = self.at + self.skew
        for happens in due:
            happens(self)
        return shown

    def sleep(self, seconds: float) -> None:
        """The night waits."""
        with self.lock:
            self.at += timedelta(seconds=seconds)

    def sleep_until_the_next_night(self) -> None:
        """Three in the morning, UTC."""
        with self.lock:
            self.at = self.at.replace(hour=3, minute=0, second=0) + timedelta(days=1)


def athlete_of(count: int) -> Store:
    """`count` activities, one a day, up to the first night. Every tenth was typed in by hand and has no streams."""
    tiny = streams(3)

    def one(number: int) -> PlainActivity:
        typed = {"manual": True, "upload_id": None} if number % 10 == 0 else {}
        # Ids do not follow the starts.
        activity_id = 12_000_000_000 + number * 7919 % 1_000_003
        start = BEGINS - timedelta(days=number + 1)
        return activity(activity_id, start, streams_of=tiny, has_streams=not typed, **typed)

    return athlete_store(map(one, range(count)))


@dataclass(frozen=True)
class NightSeen:
    """What a night did."""

    run: Run
    used: int
    """Reads that Strava counted in this UTC day by the night's end, of whatever program."""
    standing: Standing
    """What `fivefold status` says after it."""


def close_the_books(night: Night) -> None:
    """All of publishing that the next night needs."""
    close(night.warehouse, night.run, night.source.budget, night.clock())


#: Pulling alone: what follows from it is not the point here.
PULLING = Steps(load=lambda night, at: None, transform=lambda night: True, publish=close_the_books)


def one_night(home: Home, server: Running, world: World) -> NightSeen:
    """A night as `fivefold sync` makes it, and the following day slept through."""
    with environment(home.environment):
        with open_night(load_settings(), clock=world.clock, sleep=world.sleep) as night:
            all_passes(night, PULLING)
        known = standing(load_settings(), world.at)
    seen = NightSeen(night.run, server.emulator.limits.read_day.used(world.strava_s()), known)
    world.sleep_until_the_next_night()
    return seen


class OtherProgram:
    """Another program of the same application: it asks for a pair of shoes, and stops when it is told to."""

    def __init__(self, server: Running) -> None:
        self.url = f"{server.api_url}/gear/g777"
        self.headers = {"Authorization": f"Bearer {server.admin.grant()['access_token']}"}
        self.server = server
        self.calls = 0

    def call(self, world: World) -> None:
        answer = requests.get(self.url, headers=self.headers, timeout=30)
        if answer.status_code == 401:
            self.headers = {"Authorization": f"Bearer {self.server.admin.grant()['access_token']}"}
        self.calls += answer.status_code != 401


def refused_of_ours(server: Running) -> int:
    """How many calls of ours Strava answered with 429."""
    return sum(one.status == 429 and one.kind != "gear" for one in server.emulator.traffic.requests)
