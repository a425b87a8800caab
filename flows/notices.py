"""What is told without being asked: a failed run, the first good one after it, and a warehouse gone stale.

Silence means that all is well, so a good run is told only after trouble was. Notices go to FIVEFOLD_NOTIFY_URL through
Prefect's notification block, made where it is needed: nothing has to be registered, and no server has to run. They are
made of fivefold's own sentences and hold nothing that the athlete wrote.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from prefect.blocks.notifications import AppriseNotificationBlock
from pydantic import BaseModel, SecretStr, ValidationError

from flows.books.standing import Standing, ending, standing
from flows.errors import FivefoldError, Undelivered, UsageError
from flows.settings import Settings, load_settings
from flows.strava.client import Clock, utc_now
from warehouse.durable import write_private

#: So often, at most, staleness is told; other trouble that was told keeps it silent as long.
TOLD_EVERY = timedelta(days=1)
#: So often `fivefold serve` looks whether it is stale, which takes a moment.
LOOKS_EVERY_S = 3600.0

log = logging.getLogger(__name__)


class Notice(NamedTuple):
    """One message."""

    subject: str
    body: str
    kind: Literal["info", "success", "warning", "failure"]


class Memory(BaseModel):
    """What has been told: `notices.json` in the home, since the warehouse may be busy, or be the trouble."""

    trouble_since: datetime | None = None
    """When the trouble was first noticed that has not been told to be over."""
    told_at: datetime | None = None
    """When of trouble a notice was last delivered."""

    @classmethod
    def of(cls, settings: Settings) -> "Memory":
        """As the file says; without a file that makes sense, nothing has been told."""
        try:
            return cls.model_validate_json(kept_in(settings).read_bytes())
        except (OSError, ValidationError):
            return cls()

    def keep(self, settings: Settings) -> None:
        """Replace the file in one step."""
        write_private(kept_in(settings), self.model_dump_json().encode())


def kept_in(settings: Settings) -> Path:
    """Where the memory lies."""
    return settings.home / "notices.json"


def address(settings: Settings) -> SecretStr:
    """Where notices go. Raises `UsageError` if no setting says so."""
    if settings.notify_url is None:
        raise UsageError(
            "FIVEFOLD_NOTIFY_URL is not set: where should it go? Put an address that Apprise knows, such as "
            f"ntfys://ntfy.sh/TOPIC, into {settings.home / 'fivefold.toml'}, then run: fivefold notify"
        )
    return settings.notify_url


def send(settings: Settings, notice: Notice) -> None:
    """Deliver a notice.

    Raises `UsageError` without an address, and `Undelivered` without repeating it: it holds a password as a rule.
    """
    url = address(settings)
    try:
        block = AppriseNotificationBlock(url=url, notify_type=notice.kind)
        with block.raise_on_failure():
            # In the thread of an event loop it would return a coroutine instead: Prefect takes _sync out again.
            block.notify(f"{notice.body}\nHome: {settings.home.name}", notice.subject, _sync=True)  # type: ignore[call-arg]
    except Exception:
        raise Undelivered(
            "A notice could not be delivered to FIVEFOLD_NOTIFY_URL. Check the address and the network, then try with: "
            "fivefold notify"
        ) from None


@contextmanager
def told(settings: Settings, clock: Clock = utc_now) -> Iterator[None]:
    """A run is inside: if it fails that is told, and if it ends well after trouble that is told too.

    A notice that cannot be delivered is a warning in the log; the run ends as it would have. Whoever interrupts one by
    hand need not be told.
    """
    began_at = clock()
    try:
        yield
    except Exception as error:
        with only_warned():
            tell_trouble(settings, failure(settings, error, began_at, clock()), clock())
        raise
    with only_warned():
        tell_recovery(settings, clock())


@contextmanager
def only_warned() -> Iterator[None]:
    """What goes wrong inside is a warning. The text of an unexpected error may hold anything; its type does not."""
    try:
        yield
    except Exception as error:
        log.warning(str(error) if isinstance(error, FivefoldError) else f"A notice failed: {type(error).__name__}")


def tell_trouble(settings: Settings, notice: Notice, at: datetime) -> None:
    """Tell of trouble and remember it, delivered or not: that it is over is told in either case."""
    if settings.notify_url is None:
        return
    memory = Memory.of(settings)
    memory.trouble_since = memory.trouble_since or at
    memory.keep(settings)
    send(settings, notice)
    memory.told_at = at
    memory.keep(settings)


def tell_recovery(settings: Settings, at: datetime) -> None:
    """Tell that a run has ended well, if trouble has been told."""
    since = Memory.of(settings).trouble_since
    if settings.notify_url is None or since is None:
        return
    body = (
        f"The run that ended {at:%Y-%m-%d %H:%M} UTC was good. There had been trouble since {since:%Y-%m-%d %H:%M} UTC."
    )
    send(settings, Notice("fivefold works again", body, "success"))
    Memory().keep(settings)


def tell_if_stale(settings: Settings, now: datetime) -> bool:
    """Tell that the warehouse is stale, or cannot be read, unless trouble was told within a day; whether it told."""
    told_at = Memory.of(settings).told_at
    if settings.notify_url is None or (told_at is not None and abs(now - told_at) < TOLD_EVERY):
        return False
    notice = report(settings, now)
    if notice.kind == "info":
        return False
    tell_trouble(settings, notice, now)
    return True


def tell_killed(settings: Settings, at: datetime) -> None:
    """Tell that a run was killed, which it cannot tell itself."""
    body = (
        "The run was killed before it ended. What it had fetched is kept, and the next one goes on from there: "
        "fivefold sync"
    )
    with only_warned():
        tell_trouble(settings, Notice("fivefold: the run failed", body, "failure"), at)


def report(settings: Settings, now: datetime) -> Notice:
    """How things stand; of kind `info` if they stand well."""
    try:
        found = standing(settings, now)
    except FivefoldError as error:
        return Notice("fivefold: the warehouse cannot be read", str(error), "failure")
    if found.is_stale:
        return Notice("fivefold is stale", found.verdict, "warning")
    return Notice("fivefold is up to date", found.verdict, "info")


def failure(settings: Settings, error: Exception, began_at: datetime, now: datetime) -> Notice:
    """What a failed run says, and what the books say of it and of those before."""
    said = str(error) if isinstance(error, FivefoldError) else f"{type(error).__name__}: see the log of the run."
    lines = [said if "fivefold " in said else f"{said} Try again with: fivefold sync"]
    try:
        lines += history(standing(settings, now), began_at)
    except FivefoldError:
        lines.append("The warehouse cannot be read either.")
    return Notice("fivefold: the run failed", "\n".join(lines), "failure")


def history(found: Standing, began_at: datetime) -> list[str]:
    """How the run that began then ended, if it came as far as the books, and how many failed in a row."""
    run = found.last_run
    in_books = bool(run) and run["started_at"] >= began_at
    return [*([f"Outcome: {ending(run)}."] if in_books else []), f"{found.failures} {found.last_success}".strip()]


@contextmanager
def watching(clock: Clock = utc_now) -> Iterator[None]:
    """While the block lasts, staleness is told, whatever runs or does not."""
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(LOOKS_EVERY_S):
            with only_warned():
                tell_if_stale(load_settings(), clock())

    threading.Thread(target=look, daemon=True).start()
    try:
        yield
    finally:
        ended.set()
