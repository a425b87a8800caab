"""Figures: what was measured, the yardstick measured beside it, and whether the goal is met."""

from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from rich.table import Table


@dataclass(frozen=True)
class Cost:
    """What one side took: wall-clock seconds, the median of its repetitions, and the highest peak of memory."""

    seconds: float | None = None
    peak_mb: float | None = None

    def __str__(self) -> str:
        said = [f"{self.seconds:.2f} s" if self.seconds is not None else ""]
        said += [f"{self.peak_mb:,.0f} MB" if self.peak_mb is not None else ""]
        return "\n".join(text for text in said if text) or "–"


@dataclass(frozen=True)
class Figure:
    """One line of the result. `ratio` is the one that `goal` speaks of; both are None where nothing is asked."""

    what: str
    ours: Cost
    yardstick: Cost | None = None
    ratio: float | None = None
    goal: str = ""
    is_met: bool | None = None

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


def typical(costs: list[Cost]) -> Cost:
    """The median time and the highest peak of several repetitions."""
    seconds = [cost.seconds for cost in costs if cost.seconds is not None]
    peaks = [cost.peak_mb for cost in costs if cost.peak_mb is not None]
    return Cost(median(seconds) if seconds else None, max(peaks, default=None))


def table(figures: list[Figure]) -> Table:
    """The figures for people."""
    made = Table(title="fivefold against its yardsticks, in one and the same run", title_justify="left")
    made.add_column("what", min_width=22)
    for heading in ("ours", "yardstick", "ratio", "goal", "met?"):
        made.add_column(heading)
    for one in figures:
        made.add_row(
            one.what,
            str(one.ours),
            str(one.yardstick or "–"),
            f"{one.ratio:.2f} ×" if one.ratio is not None else "–",
            one.goal or "–",
            {True: "yes", False: "NO", None: "–"}[one.is_met],
        )
    return made
