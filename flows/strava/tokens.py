"""The athlete's grant: where it is kept, and how its access token stays fresh.

A refresh may kill the old refresh token at once. So a new one is on disk before it is first used, the room for it is
taken before Strava is asked, only one process at a time refreshes, and before a grant is declared dead the file is read
once more: someone else may have been quicker. What remains is a process that dies between Strava's answer and the
moment at which it is written down, within milliseconds: that grant is lost, and the next run says to log in again.
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

import orjson
import requests
from pydantic import SecretStr
from tenacity.wait import wait_base

from flows.errors import AppInactive, FivefoldError, NotLoggedIn, OtherAthlete, WarehouseUnavailable
from flows.settings import Settings
from flows.strava.answers import ApiError, Transient, first_error, network_failure, parse, retrying, unreachable
from flows.strava.session import STRAVA
from warehouse.durable import folder_to_disk, put_in_place, to_disk

# Refresh this long before expiry: a call that is under way must not find its token expired. Strava hands out a new
# token only in the last hour, so this must stay well below one.
EARLY_S = 300
#: Bytes that a stored grant may take, a block of most file systems; it needs a tenth of that.
ROOM = 4096

LOGIN = "Log in with: fivefold login"
LOGIN_AGAIN = "Log in again with: fivefold login"
INACTIVE = (
    "Strava says that your API application is inactive: the account that owns it needs a Strava subscription. "
    "Subscribe with it, reactivate the application at https://www.strava.com/settings/api, then run: fivefold sync"
)
WRONG_CLIENT = (
    "Strava does not know this STRAVA_CLIENT_ID with this STRAVA_CLIENT_SECRET. Copy both from "
    "https://www.strava.com/settings/api, then run: fivefold login"
)


def other_athlete(logged_in: int, at_home: int) -> OtherAthlete:
    """Why a login is refused, for people."""
    return OtherAthlete(
        f"This login is athlete {logged_in}'s, but this home holds the training of athlete {at_home}. Log in as "
        f"athlete {at_home} with: fivefold login. Or give athlete {logged_in} a home of their own: "
        "FIVEFOLD_HOME=FOLDER fivefold login"
    )


class GrantEnded(NotLoggedIn):
    """Strava knows this grant no longer: it was revoked, or replaced elsewhere."""

    cause = "revoked"


@dataclass(frozen=True)
class Tokens:
    """A grant as it is stored. Its repr shows no token."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: int
    """Seconds since 1970, UTC."""
    athlete_id: int | None = None
    """Whose it is; None until Strava has said so."""
    scopes: tuple[str, ...] | None = None
    """What the athlete granted; None if the grant was not made by `fivefold login`."""


