"""A process that is killed at a given step, without a process: exact, repeatable, and quick."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from flows.strava.client import StravaSource
from warehouse.database import Warehouse


class Killed(BaseException):
    """The process is no more."""


@contextmanager
def dying_at(moment: int, home: Path, died: Path) -> Iterator[None]:
    """Raise `Killed` at the `moment`-th statement, call or rename; `died` is how SIGKILL would leave the home then.

    What a process has handed to the kernel outlives it, and nothing else does: so the files as they lie at that
    moment, copied, are what a killed process leaves, whatever this one still does to the home while it unwinds.
    """
    steps = count(1)
    seams = ((Warehouse, "execute"), (Warehouse, "query"), (StravaSource, "_ask"), (Path, "replace"), (os, "replace"))
    works = [(owner, name, getattr(owner, name)) for owner, name in seams]

    def counted(work: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            if next(steps) == moment:
                shutil.copytree(home, died, symlinks=True)
            if died.exists():
                raise Killed
            return work(*args, **kwargs)

        return step

    for owner, name, work in works:
        setattr(owner, name, counted(work))
    try:
        yield
    finally:
        for owner, name, work in works:
            setattr(owner, name, work)
