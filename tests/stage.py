"""A process that does one piece of work after another, each in a child of its own that can be killed at any moment.

`python -m tests.stage` reads a line of JSON with each piece of work and answers with one. The heavy libraries are
imported once, before each fork; whatever starts a thread is imported after it, since no thread survives a fork.
"""
# ruff: noqa: PLC0415

import faulthandler
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[1]
BEFORE_FORK = ("pandera.backends.polars.builtin_checks", "warehouse.publish", "flows.strava.pull")
#: The day of the nights: the marts depend on it.
NOW = datetime(2025, 11, 19, 21, 0, tzinfo=UTC)
#: No piece of work takes as long.
HANGS_AFTER_S = 120


@dataclass(frozen=True)
class Done:
    """How a piece of work ended."""

    code: int
    """0, the exit code of the error, or -9 where it was killed."""
    said: str
    """The sentence of the error."""
    seconds: float
    steps: int
    """Steps that leave something on disk, as far as the process came."""

    @property
    def was_killed(self) -> bool:
        return self.code == -signal.SIGKILL


@dataclass(frozen=True)
class Stage:
    """The process, as a test sees it."""

    process: "subprocess.Popen[str]"

    def play(
        self,
        work: str,
        environment: Mapping[str, str],
        *,
        after_s: float | None = None,
        at_step: int | None = None,
    ) -> Done:
        """Do some work, killed after so many seconds or just before its n-th step that leaves something on disk."""
        asked = {"work": work, "environment": dict(environment), "after_s": after_s, "at_step": at_step}
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return Done(**json.loads(self.process.stdout.readline()))


@contextmanager
def stage() -> Iterator[Stage]:
    """The process for as long as the block lasts."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.stage"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Stage(process)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(30)


# What follows runs in that process.


def sync() -> None:
    """A night, without Prefect."""
    from flows.passes import all_passes, open_night
    from flows.settings import load_settings

    with open_night(load_settings(), fixed_now=NOW) as night:
        all_passes(night)


def rebuild() -> None:
    from flows.derive.rebuild import rebuild
    from flows.settings import load_settings

    rebuild(load_settings(), NOW)


def publish() -> None:
    from flows.derive.rebuild import publish_only
    from flows.settings import load_settings

    publish_only(load_settings())


def refresh() -> None:
    """An access token that is good now, from one that is not."""
    from flows.settings import load_settings
    from flows.strava.session import open_session
    from flows.strava.tokens import TokenKeeper

    settings = load_settings()
    with open_session(settings.strava_api_url, settings.strava_oauth_url) as session:
        TokenKeeper(settings, session).access_token()


WORK = {"sync": sync, "rebuild": rebuild, "publish": publish, "refresh": refresh}


def count_steps(out: IO[bytes], kill_at: int | None) -> None:
    """Write a byte before each step that leaves something on disk, in any thread; be killed before the n-th.

    Steps are statements of DuckDB that are no queries, and what Python does to files.
    """
    count = 0
    guard = threading.Lock()

    def watch(frame: Any, event: str, called: Any) -> None:
        nonlocal count
        if event == "c_call" and is_step(called):
            with guard:
                count += 1
                os.write(out.fileno(), b".")
                if count == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

    threading.setprofile(watch)
    sys.setprofile(watch)


ON_FILES = {
    getattr(os, name)
    for name in (
        *("replace", "rename", "link", "symlink", "unlink", "remove", "rmdir"),
        *("fsync", "ftruncate", "fchmod", "mkdir", "open"),
    )
}


def is_step(called: Any) -> bool:
    return called in ON_FILES or getattr(called, "__name__", "") == "execute"


def child(asked: dict[str, Any], said: IO[bytes], steps: IO[bytes]) -> int:
    """Do the work that is asked for; the code that it ends with."""
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.dup2(2, 1)
    os.umask(0)
    faulthandler.dump_traceback_later(HANGS_AFTER_S, exit=True)
    from flows.errors import FivefoldError

    if asked["at_step"] is not None:
        importlib.import_module("flows.passes")
        count_steps(steps, asked["at_step"])
    try:
        WORK[asked["work"]]()
    except FivefoldError as error:
        said.write(str(error).encode())
        said.flush()
        return error.exit_code
    return 0


def played(asked: dict[str, Any]) -> dict[str, Any]:
    """Do the work in a child, killed when the time comes."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as steps:
        began = time.monotonic()
        pid = os.fork()
        if pid == 0:
            code = 70
            try:
                code = child(asked, said, steps)
            except BaseException:
                sys.excepthook(*sys.exc_info())
            finally:
                os._exit(code)
        if asked["after_s"] is not None:
            time.sleep(asked["after_s"])
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        seconds = time.monotonic() - began
        said.seek(0)
        return {
            "code": os.waitstatus_to_exitcode(status),
            "said": said.read().decode(),
            "seconds": seconds,
            "steps": os.fstat(steps.fileno()).st_size,
        }


def main() -> None:
    for name in BEFORE_FORK:
        importlib.import_module(name)
    # As in the tests' own process: to draw a page takes a second.
    importlib.import_module("flows.published_pages").PAGES.clear()
    for line in sys.stdin:
        print(json.dumps(played(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
