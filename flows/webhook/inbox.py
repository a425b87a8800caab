"""The events that wait for the next sync: a file of JSON lines in the home folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.webhook.event import Kept

NAME = "events.jsonl"
#: Some 2,500 events. More than that in one night is no athlete.
LARGEST_BYTES = 256_000


class Inbox:
    """Written by the webhook, emptied by the sync, in different processes; an event is in it until it is dealt with.

    Readable by its owner alone. Nothing waits for the disk: what a power cut takes, the nightly listing finds.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / NAME
        self._taken = self._path.with_suffix(".taken")

    def add(self, event: Kept) -> bool:
        """Put an event at the end; False if there is no room."""
        line = event.line()
        with self._locked(os.O_CREAT) as handle:
            size = os.fstat(handle).st_size
            if size + len(line) > LARGEST_BYTES:
                return False
            if os.write(handle, line) < len(line):
                os.ftruncate(handle, size)  # the disk is full; half a line would spoil the next
                return False
            return True

    def take(self) -> list[Kept]:
        """Everything that waits. It stays on the disk until `done`, so that a sync that is killed loses nothing.

        What a killed sync had taken comes again. What cannot be read is no event: no night is worth less for it.
        """
        with suppress(OSError), self._locked() as handle:
            if waiting := os.pread(handle, LARGEST_BYTES, 0):
                aside = os.open(self._taken, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NONBLOCK, 0o600)
                with os.fdopen(aside, "wb") as file:
                    # On a new line: the last one may have been cut off.
                    file.write(b"\n" + waiting)
                os.ftruncate(handle, 0)
        if not self._taken.is_file():
            return []
        return [event for line in self._taken.read_bytes().splitlines() if (event := Kept.of(line))]

    def done(self) -> None:
        """Let go of what was taken."""
        with suppress(OSError):
            self._taken.unlink()

    @contextmanager
    def _locked(self, flags: int = 0) -> Iterator[int]:
        """The open file, to oneself. Nobody holds it longer than it takes to copy it."""
        handle = os.open(self._path, os.O_RDWR | os.O_APPEND | flags, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield handle
        finally:
            os.close(handle)
