"""How the athlete's access token stays fresh.

A refresh may kill the old refresh token at once. So a new one is on disk before it is first used, the room for it is
taken before Strava is asked, only one process at a time refreshes, and before a grant is declared dead the file is read
once more: someone else may have been quicker. What remains is a process that dies between Strava's answer and the
moment at which it is written down, within milliseconds: that grant is lost, and the next run says to log in again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock

import requests
from tenacity.wait import wait_base

from flows.errors import NotLoggedIn, OtherAthlete
from flows.settings import Settings
from flows.strava.oauth import request_tokens
from flows.strava.token_store import Tokens, TokenStore

# Refresh this long before expiry: a call that is under way must not find its token expired. Strava hands out a new
# token only in the last hour, so this must stay well below one.
EARLY_S = 300
LOGIN = "Log in with: fivefold login"


class TokenKeeper:
    """Hands out an access token that is good now, refreshing and storing it when needed. Safe between threads."""

    def __init__(
        self,
        settings: Settings,
        session: requests.Session,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        backoff: wait_base | None = None,
    ) -> None:
        self.store = TokenStore(settings.token_path)
        self._settings = settings
        self._session = session
        self._clock = clock
        self._backoff = backoff
        self._lock = Lock()
        self._tokens: Tokens | None = None

    def access_token(self) -> str:
        """An access token with some minutes left. Raises `NotLoggedIn` when there is no grant to get one from."""
        with self._lock:
            self._tokens = self._known()
            if self._tokens is None or self._is_old(self._tokens):
                self._tokens = self._renew(rejected=None)
            return self._tokens.access_token

    def replace(self, rejected: str) -> str:
        """Another access token than the one that Strava has just rejected."""
        with self._lock:
            if self._tokens is None or self._tokens.access_token == rejected:
                self._tokens = self._renew(rejected)
            return self._tokens.access_token

    @property
    def athlete_id(self) -> int | None:
        """Whose grant it is, as far as the stored login says."""
        tokens = self._known()
        return tokens.athlete_id if tokens else None

    @property
    def scopes(self) -> tuple[str, ...]:
        """What the athlete granted, as far as the stored login says."""
        tokens = self._tokens or self.store.read()
        return (tokens.scopes if tokens else None) or ()

    def remember_athlete(self, athlete_id: int) -> None:
        """Note whose grant it is: a refresh token from the environment does not say.

        Raises `OtherAthlete` where the stored login is somebody else's.
        """
        with self._lock, self.store.locked():
            stored = self.store.read()
            if stored is None or stored.athlete_id == athlete_id:
                return
            if stored.athlete_id is not None:
                raise other_athlete(athlete_id, stored.athlete_id)
            self._tokens = replace(stored, athlete_id=athlete_id)
            self.store.write(self._tokens)

    def _known(self) -> Tokens | None:
        """The grant in hand, or else the stored one, after what a killed process had left unfinished."""
        if self._tokens is None and self.store.is_unsettled:
            with self.store.locked():
                return self.store.read()
        return self._tokens or self.store.read()

    def _is_old(self, tokens: Tokens) -> bool:
        return self._clock().timestamp() >= tokens.expires_at - EARLY_S

    def _renew(self, rejected: str | None) -> Tokens:
        """A fresh grant: the one another process has stored meanwhile, or else a refreshed one, stored before use."""
        with self.store.locked():
            held = self._stored()
            if held.access_token != rejected and not self._is_old(held):
                return held
            self.store.reserve()
            try:
                renewed = self._refresh(held)
            except NotLoggedIn:
                # A program that does not know our lock may have refreshed just now: its token is in the file.
                again = self._stored()
                if again.refresh_token == held.refresh_token:
                    raise
                renewed = self._refresh(again)
            self.store.write(renewed)
            return renewed

    def _stored(self) -> Tokens:
        """The stored grant, or the refresh token of the environment while nothing is stored."""
        stored = self.store.read()
        if stored is not None:
            return stored
        first = self._settings.strava_refresh_token
        if first is None:
            raise NotLoggedIn(f"Nobody is logged in to Strava on this machine. {LOGIN}")
        return Tokens("", first.get_secret_value(), 0)

    def _refresh(self, held: Tokens) -> Tokens:
        form = {"grant_type": "refresh_token", "refresh_token": held.refresh_token}
        answer = request_tokens(self._session, self._settings, form, self._backoff)
        # Where this machine's clock is hours ahead, `expires_at` has always passed; the life that is left has not.
        life_s, until = answer.get("expires_in"), answer["expires_at"]
        if isinstance(life_s, int):
            until = int(self._clock().timestamp()) + life_s
        return replace(
            held,
            access_token=answer["access_token"],
            refresh_token=answer["refresh_token"],
            expires_at=until,
        )


def other_athlete(logged_in: int, at_home: int) -> OtherAthlete:
    """Why a login is refused, for people."""
    return OtherAthlete(
        f"This login is athlete {logged_in}'s, but this home holds the training of athlete {at_home}. Log in as "
        f"athlete {at_home} with: fivefold login. Or give athlete {logged_in} a home of their own: "
        "FIVEFOLD_HOME=FOLDER fivefold login"
    )
