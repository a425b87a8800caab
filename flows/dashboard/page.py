"""The page: this week at a glance, how fresh it is, and everything below, in one HTML file."""

import hashlib
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

import flows.books
import flows.dashboard
import flows.pages
import transforms
from flows.dashboard.first_day import first_day
from flows.dashboard.freshness import SCRIPT, age, freshness
from flows.dashboard.mileage import mileage
from flows.dashboard.style import STYLE
from flows.dashboard.this_week import heading, span_of, this_week
from flows.dashboard.weeks import athlete, newest_week, weeks
from flows.pages.document import document
from flows.pages.kept import drawn_by, kept
from warehouse.database import Warehouse
from warehouse.publish import contents_of
from warehouse.watched import Watched

Section = Callable[[Warehouse], str]

#: The packages whose words, signs and constants are on the page.
DRAWN_BY = [
    Path(file).parent
    for file in (flows.books.__file__, flows.dashboard.__file__, flows.pages.__file__, transforms.__file__)
]

SKIP = '<a class="skip" href="#calendar">Skip to what lies below this week</a>'
FOOTER = """<footer><p class="muted">Drawn from the published copy, of which this page holds all that it shows: it
asks nothing of the network. Why a verdict fell as it did: <code>fivefold explain</code> and the activity's number.
Questions of your own: <code>fivefold sql</code>.</p></footer>"""


def page(copy: Warehouse, previous: str = "") -> str:
    """The whole page of an opened published copy.

    `previous` is the page as it was drawn before: of what lies below the first screen, that is taken from there whose
    tables hold what they held then.
    """
    athlete_id = athlete(copy)
    monday = newest_week(copy, athlete_id) if athlete_id is not None else None
    if athlete_id is None or monday is None:
        fresh = freshness(copy, athlete_id)
        return document("fivefold: the first day", [first_day(age(copy, athlete_id), fresh)], STYLE, SCRIPT)
    first_screen = (
        f'<header>{heading(monday)}{age(copy, athlete_id, monday)}</header><div class="glance">'
        f"{this_week(weeks(copy, athlete_id), mileage(copy, athlete_id))}{freshness(copy, athlete_id)}</div>"
    )
    return document(
        f"fivefold: week of {span_of(monday)}",
        [SKIP, f"<main>{first_screen}", sections(copy, previous), f"</main>{FOOTER}"],
        STYLE,
        SCRIPT,
    )


def sections(copy: Warehouse, previous: str) -> str:
    """Everything below the first screen."""
    # Imported here: before the first activity nothing is drawn.
    from flows.dashboard.sections import SECTIONS  # noqa: PLC0415

    state = state_of(copy)
    return "\n".join(kept(previous, name_of(one), state, partial(drawn, one, copy)) for one in SECTIONS)


def name_of(section: Section) -> str:
    """What a section is called in the page: its module."""
    return section.__module__.rpartition(".")[2]


def drawn(section: Section, copy: Warehouse) -> tuple[str, set[str]]:
    """A section, and the tables that it was drawn from."""
    watched = Watched(copy)
    return section(watched), watched.tables


def state_of(copy: Warehouse) -> Callable[[Collection[str]], str]:
    """What tells the state of some tables, and of the code that draws them, in a word; nothing of what may change."""
    held, code = contents_of(copy), drawn_by(DRAWN_BY)

    def state(tables: Collection[str]) -> str:
        # Of the books the copy tells the shape alone: each run renews their rows.
        if not all(one in held and not one.startswith("ops.") for one in tables):
            return ""
        return hashlib.sha256(repr([code, *(held[one] for one in sorted(tables))]).encode()).hexdigest()

    return state
