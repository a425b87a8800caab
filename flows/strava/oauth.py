"""Strava's endpoints of OAuth, where the application speaks in its own name."""

from collections.abc import Mapping
from typing import Any

import requests
from pydantic import SecretStr
from tenacity.wait import wait_base

from flows.errors import AppInactive, FivefoldError, NotLoggedIn
from flows.purge.end_of_access import ERASE
from flows.settings import Settings
from flows.strava.answers import ApiError, Transient, first_error, parse, retrying, sent, unreachable
from flows.strava.session import STRAVA
from flows.strava.token_store import LOGIN_AGAIN

INACTIVE = (
    "Strava says that your API application is inactive: the account that owns it needs a Strava subscription. "
    "Subscribe with it, reactivate the application at https://www.strava.com/settings/api, then run: fivefold sync"
)
WRONG_CLIENT = (
    "Strava does not know this STRAVA_CLIENT_ID with this STRAVA_CLIENT_SECRET. Copy both from "
    "https://www.strava.com/settings/api, then run: fivefold login"
)


class GrantEnded(NotLoggedIn):
    """Strava knows this grant no longer: it was revoked, or replaced elsewhere."""

    cause = "revoked"


def application(settings: Settings) -> tuple[int, SecretStr]:
    """The API application's id and secret. Raises `NotLoggedIn` if they are not set."""
    if settings.strava_client_id is None or settings.strava_client_secret is None:
        raise NotLoggedIn(
            "STRAVA_CLIENT_ID and STRAVA_CLIENT_SECRET are not both set. Create an API application at "
            "https://www.strava.com/settings/api, set both, then run: fivefold login",
            cause="wrong_client",
        )
    return settings.strava_client_id, settings.strava_client_secret


def request_tokens(
    session: requests.Session, settings: Settings, grant: Mapping[str, str], backoff: wait_base | None = None
) -> dict[str, Any]:
    """Ask the token endpoint for tokens against a code or a refresh token (`grant`: the form fields that say which).

    Raises `NotLoggedIn`, `AppInactive` or `StravaUnreachable`. The secrets travel in the form, never in the address.
    """
    client_id, client_secret = application(settings)
    form = {"client_id": str(client_id), "client_secret": client_secret.get_secret_value(), **grant}
    try:
        return retrying(backoff)(_ask_once, session, form)
    except Transient as error:
        raise unreachable(error) from None


def _ask_once(session: requests.Session, form: dict[str, str]) -> dict[str, Any]:
    response = sent(session, "POST", f"{STRAVA}oauth/token", "its token endpoint", data=form)
    if response.status_code != 200:
        raise refused(first_error(response), response.status_code)
    tokens = parse(response)
    expected = {"access_token": str, "refresh_token": str, "expires_at": int}
    if not isinstance(tokens, dict) or not all(isinstance(tokens.get(name), kind) for name, kind in expected.items()):
        raise Transient("its token endpoint answered without tokens", "unexpected_answer")
    return tokens


def refused(error: ApiError | None, status: int) -> FivefoldError:
    """What a refusal of an endpoint of OAuth means, by what Strava names."""
    match error:
        case ApiError("RefreshToken"):
            return GrantEnded(
                "Strava has ended this login: it was revoked, or replaced elsewhere. If you revoked it, erase what "
                f"came through it with: {ERASE}. {LOGIN_AGAIN}"
            )
        case ApiError("RequestToken") | ApiError("AuthorizationCode"):
            return NotLoggedIn(f"Strava did not accept the code: each works once and for a short time. {LOGIN_AGAIN}")
    return application_refused(error) or NotLoggedIn(f"Strava refused to issue tokens (status {status}). {LOGIN_AGAIN}")


def application_refused(error: ApiError | None) -> FivefoldError | None:
    """What a refusal means that is about the application itself; None if it is about something else."""
    match error:
        case ApiError("Application", "Status", "Inactive"):
            return AppInactive(INACTIVE)
        case ApiError("Application"):
            return NotLoggedIn(WRONG_CLIENT, cause="wrong_client")
    return None
