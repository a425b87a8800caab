"""Progress of long steps, shown to people and silent elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.text import Text

Advance = Callable[[int, int], None]
"""Told how much is done, and of how much."""

_bars: ContextVar[Progress | None] = ContextVar("bars", default=None)


class Amount(ProgressColumn):
    """How much of how much: a count, or megabytes and how many a second."""

    def render(self, task: Task) -> Text:
        """As of any column."""
        if not task.fields["is_bytes"]:
            return MofNCompleteColumn().render(task)
        return Text(" ").join((DownloadColumn().render(task), TransferSpeedColumn().render(task)))


@contextmanager
def progress_bars() -> Iterator[None]:
    """Within this, `progress` draws bars on standard error if that is a terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        Amount(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        token = _bars.set(bars)
        try:
            yield
        finally:
            _bars.reset(token)


@contextmanager
def progress(description: str, is_bytes: bool = False) -> Iterator[Advance]:
    """A bar for one step: call what it yields with the amount done and the total, of things or of bytes."""
    bars = _bars.get()
    if bars is None:
        yield lambda done, total: None
        return
    bar = bars.add_task(description, total=None, is_bytes=is_bytes)
    yield lambda done, total: bars.update(bar, completed=done, total=total)
