"""Details and streams of many activities, several calls at a time."""

from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from threading import Event
from typing import Literal

from flows.errors import FivefoldError
from flows.strava.answers import AnswerUnusable, Payload, Refused
from flows.strava.client import StravaSource
from flows.strava.session import CONNECTIONS

# A record that Strava cannot serve is left for a later run; more than this in a row, with nothing good between them,
# are an outage.
MAX_UNUSABLE = 3


@dataclass(frozen=True, slots=True)
class Call:
    """One thing to fetch."""

    kind: Literal["activity", "streams"]
    activity_id: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a list of calls; a call that was not reached any more is in none of these."""

    payloads: list[Payload] = field(default_factory=list)
    """In the order of the calls."""
    unusable: dict[Call, str] = field(default_factory=dict)
    """Calls that Strava answered, but never with something usable, and why. Worth another try in a later run."""
    stopped: FivefoldError | None = None
    """Why the batch ended early: land the payloads, then raise this. None when every call was made."""


def calls_for(activity_ids: Iterable[int], with_streams: Collection[int]) -> list[Call]:
    """Detail, then streams where there are any, activity by activity: each is complete before the next begins."""
    return list(
        chain.from_iterable(
            [Call("activity", activity_id), Call("streams", activity_id)]
            if activity_id in with_streams
            else [Call("activity", activity_id)]
            for activity_id in activity_ids
        )
    )


def fetch(source: StravaSource, calls: Iterable[Call]) -> Batch:
    """Make the calls, some at once, in about this order; what has been fetched is never lost to a later failure.

    After the first failure that concerns every call (the budget, the login, the network) no other call is begun.
    """
    stop = Event()

    def make(call: Call) -> Payload | FivefoldError | None:
        if stop.is_set():
            return None
        try:
            return source.activity(call.activity_id) if call.kind == "activity" else source.streams(call.activity_id)
        except AnswerUnusable as error:
            return error
        except FivefoldError as error:
            stop.set()
            return error

    payloads: list[Payload] = []
    unusable: dict[Call, str] = {}
    stopped: FivefoldError | None = None
    in_a_row = 0
    calls = list(calls)
    with ThreadPoolExecutor(CONNECTIONS, "strava") as pool:
        try:
            for call, outcome in zip(calls, pool.map(make, calls), strict=True):
                match outcome:
                    case Payload():
                        payloads.append(outcome)
                        in_a_row = 0
                    case AnswerUnusable():
                        unusable[call] = str(outcome)
                        in_a_row += not isinstance(outcome, Refused)
                        if in_a_row > MAX_UNUSABLE:
                            stop.set()
                            stopped = stopped or outcome
                    case FivefoldError():
                        stopped = stopped or outcome
        finally:
            # On Ctrl-C, too, the threads shall finish the call they are in and begin no other.
            stop.set()
    return Batch(payloads, unusable, stopped)
