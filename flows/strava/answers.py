"""What came back from Strava: the body to keep, or what an error means."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

import orjson
import requests
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential
from tenacity.wait import wait_base

from flows.errors import StravaUnreachable

#: What Strava's errors are made of, as in `activity:read_permission`. Whoever answers in its place may send anything,
#: and a message shall neither move a terminal's cursor nor open a link; so all else is left out.
NOT_A_NAME = re.compile(r"[^\w .:/-]")
LONGEST_NAME = 60

Kind = Literal["activity_page", "activity", "streams", "zones", "athlete"]

ATTEMPTS = 5
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

    def __init__(self, reason: str, is_network: bool = False) -> None:
        super().__init__(reason, is_network)
        self.reason = reason
        self.is_network = is_network
        """Nothing came back at all, so it is not about the one record asked for."""


class AnswerUnusable(StravaUnreachable):
    """Strava answers, but not this question: one broken record must not be mistaken for an outage."""


class Refused(AnswerUnusable):
    """Strava refuses this one call for a reason that is none of the known ones; asking again would not help."""


def retrying(backoff: wait_base | None = None) -> Retrying:
    """The one retry policy: a few attempts at what is transient, further apart each time, by chance."""
    return Retrying(
        retry=retry_if_exception_type(Transient),
        stop=stop_after_attempt(ATTEMPTS),
        wait=backoff or BACKOFF,
        reraise=True,
    )


def unreachable(error: Transient) -> StravaUnreachable:
    """What to raise when the last attempt has failed as well."""
    kind = StravaUnreachable if error.is_network else AnswerUnusable
    return kind(
        f"Strava gave no usable answer in {ATTEMPTS} attempts ({error.reason}). Nothing is lost: check the network and "
        "https://status.strava.com, then run: fivefold sync"
    )


def network_failure(error: requests.RequestException) -> Transient:
    """The attempt that got no answer, in plain words: the exception's own text holds addresses and memory locations."""
    if isinstance(error, requests.ConnectTimeout):
        reason = "connecting timed out"
    elif isinstance(error, requests.Timeout):
        reason = "it stopped answering"
    elif isinstance(error, requests.TooManyRedirects):
        reason = "the network sends us to another page, as hotel and train networks do before one has logged in"
    elif isinstance(error, requests.exceptions.SSLError):
        reason = "its certificate could not be verified"
    elif isinstance(error, requests.exceptions.ProxyError):
        reason = "the proxy did not pass the call on"
    else:
        reason = "the connection failed or broke off"
    return Transient(reason, is_network=True)


def parse(response: requests.Response) -> Any:
    """The body as Python values; raises `Transient` for what is not whole and well-formed JSON."""
    try:
        return orjson.loads(response.content)
    except orjson.JSONDecodeError:
        kind = "a web page" if response.content.lstrip()[:1] == b"<" else "broken JSON"
        raise Transient(f"it answered {response.status_code} with {kind}") from None


def first_error(response: requests.Response) -> ApiError | None:
    """What an error body says: None if it names no error. Raises `Transient` if it is no error body of Strava's."""
    body = parse(response)
    errors = body.get("errors") if isinstance(body, dict) else None
    # Documented as a list; a single object has been seen.
    error = errors[0] if isinstance(errors, list) and errors else errors
    if not isinstance(error, dict):
        return None
    return ApiError(*(NOT_A_NAME.sub("", str(error.get(name, "")))[:LONGEST_NAME] for name in ApiError._fields))
