"""What the athlete allowed: codes, access tokens and rotating refresh tokens."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from flows.emulator.answer import bad_access_token, bad_request
from flows.emulator.clock import Clock

TOKEN_LIFE_S = 6 * 3600
KEPT_WHEN_LEFT_S = 3600
"""A refresh with more than this left returns the token it already has."""
CODE_LIFE_S = 600
SCOPES = (
    "read",
    "read_all",
    "profile:read_all",
    "profile:write",
    "activity:read",
    "activity:read_all",
    "activity:write",
)
"""Every scope that the API knows."""
EVERYTHING_READABLE = frozenset({"read", "activity:read_all", "profile:read_all"})


def _token() -> str:
    return secrets.token_hex(20)


@dataclass
class Grant:
    """One consent of the athlete, with its tokens. Older access tokens live on until they expire."""

    scopes: frozenset[str]
    refresh_token: str = field(default_factory=_token)
    access_token: str = ""
    expires_at: int = 0

    def allows(self, *scopes: str) -> bool:
        """Whether at least one of these scopes was granted."""
        return not self.scopes.isdisjoint(scopes)


class Grants:
    """All consents, found by code, by access token and by refresh token."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._codes: dict[str, tuple[Grant, float]] = {}
        self._access: dict[str, tuple[Grant, int]] = {}
        self._refresh: dict[str, Grant] = {}

    def issue(self, scopes: frozenset[str] = EVERYTHING_READABLE) -> Grant:
        """A consent with fresh tokens, as if the athlete had clicked and the code had been exchanged."""
        grant = Grant(scopes)
        self._refresh[grant.refresh_token] = grant
        self._renew(grant)
        return grant

    def code(self, scopes: frozenset[str]) -> str:
        """A code for one exchange within ten minutes."""
        code = _token()
        self._codes[code] = (Grant(scopes), self._clock.now() + CODE_LIFE_S)
        return code

    def exchange(self, code: str) -> Grant:
        """The grant behind a code, which is used up; an unknown, old or used code is refused."""
        grant, until = self._codes.pop(code, (None, 0.0))
        if grant is None or self._clock.now() > until:
            raise bad_request("RequestToken", "code")
        self._refresh[grant.refresh_token] = grant
        self._renew(grant)
        return grant

    def refresh(self, refresh_token: str) -> Grant:
        """The grant with a usable access token; a new one comes with a new refresh token, and the old one is dead."""
        grant = self._refresh.get(refresh_token)
        if grant is None:
            raise bad_request("RefreshToken", "refresh_token")
        if grant.expires_at - self._clock.now() <= KEPT_WHEN_LEFT_S:
            self._rotate(grant)
            self._renew(grant)
        return grant

    def authenticate(self, access_token: str) -> Grant:
        """The grant behind an access token that is neither unknown, expired nor revoked."""
        grant, expires_at = self._access.get(access_token, (None, 0))
        if grant is None or self._clock.now() >= expires_at:
            raise bad_access_token()
        return grant

    def covers(self, scopes: frozenset[str]) -> bool:
        """Whether the athlete has already granted all of these scopes."""
        return any(scopes <= grant.scopes for grant in self._refresh.values())

    def find(self, token: str) -> Grant | None:
        """The grant behind a refresh token or an access token, expired or not."""
        return self._refresh.get(token) or self._access.get(token, (None, 0))[0]

    def revoke(self, grant: Grant) -> None:
        """The athlete withdraws a consent: all its tokens are dead."""
        self._refresh = {token: other for token, other in self._refresh.items() if other is not grant}
        self._access = {token: held for token, held in self._access.items() if held[0] is not grant}

    def revoke_all(self) -> None:
        """The athlete withdraws every consent."""
        self._codes, self._access, self._refresh = {}, {}, {}

    def expire_all(self) -> None:
        """Every access token is expired from now on; refresh tokens stay good."""
        self._access.clear()
        for grant in self._refresh.values():
            grant.expires_at = int(self._clock.now())

    def narrow_all(self, scopes: frozenset[str]) -> None:
        """The athlete withdraws all but these scopes from every consent; the tokens stay good."""
        for grant in [*self._refresh.values(), *(grant for grant, _ in self._access.values())]:
            grant.scopes &= scopes

    def rotate_all(self) -> list[Grant]:
        """Every refresh token is replaced behind its holder's back, as by a second program; the grants with the new."""
        grants = list(self._refresh.values())
        for grant in grants:
            self._rotate(grant)
        return grants

    def _renew(self, grant: Grant) -> None:
        grant.access_token = _token()
        grant.expires_at = int(self._clock.now()) + TOKEN_LIFE_S
        self._access[grant.access_token] = (grant, grant.expires_at)

    def _rotate(self, grant: Grant) -> None:
        del self._refresh[grant.refresh_token]
        grant.refresh_token = _token()
        self._refresh[grant.refresh_token] = grant

    def token_body(self, grant: Grant) -> dict[str, Any]:
        """The tokens as the token endpoint returns them."""
        return {
            "token_type": "Bearer",
            "access_token": grant.access_token,
            "expires_at": grant.expires_at,
            "expires_in": max(0, grant.expires_at - int(self._clock.now())),
            "refresh_token": grant.refresh_token,
        }
