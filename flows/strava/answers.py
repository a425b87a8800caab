"""What came back from Strava: the body to keep, or what an error means."""

import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

import orjson
import requests
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, stop_after_delay, wait_random_exponential
from tenacity.wait import wait_base

from flows.errors import StravaUnreachable
from flows.strava.deadline import TooSlow
from flows.strava.session import TooLarge

#: What Strava's errors are made of, as in `activity:read_permission`. Whoever answers in its place may send anything,
#: and a message shall neither move a terminal's cursor nor open a link; so all else is left out.
NOT_A_NAME = re.compile(r"[^\w .:/-]")
LONGEST_NAME = 60

Kind = Literal["activity_page", "activity", "streams", "zones", "athlete"]

ATTEMPTS = 5
# No attempt begins later than this after the first. One that is under way may take its five minutes, so a call is given
# up after 8 minutes at most; where nobody answers at all, after 3; where the network refuses at once, after 15 s.
ATTEMPTS_WITHIN_S = 180.0
# Random up to 1, 2, 4, 8 s between the five attempts: 15 s at most, 7 s on average.
BACKOFF = wait_random_exponential(multiplier=1, max=20)


@dataclass(frozen=True, slots=True)
class Payload:
    """One answer as it is landed: nothing in it has been interpreted."""

    kind: Kind
    activity_id: int | None
    http_status: int
    body: str
    """The body as the server sent it, JSON text."""
    fetched_at: datetime
    path: str
    """What was asked for, path and query under the API's base: `/activities/17/streams?keys=…`."""


class ApiError(NamedTuple):
    """The first error of an error body: what Strava says is wrong, in plain short words."""

    resource: str
    field: str
    code: str


class Transient(Exception):
    """An attempt failed in a way that another attempt may mend; the text says how, in words for a sentence."""

    def __init__(self, reason: str, cause: str, is_network: bool = False) -> None:
        super().__init__(reason, cause, is_network)
        self.reason = reason
        self.cause = cause
        """The same in one word for programs."""
        self.is_network = is_network
        """Nothing came back at all, so it is not about the one record asked for."""


class AnswerUnusable(StravaUnreachable):
    """Strava answers, but not this question: one broken record must not be mistaken for an outage."""


class Refused(AnswerUnusable):
    """Strava refuses this one call for a reason that is none of the known ones; asking again would not help."""

    cause = "denied"


class Failure(NamedTuple):
    """What it means that an attempt got no answer."""

    kind: type[BaseException]
    """What stands among the causes of the exception."""
    cause: str
    reason: str
    is_worth_another_try: bool = True
    is_network: bool = True


#: The first that fits an exception or one of its causes. A name that is not found is worth another try: after a laptop
#: has woken up, the network is seconds away. What is slow or large is one record's failure: the others may be small.
FAILURES = (
    Failure(TooSlow, "slow_answer", "its answer came too slowly", is_network=False),
    Failure(TooLarge, "too_large", "its answer is too large to be one of Strava's", False, is_network=False),
    Failure(
        requests.TooManyRedirects,
        "redirect",
        "the network sends us to another page, as hotel and train networks do before one has logged in",
    ),
    Failure(requests.exceptions.ProxyError, "proxy", "the proxy did not pass the call on"),
    Failure(socket.gaierror, "dns", "its name was not found in the network"),
    Failure(ssl.SSLEOFError, "reset", "the connection broke off"),
    Failure(
        ssl.SSLError,
        "tls",
        "its certificate could not be verified: this machine's clock may be wrong, or something stand in between",
        is_worth_another_try=False,
    ),
    Failure(ConnectionRefusedError, "refused", "the connection was refused"),
    Failure(requests.ConnectTimeout, "timeout", "connecting timed out"),
    Failure(TimeoutError, "timeout", "it stopped answering"),
    Failure(BaseException, "reset", "the connection broke off"),
)

#: Causes that no second try within the night can mend.
LASTING = frozenset(
    {"rate_limited", "endless_listing", *(one.cause for one in FAILURES if not one.is_worth_another_try)}
)


def retrying(backoff: wait_base | None = None) -> Retrying:
    """The one retry policy: a few attempts at what is transient, further apart each time, by chance."""
    return Retrying(
        retry=retry_if_exception_type(Transient),
        stop=stop_after_attempt(ATTEMPTS) | stop_after_delay(ATTEMPTS_WITHIN_S),
        wait=backoff or BACKOFF,
        reraise=True,
    )


def unreachable(error: Transient) -> StravaUnreachable:
    """What to raise when the last attempt has failed as well, or another would."""
    kind = StravaUnreachable if error.is_network else AnswerUnusable
    return kind(
        f"Strava gave no usable answer ({error.reason}). Nothing is lost: check the network and "
        "https://status.strava.com, then run: fivefold sync",
        cause=error.cause,
    )


def sent(session: requests.Session, method: str, url: str, who: str = "it", **content: Any) -> requests.Response:
    """The answer to one attempt at a call of the application's own; `who` answers, in words for a sentence.

    Raises what `network_failure` and `refuse_outage` make of it. A 429 is not worth another try: the limit is no
    shorter than a quarter of an hour, and asking again counts as well.
    """
    try:
        response = session.request(method, url, **content)
    except requests.RequestException as error:
        # `from None`: the exception holds the request, and the request holds the secrets.
        raise network_failure(error) from None
    if response.status_code == 429:
        raise unreachable(Transient(f"{who} says that too many calls were made", "rate_limited", is_network=True))
    refuse_outage(response.status_code, who)
    return response


def refuse_outage(status: int, who: str = "it") -> None:
    """Raise `Transient` for a status that says nothing about what was asked for."""
    if status == 429:
        raise Transient(f"{who} says that too many calls were made", "rate_limited")
    if status >= 500 or status == 408:
        raise Transient(f"{who} answered {status}", "server_error")


def network_failure(error: requests.RequestException) -> Transient | StravaUnreachable:
    """The attempt that got no answer, in plain words: the exception's own text holds addresses and memory locations."""
    failure = failure_of(error)
    transient = Transient(failure.reason, failure.cause, failure.is_network)
    return transient if failure.is_worth_another_try else unreachable(transient)


def failure_of(error: BaseException) -> Failure:
    """What it means that a call ended with this exception."""
    causes = list(chain_of(error))
    return next(one for one in FAILURES if any(isinstance(cause, one.kind) for cause in causes))


def chain_of(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and what it was raised from or after."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def parse(response: requests.Response) -> Any:
    """The body as Python values; raises `Transient` for what is not whole and well-formed JSON."""
    try:
        return orjson.loads(response.content)
    except orjson.JSONDecodeError:
        is_page = response.content.lstrip()[:1] == b"<"
        kind, cause = ("a web page", "html") if is_page else ("broken JSON", "bad_json")
        raise Transient(f"it answered {response.status_code} with {kind}", cause) from None


def first_error(response: requests.Response) -> ApiError | None:
    """What an error body says: None if it names no error. Raises `Transient` if it is no error body of Strava's."""
    body = parse(response) if response.content else None
    errors = body.get("errors") if isinstance(body, dict) else None
    # Documented as a list; a single object has been seen.
    error = errors[0] if isinstance(errors, list) and errors else errors
    if not isinstance(error, dict):
        return None
    return ApiError(*(NOT_A_NAME.sub("", str(error.get(name, "")))[:LONGEST_NAME] for name in ApiError._fields))
