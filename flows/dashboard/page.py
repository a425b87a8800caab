"""The page: this week at a glance, how fresh it is, and everything below, in one HTML file."""

from datetime import date
from pathlib import Path

import flows.pages
from flows.dashboard.first_day import first_day
from flows.dashboard.freshness import SCRIPT, age, freshness
from flows.dashboard.mileage import mileage
from flows.dashboard.style import STYLE
from flows.dashboard.this_week import heading, span_of, this_week
from flows.dashboard.weeks import athlete, weeks
from flows.pages.document import document
from flows.pages.kept import drawn_by, kept
from warehouse.database import Warehouse

SKIP = '<a class="skip" href="#calendar">Skip to what lies below this week</a>'
FOOTER = """<footer><p class="muted">Drawn from the published copy, of which this page holds all that it shows: it
asks nothing of the network. Why a verdict fell as it did: <code>fivefold explain</code> and the activity's number.
Questions of your own: <code>fivefold sql</code>.</p></footer>"""


def page(copy: Warehouse, previous: str = "") -> str:
    """The whole page of an opened published copy.

    `previous` is the page as it was drawn before: what lies below the first screen is taken from there if nothing of
    what it shows has changed since.
    """
    athlete_id = athlete(copy)
    known = weeks(copy, athlete_id) if athlete_id is not None else None
    if athlete_id is None or known is None or known.is_empty():
        fresh = freshness(copy, athlete_id)
        return document("fivefold: the first day", [first_day(age(copy, athlete_id), fresh)], STYLE, SCRIPT)
    monday: date = known["week_start"][0]
    first_screen = (
        f'<header>{heading(monday)}{age(copy, athlete_id, monday)}</header><div class="glance">'
        f"{this_week(known, mileage(copy, athlete_id))}{freshness(copy, athlete_id)}</div>"
    )
    below = kept(previous, "sections", made_from(copy), lambda: sections(copy))
    return document(
        f"fivefold: week of {span_of(monday)}",
        [SKIP, f"<main>{first_screen}", below, f"</main>{FOOTER}"],
        STYLE,
        SCRIPT,
    )


def sections(copy: Warehouse) -> str:
    """Everything below the first screen."""
    # Imported here: a page that keeps its sections need not know how to draw charts.
    from flows.dashboard.sections import SECTIONS  # noqa: PLC0415

    return "\n".join(section(copy) for section in SECTIONS)


def made_from(copy: Warehouse) -> str:
    """A hash of core, mart and the code that draws them; empty where the copy does not say what it holds."""
    held = copy.query("SELECT max(content_sha256) FROM ops.freshness").item()
    if held is None:
        return ""
    code = drawn_by([Path(__file__).parent, Path(flows.pages.__file__).parent])
    return f"{held} {code}"
