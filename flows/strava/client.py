"""The calls that a sync makes, each returning the verbatim body.

stravalib is the client, through its raw seam `client.protocol`: it knows the addresses and the authorisation header.
Its models stay out, because one record that does not fit them loses a whole page and an unknown sport its name; its
limiter stays out, because it sleeps for hours; its token refresh stays out, because it neither stores nor locks.
"""

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import local
from typing import Any
from urllib.parse import urlencode

import requests
from tenacity.wait import wait_base

from flows.errors import AppInactive, NotLoggedIn
from flows.settings import Settings
from flows.strava.answers import (
    AnswerUnusable,
    ApiError,
    Kind,
    Payload,
    Refused,
    Transient,
    first_error,
    network_failure,
    parse,
    refuse_outage,
    retrying,
    unreachable,
)
from flows.strava.budget import CallBudget
from flows.strava.oauth import INACTIVE
from flows.strava.session import PATIENCE, Patience, RawResponse, open_session
from flows.strava.token_store import LOGIN_AGAIN
from flows.strava.tokens import TokenKeeper

with warnings.catch_warnings():  # importing stravalib resets the filters of the whole process
    from stravalib import Client
    from stravalib.protocol import ApiV3

PER_PAGE = 200  # the most that Strava gives
# All that exist; without `resolution` every sample comes.
STREAM_KEYS = "time,distance,latlng,altitude,velocity_smooth,heartrate,cadence,watts,temp,moving,grade_smooth"

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class ScopeMissing(NotLoggedIn):
    """The athlete did not grant what this call needs."""

    cause = "scope"


