"""The adherence calendar: weeks × interventions, each cell a button that opens its evidence. No script."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from math import floor
from typing import Any

from flows.books.report import MARKS
from flows.dashboard.evidence import evidence, evidence_of
from flows.dashboard.figures import said, sectioned
from flows.dashboard.this_week import span_of, why_break
from flows.dashboard.weeks import athlete, weeks
from flows.dashboard.words import NAMES, ROUNDING, day, done, full_day, sign, status_word, target, text
from warehouse.database import Warehouse

NAME, HEADING = "calendar", "Adherence, week by week"
WHAT_CAN_BE = "Hill sprints, heat, cross-training and strength can be: see plan.toml, or type fivefold plan show."
#: Weeks that are open; those before are folded, a year at a time.
OPEN_WEEKS = 53
HEADINGS = {"hill_sprints": "Hill sprints", "heat": "Heat", "cross_training": "Cross", "strength": "Strength"}
THURSDAY = timedelta(days=3)

WHOLE_YEARS = """
SELECT year(month)::INTEGER AS year, intervention, sum(weeks_met)::INTEGER AS met,
       sum(weeks_met + weeks_partial + weeks_missed)::INTEGER AS judged
FROM mart.monthly_adherence WHERE athlete_id = $athlete GROUP BY ALL HAVING judged > 0 ORDER BY ALL
"""


def section(copy: Warehouse) -> str:
    """The whole calendar; empty where nobody is known."""
    athlete_id = athlete(copy)
    if athlete_id is None:
        return ""
    rows = weeks(copy, athlete_id).to_dicts()
    found = evidence(copy, athlete_id)
    by_week = [
        (monday, {row["intervention"]: row for row in of_week})
        for monday, of_week in groupby(rows, key=lambda row: row["week_start"])
    ]
    if not by_week:
        return sectioned(NAME, HEADING, said(f"Your plan asks for nothing by the week. {WHAT_CAN_BE}"))
    whole = whole_years(copy, athlete_id)
    newest_year = year_of(by_week[0])
    earlier = [
        folded(year, list(of_year), whole, found) for year, of_year in groupby(by_week[OPEN_WEEKS:], key=year_of)
    ]
    return sectioned(
        NAME,
        HEADING,
        legend(),
        f"<p>{went(newest_year, whole)}</p>",
        quarters(by_week[:OPEN_WEEKS], found),
        *earlier,
    )


Week = tuple[date, dict[str, dict[str, Any]]]
Evidence = dict[tuple[date, str], list[dict[str, Any]]]
Years = dict[int, list[dict[str, Any]]]


def year_of(week: Week) -> int:
    """The year of a week is that of its Thursday."""
    return (week[0] + THURSDAY).year


def legend() -> str:
    """What the signs mean."""
    words = {status: status_word(status) for status in MARKS} | {"not_due": "not due, or a break"}
    signs = "".join(f'<span><b aria-hidden="true">{MARKS[status]}</b> {word}</span>' for status, word in words.items())
    return (
        f'<p class="legend">{signs}</p><p class="caveat">Beside the sign stands what was done, in sessions or, of '
        "cross-training, hours; ! is so much that recovery may suffer. Each cell opens its evidence. Unknown means "
        "that the data cannot tell: it is not missed.</p>"
    )


def quarters(of_weeks: list[Week], found: Evidence) -> str:
    """Tables of a quarter each, newest first; a week belongs to the quarter of its Thursday."""
    tables = [
        quarter(list(of_quarter), found)
        for _, of_quarter in groupby(of_weeks, key=lambda week: quarter_of(week[0] + THURSDAY))
    ]
    return f'<div class="quarters">{"".join(tables)}</div>'


def quarter_of(one: date) -> tuple[int, int]:
    """Year and quarter, 0 to 3."""
    return one.year, (one.month - 1) // 3


def quarter(of_weeks: list[Week], found: Evidence) -> str:
    """One table: a row per week, a column per intervention."""
    year, number = quarter_of(of_weeks[0][0] + THURSDAY)
    first, last = date(year, 3 * number + 1, 1), date(year, 3 * number + 3, 1)
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADINGS.values())
    body = "".join(
        f'<tr><th scope="row">{day(monday)}</th>' + "".join(cell(row.get(name), found) for name in HEADINGS) + "</tr>"
        for monday, row in of_weeks
    )
    return (
        f"<table><caption>{first:%B} – {last:%B} {year}</caption>"
        f'<thead><tr><th scope="col">Week of</th>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def cell(row: dict[str, Any] | None, found: Evidence) -> str:
    """One week of one intervention: its sign and what was done, opening the evidence."""
    if row is None:
        return "<td></td>"
    monday, name = row["week_start"], row["intervention"]
    where = f"{name[:2]}{monday:%y%m%d}"
    said = f"{NAMES[name]}, week of {full_day(monday)}: {standing(row)}"
    return (
        f'<td><button class="{row["status"]}" popovertarget="{where}" aria-label="{said}">{shown(row)}</button>'
        f'<div popover id="{where}"><h3>{NAMES[name]}, {span_of(monday)}</h3>'
        f"<p>{sign(row['status'])} {standing(row)}{because(row)}.</p>{evidence_of(found.get((monday, name), []))}"
        f'<button popovertarget="{where}" popovertargetaction="hide">Close</button></div></td>'
    )


def shown(row: dict[str, Any]) -> str:
    """What stands in the cell. What is unknown or was not due is no zero."""
    has_amount = row["actual"] > 0 or row["status"] in ("partial", "missed", "in_progress")
    amount = f" {floor(row['actual'] * 10 + ROUNDING) / 10:g}" if has_amount else ""
    return f"{sign(row['status'])}{amount}{' !' if row['is_over_limit'] else ''}"


def standing(row: dict[str, Any]) -> str:
    """How the week stands, in words: `met, 2 of 2–3 sessions`."""
    word = status_word(row["status"], row["is_break"])
    if row["status"] == "not_due":
        return f"{word}, {done(row['actual'], row['unit'])} done" if row["actual"] else word
    if row["status"] == "unknown":
        known = done(row["actual"], row["unit"]) if row["actual"] else "none"
        return f"{word}, {known} known of {target(row)}"
    return f"{word}, {done(row['actual'], row['unit'])} of {target(row)}"


def because(row: dict[str, Any]) -> str:
    """Why a week is unknown, or nothing was due in it."""
    if row["status"] == "not_due":
        return why_break(row) if row["is_break"] else ", as the plan asked for nothing"
    reason = f": {text(row['unknown_because'])}" if row["unknown_because"] else ""
    return reason + ("; so much that recovery may suffer" if row["is_over_limit"] else "")


def folded(year: int, of_weeks: list[Week], whole: Years, found: Evidence) -> str:
    """The weeks of a year that is folded, and how the whole year went."""
    return f"<details><summary><b>{year}</b> {went(year, whole)}</summary>{quarters(of_weeks, found)}</details>"


def went(year: int, whole: Years) -> str:
    """How a year went, in a line; empty where the data could tell of none of its weeks."""
    rows = ordered(whole.get(year, []))
    told = ", ".join(f"{NAMES[row['intervention']].lower()} {row['met']} of {row['judged']}" for row in rows)
    return f'<span class="muted">Weeks met in {year}: {told}.</span>' if told else ""


def whole_years(copy: Warehouse, athlete_id: int) -> Years:
    """Of each year weeks met and weeks that could be judged, by intervention; without those never judged."""
    rows = copy.query(WHOLE_YEARS, {"athlete": athlete_id}).to_dicts()
    return {year: list(of_year) for year, of_year in groupby(rows, key=lambda row: row["year"])}


def ordered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the order in which the interventions stand everywhere."""
    return sorted(rows, key=lambda row: list(NAMES).index(row["intervention"]))
