"""How the page says things: names, signs, amounts and days."""

from datetime import date, datetime
from math import ceil, floor
from typing import Any

from flows.books.report import MARKS
from flows.pages.document import escaped

NAMES = {
    "hill_sprints": "Hill sprints",
    "heat": "Heat",
    "cross_training": "Cross-training",
    "strength": "Strength",
}
MINUTES = 60
#: Sums of hours are right to far less than this.
ROUNDING = 1e-6


def status_word(status: str, is_break: bool = False) -> str:
    """A status in a word or two: `in progress`; a declared break is said to be one."""
    if status == "not_due" and is_break:
        return "break"
    return status.replace("_", " ")


def sign(status: str) -> str:
    """A status as a sign that is legible without colour."""
    return MARKS[status]


def target(row: dict[str, Any]) -> str:
    """What a row of mart.weekly_adherence asks for: `2–3 sessions`, `1 session`, `2–3 h`."""
    least, most = f"{row['target_min']:g}", f"{row['target_max']:g}"
    amount = least if least == most else f"{least}–{most}"
    if row["unit"] == "hours":
        return f"{amount} h"
    return f"{amount} session{'' if amount == '1' else 's'}"


def done(amount: float, unit: str) -> str:
    """What was done: `2`, or of hours whole minutes, `1 h 15 min`."""
    return duration(floor(amount * MINUTES + ROUNDING)) if unit == "hours" else f"{amount:g}"


def still(amount: float, unit: str) -> str:
    """What is still to do: as `done`, rounded up, so that the two make up what is asked."""
    return duration(ceil(amount * MINUTES - ROUNDING)) if unit == "hours" else f"{amount:g}"


def duration(minutes: int) -> str:
    """`45 min`, `2 h`, `1 h 15 min`."""
    hours, rest = divmod(minutes, MINUTES)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def km(metres: float) -> str:
    """Kilometres with one decimal."""
    return f"{metres / 1000:.1f}"


def needed_km(metres: float) -> str:
    """Kilometres a day with one decimal, rounded up: what is said must be enough."""
    return f"{-(-round(metres, 2) // 100) / 10:.1f}"


def day(one: date) -> str:
    """`3 Nov`."""
    return f"{one.day} {one:%b}"


def full_day(one: date) -> str:
    """`3 November 2026`."""
    return f"{one.day} {one:%B %Y}"


def instant(at: datetime) -> str:
    """A time for people and machines, UTC, as HTML."""
    return f'<time datetime="{at:%Y-%m-%dT%H:%M:%SZ}">{at.day} {at:%b %Y, %H:%M} UTC</time>'


def text(value: object) -> str:
    """Whatever an athlete wrote, as HTML; nothing where there is nothing."""
    return "" if value is None else escaped(value)