class TokenStore:
    """`token.json`: readable by its owner alone, always whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._draft = path.with_suffix(".new")
        self._is_reserved = False

    def read(self) -> Tokens | None:
        """The stored grant, or None when there is no file. Raises `NotLoggedIn` for a file that is not a grant."""
        try:
            return grant_in(self.path)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            raise NotLoggedIn(f"{self.path} cannot be read as a stored login. {LOGIN_AGAIN}") from None

    def write(self, tokens: Tokens) -> None:
        """Replace the stored grant in one step, on disk before this returns. The caller holds the lock.

        Raises `WarehouseUnavailable` where it cannot be written, for want of room unless that was reserved.
        """
        try:
            if not (self._is_reserved and self.is_unsettled):
                self.reserve()
            self._is_reserved = False
            with self._draft.open("r+b") as file:
                file.write(orjson.dumps(asdict(tokens), option=orjson.OPT_INDENT_2))
                file.truncate()
            put_in_place(self._draft, self.path)
        except OSError as error:
            raise self._unwritable(error) from None

    def remove(self) -> None:
        """Forget the stored grant, on disk before this returns. The caller holds the lock.

        The lock itself stays: it is empty, and whoever waits for it waits for this very file.
        """
        for path in (self._draft, self.path):
            path.unlink(missing_ok=True)
        folder_to_disk(self.path.parent)

    def reserve(self) -> None:
        """Take the room for a grant now. The caller holds the lock.

        What Strava has issued and the disk has no room for would be lost. Raises `WarehouseUnavailable` without room.
        """
        try:
            self._draft.unlink(missing_ok=True)
            handle = os.open(self._draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                # JSON with spaces after it is JSON: written over them, a grant is whole with its last bracket.
                file.write(b" " * ROOM)
            to_disk(self._draft)
            self._is_reserved = True
        except OSError as error:
            raise self._unwritable(error) from None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone with the file, among all processes and threads that ask; waits for the one before.

        What a killed process had left unfinished is settled first. Raises `WarehouseUnavailable` where nothing can be
        written: better before a refresh than after it.
        """
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise self._unwritable(error) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            try:
                self._settle()
                yield
            finally:
                self._is_reserved = False
                with suppress(WarehouseUnavailable):
                    self._settle()
        finally:
            os.close(handle)  # which releases the lock, as does the death of the process

    @property
    def is_unsettled(self) -> bool:
        """Whether a grant is being written, or was when a process was killed."""
        return self._draft.exists()

    def _settle(self) -> None:
        """Put a draft that was left in place if it is a whole grant and the newer one; remove it if not."""
        try:
            try:
                drafted = grant_in(self._draft)
            except FileNotFoundError:
                return
            except (ValueError, KeyError, TypeError):
                self._draft.unlink()
                return
            try:
                is_newer = drafted.expires_at > grant_in(self.path).expires_at
            except (OSError, ValueError, KeyError, TypeError):
                is_newer = True
            if is_newer:
                put_in_place(self._draft, self.path)
            else:
                self._draft.unlink()
        except OSError as error:
            raise self._unwritable(error) from None

    def _unwritable(self, error: OSError) -> WarehouseUnavailable:
        return WarehouseUnavailable(
            f"{self.path.parent} cannot be written ({error.strerror}). Make room in it or make it writable, or set "
            "FIVEFOLD_HOME to another folder, then run the command again"
        )


def grant_in(file: Path) -> Tokens:
    """The grant that a file holds. Raises OSError without a file, ValueError, KeyError or TypeError if it is none."""
    stored = orjson.loads(file.read_bytes())
    scopes, athlete_id = stored["scopes"], stored["athlete_id"]
    return Tokens(
        one_word(stored["access_token"]),
        one_word(stored["refresh_token"]),
        int(stored["expires_at"]),
        None if athlete_id is None else int(athlete_id),
        None if scopes is None else tuple(str(scope) for scope in scopes),
    )


def one_word(token: Any) -> str:
    """A token as it can travel in a header. Raises ValueError for what cannot."""
    text = str(token)
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise ValueError("not a token")
    return text


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
    try:
        response = session.post(STRAVA + "oauth/token", data=form)
    except requests.RequestException as error:
        # `from None`: the exception holds the request, and the request holds the secrets.
        raise network_failure(error) from None
    if response.status_code == 429:
        # The limit is no shorter than a quarter of an hour, and asking again counts as well.
        raise unreachable(Transient("its token endpoint says that too many calls were made", "rate_limited", True))
    if response.status_code >= 500 or response.status_code == 408:
        raise Transient(f"its token endpoint answered {response.status_code}", "server_error")
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
            return GrantEnded(f"Strava has ended this login: it was revoked, or replaced elsewhere. {LOGIN_AGAIN}")
        case ApiError("RequestToken") | ApiError("AuthorizationCode"):
            return NotLoggedIn(f"Strava did not accept the code: each works once and for a short time. {LOGIN_AGAIN}")
        case ApiError("Application", "Status", "Inactive"):
            return AppInactive(INACTIVE)
        case ApiError("Application"):
            return NotLoggedIn(WRONG_CLIENT, cause="wrong_client")
    return NotLoggedIn(f"Strava refused to issue tokens (status {status}). {LOGIN_AGAIN}")