class _Rejected(Exception):
    """Strava did not accept the access token."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token = token


class StravaSource:
    """One athlete's Strava, within a call budget. May be called from several threads at once.

    Every call may raise `NotLoggedIn`, `AppInactive`, `StravaUnreachable` (its subclass `AnswerUnusable` when Strava
    answers, but not this question) and `BudgetSpent`.
    """

    def __init__(
        self,
        session: requests.Session,
        tokens: TokenKeeper,
        budget: CallBudget,
        *,
        clock: Clock = utc_now,
        backoff: wait_base | None = None,
    ) -> None:
        self.tokens = tokens
        self.budget = budget
        self.clock = clock
        self.has_asked_whose = False
        """Whether Strava has confirmed during this run whose login it is."""
        self._backoff = backoff
        self._session = session
        self._of_thread = local()

    def athlete(self) -> tuple[Payload, int]:
        """The athlete's profile and id; the id is remembered with the login.

        Raises `OtherAthlete` where the login was somebody else's.
        """
        payload, profile = self._get("athlete", "/athlete")
        athlete_id = profile.get("id") if isinstance(profile, dict) else None
        if not isinstance(athlete_id, int):
            raise AnswerUnusable("Strava sent an athlete without an id. Try again later with: fivefold sync")
        self.tokens.remember_athlete(athlete_id)
        self.has_asked_whose = True
        return payload, athlete_id

    def profile(self) -> Payload | None:
        """The athlete's profile, without weight and FTP if those were not granted; None if nothing of it was."""
        try:
            return self.athlete()[0]
        except ScopeMissing:
            return None

    def zones(self) -> Payload | None:
        """The athlete's heart rate and power zones; None if the athlete did not grant them."""
        try:
            return self._get("zones", "/athlete/zones")[0]
        except ScopeMissing:
            return None

    def activity_page(self, page: int, before: datetime, after: datetime | None) -> tuple[Payload, list[Any]]:
        """One page of the listing, from 1, of activities that started before and after these instants."""
        window = {"before": int(before.timestamp())} | ({"after": int(after.timestamp())} if after else {})
        payload, entries = self._get("activity_page", "/athlete/activities", page=page, per_page=PER_PAGE, **window)
        if not isinstance(entries, list):
            raise AnswerUnusable("Strava sent a list of activities that is none. Try again later with: fivefold sync")
        return payload, entries

    def activity(self, activity_id: int) -> Payload:
        """One activity in detail, laps inside. Status 404 means that it is gone, which is data."""
        payload, detail = self._get("activity", f"/activities/{activity_id}", activity_id)
        # Whatever would be landed as this activity's detail would not be asked for again.
        if payload.http_status == 200 and not (isinstance(detail, dict) and detail.get("id") == activity_id):
            raise AnswerUnusable(
                "Strava sent something else than the activity asked for. Try again later with: fivefold sync"
            )
        return payload

    def streams(self, activity_id: int) -> Payload:
        """Every sample of one activity. Status 404 means that it has none, or is gone, which is data."""
        path = f"/activities/{activity_id}/streams"
        return self._get("streams", path, activity_id, keys=STREAM_KEYS, key_by_type="true")[0]

    def _get(self, kind: Kind, path: str, activity_id: int | None = None, **params: Any) -> tuple[Payload, Any]:
        """The answer as a payload and as Python values, after retries."""
        try:
            try:
                response, value = retrying(self._backoff)(self._ask, kind, path, params)
            except _Rejected as rejected:
                self.tokens.replace(rejected.token)
                response, value = retrying(self._backoff)(self._ask, kind, path, params)
        except _Rejected:
            raise NotLoggedIn(f"Strava does not accept this login any more. {LOGIN_AGAIN}", cause="revoked") from None
        except Transient as error:
            raise unreachable(error) from None
        asked = f"{path}?{urlencode(params, safe=',')}" if params else path
        # orjson has parsed it, so it is UTF-8.
        body = response.content.decode()
        return Payload(kind, activity_id, response.status_code, body, self.clock(), asked), value

    def _ask(self, kind: Kind, path: str, params: dict[str, Any]) -> tuple[RawResponse, Any]:
        """One attempt: one call of the budget."""
        token = self.tokens.access_token()
        self.budget.spend(self.clock())
        sent_at = self.clock()
        headers: Any = {}
        try:
            response: RawResponse = self._protocol(token).get(path, check_for_errors=False, **params)
            headers = response.headers
        except requests.RequestException as failure:
            raise network_failure(failure) from None
        finally:
            self.budget.settle(headers, sent_at, self.clock())
        if response.status_code == 200:
            return response, parse(response)
        if response.status_code == 429:
            self.budget.exhaust(sent_at)
        refuse_outage(response.status_code)
        if response.status_code == 404 and kind in ("activity", "streams") and "message" in (said := _object(response)):
            return response, said
        raise _refused(response, first_error(response))

    def _protocol(self, access_token: str) -> ApiV3:
        """stravalib's raw client with this token. It keeps the token as its state, so each thread has its own."""
        protocol: ApiV3 | None = getattr(self._of_thread, "protocol", None)
        if protocol is None:
            os.environ.setdefault("SILENCE_TOKEN_WARNINGS", "true")
            protocol = Client(requests_session=self._session, rate_limit_requests=False).protocol
            # Without these stravalib leaves the refreshing to the token keeper.
            protocol.client_id = protocol.client_secret = None
            self._of_thread.protocol = protocol
        protocol.access_token = access_token
        return protocol


def _object(response: RawResponse) -> dict[str, Any]:
    """The body, if it is a JSON object, as an error of Strava's is; else an empty one."""
    body = parse(response) if response.content else None
    return body if isinstance(body, dict) else {}


def _refused(response: RawResponse, error: ApiError | None) -> Exception:
    """What a refusal means, by what Strava names and not by the status alone."""
    status = response.status_code
    match error:
        case ApiError("Application", "Status", "Inactive"):
            return AppInactive(INACTIVE)
        case ApiError("AccessToken", scope, "missing"):
            return ScopeMissing(
                f"This login lacks the permission {scope}. Log in again and leave all boxes ticked: fivefold login"
            )
    if status == 401:
        return _Rejected(str(response.request.headers["Authorization"]).removeprefix("Bearer "))
    what = f"{error.resource} {error.field} {error.code}" if error else "no reason given"
    return Refused(f"Strava refused a call (status {status}, {what}). Try again later with: fivefold sync")


@contextmanager
def open_source(
    settings: Settings,
    budget: CallBudget,
    *,
    clock: Clock = utc_now,
    backoff: wait_base | None = None,
    patience: Patience = PATIENCE,
) -> Iterator[StravaSource]:
    """Strava as the settings name it; the connections are closed at the end."""
    with open_session(settings.strava_api_url, settings.strava_oauth_url, patience) as session:
        tokens = TokenKeeper(settings, session, clock, backoff)
        yield StravaSource(session, tokens, budget, clock=clock, backoff=backoff)
