"""Where the athlete's grant is kept: `token.json`, always whole, and written by one process at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

from flows.errors import NotLoggedIn, WarehouseUnavailable
from warehouse.durable import folder_to_disk, put_in_place, to_disk

#: Bytes that a stored grant may take, a block of most file systems; it needs a tenth of that.
ROOM = 4096

LOGIN_AGAIN = "Log in again with: fivefold login"


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
                os.fchmod(handle, 0o600)  # also where the umask takes it from the owner
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
