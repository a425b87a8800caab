"""Details and streams of many activities, several calls at a time."""

from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import attrgetter
from threading import Event
from typing import Literal

from flows.errors import FivefoldError
from flows.strava.answers import AnswerUnusable, Payload, Refused
from flows.strava.client import StravaSource
from flows.strava.session import CONNECTIONS

# An activity that Strava cannot serve is left for a later run; more than this in a row, with nothing good between them,
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


Outcomes = list[tuple[Call, Payload | FivefoldError]]


def calls_for(
    activity_ids: Iterable[int], with_streams: Collection[int], without_detail: Collection[int] = ()
) -> list[Call]:
    """Detail, then streams where there are any, activity by activity; no detail where it is here already."""
    calls: list[Call] = []
    for activity_id in activity_ids:
        if activity_id not in without_detail:
            calls.append(Call("activity", activity_id))
        if activity_id in with_streams:
            calls.append(Call("streams", activity_id))
    return calls


def fetch(source: StravaSource, calls: Iterable[Call], failed_before: Collection[int] = ()) -> Batch:
    """Make the calls, some activities at once, in about this order; what has been fetched is never lost.

    Calls about one activity stand together; after one that brought nothing usable, the rest of them is not made. After
    the first failure that concerns every call (the budget, the login, the network) no other call is begun. Activities
    in `failed_before` may fail again without being taken for an outage.
    """
    stop = Event()

    def make(calls: list[Call]) -> Outcomes:
        outcomes: Outcomes = []
        for call in calls:
            if stop.is_set():
                break
            try:
                ask = source.activity if call.kind == "activity" else source.streams
                outcomes.append((call, ask(call.activity_id)))
            except AnswerUnusable as error:
                return [*outcomes, (call, error)]
            except FivefoldError as error:
                stop.set()
                return [*outcomes, (call, error)]
        return outcomes

    payloads: list[Payload] = []
    unusable: dict[Call, str] = {}
    stopped: FivefoldError | None = None
    in_a_row = 0
    activities = [list(group) for _, group in groupby(calls, key=attrgetter("activity_id"))]
    with ThreadPoolExecutor(CONNECTIONS, "strava") as pool:
        try:
            for call, outcome in chain.from_iterable(pool.map(make, activities)):
                match outcome:
                    case Payload():
                        payloads.append(outcome)
                        in_a_row = 0
                    case AnswerUnusable():
                        unusable[call] = str(outcome)
                        in_a_row += not isinstance(outcome, Refused) and call.activity_id not in failed_before
                        if in_a_row > MAX_UNUSABLE:
                            stop.set()
                            stopped = stopped or outcome
                    case FivefoldError():
                        stopped = stopped or outcome
        finally:
            # On Ctrl-C, too, the threads shall finish the call they are in and begin no other.
            stop.set()
    return Batch(payloads, unusable, stopped)
