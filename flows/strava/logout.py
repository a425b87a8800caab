"""The end of a login: Strava is told that the grant is over, then the stored tokens are removed."""

from dataclasses import replace
from typing import NamedTuple

import requests
from tenacity.wait import wait_base

from flows.errors import FivefoldError, NotLoggedIn, StravaUnreachable
from flows.settings import Settings
from flows.strava.answers import ApiError, Transient, first_error, retrying, sent, unreachable
from flows.strava.oauth import GrantEnded, application, refused, request_tokens
from flows.strava.session import STRAVA, open_session
from flows.strava.token_store import Tokens, TokenStore

BY_HAND = "https://www.strava.com/settings/apps"
#: Answers by which a server says that it does not have an endpoint.
NOT_THERE = (404, 405, 410)


class LoggedOut(NamedTuple):
    """What was ended."""

    athlete_id: int | None
    """Whose login it was, as far as it said."""
    was_stored: bool
    """Whether there was a login."""
    at_strava: str | None
    """`revoked` now, `ended before`, or None where Strava was not told."""


def log_out(settings: Settings, is_local: bool = False, backoff: wait_base | None = None) -> LoggedOut:
    """Revoke the stored grant at Strava and remove it from this machine; if `is_local`, Strava is told nothing.

    Waits for a refresh that is under way. Where Strava cannot be told nothing is removed, and what is raised says what
    to do: `StravaUnreachable`, or `NotLoggedIn` where the application's credentials are absent or wrong. A file that
    holds no grant is removed.
    """
    if not settings.token_path.exists():
        return LoggedOut(None, was_stored=False, at_strava=None)
    store = TokenStore(settings.token_path)
    with store.locked():
        held = readable(store)
        at_strava = end_grant(settings, store, held, backoff) if held is not None and not is_local else None
        store.remove()
    return LoggedOut(held.athlete_id if held else None, was_stored=True, at_strava=at_strava)


def readable(store: TokenStore) -> Tokens | None:
    """The stored grant, or None where the file holds none."""
    try:
        return store.read()
    except NotLoggedIn:
        return None


def end_grant(settings: Settings, store: TokenStore, held: Tokens, backoff: wait_base | None) -> str:
    """Tell Strava that the grant is over: `revoked`, or `ended before` if Strava says so."""
    try:
        client_id, client_secret = application(settings)
        with open_session(settings.strava_api_url, settings.strava_oauth_url) as session:
            proof = (str(client_id), client_secret.get_secret_value())
            if not post(session, "revoke", {"token": held.refresh_token}, proof, backoff):
                deauthorize(session, settings, store, held, backoff)
    except GrantEnded:
        return "ended before"
    except FivefoldError as error:
        why, _, _ = str(error).partition(". ")
        raise type(error)(
            f"{why}, so Strava was not told that this login is over, and nothing was removed. Try again with: fivefold "
            f"logout. Or end fivefold's access at {BY_HAND}, and remove the login here with: fivefold logout --local"
        ) from None
    return "revoked"


def deauthorize(
    session: requests.Session, settings: Settings, store: TokenStore, held: Tokens, backoff: wait_base | None
) -> None:
    """End the grant as Strava did before there was `/oauth/revoke`: by an access token that is good."""
    answer = request_tokens(
        session, settings, {"grant_type": "refresh_token", "refresh_token": held.refresh_token}, backoff
    )
    names = ("access_token", "refresh_token", "expires_at")
    # The old refresh token may be dead now: what follows can fail, and the login must go on then.
    store.write(fresh := replace(held, **{name: answer[name] for name in names}))
    if not post(session, "deauthorize", {"access_token": fresh.access_token}, None, backoff):
        raise StravaUnreachable("The server knows neither /oauth/revoke nor /oauth/deauthorize")


def post(
    session: requests.Session,
    endpoint: str,
    form: dict[str, str],
    proof: tuple[str, str] | None,
    backoff: wait_base | None,
) -> bool:
    """Send a form to an endpoint of OAuth, after retries; returns whether the server has that endpoint.

    `proof` are the application's credentials. Raises `GrantEnded`, and what `request_tokens` raises.
    """
    try:
        return retrying(backoff)(_post_once, session, endpoint, form, proof)
    except Transient as error:
        raise unreachable(error) from None


def _post_once(session: requests.Session, endpoint: str, form: dict[str, str], proof: tuple[str, str] | None) -> bool:
    response = sent(session, "POST", f"{STRAVA}oauth/{endpoint}", data=form, auth=proof)
    if response.status_code == 200 or response.status_code in NOT_THERE:
        return response.status_code == 200
    said = first_error(response)
    match said:
        case ApiError("AccessToken") | ApiError("Athlete", "access_token"):
            raise GrantEnded("Strava has ended this login before")
    raise refused(said, response.status_code)
