"""The server in a process of its own, which builds its athlete, says where it is, and dies with its parent."""

import contextlib
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import orjson

from flows.emulator.server import LOOPBACK, Address

ROOT = Path(__file__).parents[2]
STOP_WITHIN_S = 10


@dataclass(frozen=True)
class Subprocess(Address):
    """A server in another process, and a refresh token that it accepts from the start."""

    refresh_token: str = field(repr=False)


@contextlib.contextmanager
def in_subprocess(
    seed: int,
    years: float,
    until: datetime,
    *,
    host: str = LOOPBACK,
    port: int = 0,
    truth_path: Path | None = None,
    switches: Mapping[str, Any] | None = None,
    ready_within_s: float = 300,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Subprocess]:
    """A server with a synthetic athlete; the block begins when it accepts calls.

    `progress` is told how many of how many activities are built. The ground truth goes to `truth_path` if given.
    Raises RuntimeError with the child's own words if it fails, TimeoutError if it is not ready in time.
    """
    command = [sys.executable, "-m", "flows.emulator", "--host", host, "--port", str(port), "--seed", str(seed)]
    command += [
        "--years",
        str(years),
        "--until",
        until.isoformat(),
        "--switches",
        orjson.dumps(switches or {}).decode(),
    ]
    if truth_path is not None:
        command += ["--truth", str(truth_path.resolve())]
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, start_new_session=True
        ) as child,
    ):
        lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        reader = threading.Thread(target=_read_lines, args=(child, lines), daemon=True)
        reader.start()
        try:
            yield _ready(child, lines, errors, time.monotonic() + ready_within_s, progress)
        finally:
            _end(child)
            reader.join()  # before the pipe it reads is closed


def _ready(
    child: subprocess.Popen[bytes],
    lines: "queue.SimpleQueue[bytes]",
    errors: IO[bytes],
    deadline: float,
    progress: Callable[[int, int], None] | None,
) -> Subprocess:
    """Read the child's lines until it says that it accepts calls."""
    while True:
        try:
            line = lines.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise TimeoutError("the emulator was not ready in time") from None
        if not line:
            child.wait()
            errors.seek(0)
            words = errors.read()[-2_000:].decode(errors="replace").strip()
            raise RuntimeError(f"the emulator ended before it was ready: {words}")
        said = orjson.loads(line)
        if "url" in said:
            return Subprocess(said["url"], said["refresh_token"])
        if progress is not None:
            progress(said["done"], said["total"])


def _read_lines(child: subprocess.Popen[bytes], lines: "queue.SimpleQueue[bytes]") -> None:
    assert child.stdout is not None  # noqa: S101 - for the type checker; the pipe was asked for
    for line in child.stdout:
        lines.put(line)
    lines.put(b"")


def _end(child: subprocess.Popen[bytes]) -> None:
    assert child.stdin is not None  # noqa: S101 - for the type checker; the pipe was asked for
    with contextlib.suppress(BrokenPipeError):
        child.stdin.close()  # the child stops at the end of its input
    try:
        child.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
