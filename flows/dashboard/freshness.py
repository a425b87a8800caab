"""How fresh the page is and what nobody can know from it, said in absolute times: a page may stay open for days."""

from datetime import date, datetime, timedelta
from typing import Any

import polars as pl

from flows.books.standing import Standing, instant
from flows.dashboard.words import day
from flows.dashboard.words import instant as timed
from warehouse.database import Warehouse
from warehouse.ops import read_books

#: For how many weeks back the page says how many are unknown.
LOOKED_AT = 53
ONE_WEEK = timedelta(days=7)

UNKNOWN = """
SELECT count(DISTINCT week_start) FILTER (status = 'unknown') AS unknown, count(DISTINCT week_start) AS weeks
FROM mart.weekly_adherence
WHERE athlete_id = $athlete AND week_start > (
    SELECT max(week_start) FROM mart.weekly_adherence WHERE athlete_id = $athlete) - to_days(7 * $weeks)
"""

#: All that may run on the page: the reader's clock says what the page, drawn once, cannot know.
SCRIPT = """
(() => {
  const note = document.getElementById("age"), told = note.dataset;
  const look = () => {
    const now = new Date(), here = new Date(now - now.getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
    const days = Math.floor((now - Date.parse(told.drawn)) / 864e5);
    const said = [];
    if (told.stale && now > Date.parse(told.stale))
      said.push("Stale: this page is " + (days < 1 ? "hours" : days + (days > 1 ? " days" : " day")) + " old.");
    if (told.ends && here >= told.ends) said.push("The week that it shows is over.");
    note.textContent = said.length ? said.join(" ") + " Reload it, or bring it up to date with: fivefold sync" : "";
    note.hidden = !said.length;
  };
  look();
  setInterval(look, 6e5);
  document.addEventListener("visibilitychange", look);
})();
"""


def freshness(copy: Warehouse, athlete_id: int | None) -> str:
    """The part about freshness and about what is unknown."""
    books, runs = read_books(copy)
    row = row_of(books, athlete_id)
    others = f"{row['athlete_id']}, the last active of {books.height}" if books.height > 1 else ""
    lines = [
        ("Athlete", others),
        ("Last good run", last_good_run(row)),
        ("Stale after", timed(row["stale_after"]) if row.get("stale_after") else ""),
        ("Still to fetch", still_to_fetch(row, runs) if row else "unknown before the first run"),
        ("Still to check", counted(row.get("activities_to_check") or 0, "activit", "y", "ies")),
        ("Unknown", unknown_weeks(copy, athlete_id)),
        ("Rejected", rejected(row.get("records_rejected") or 0)),
    ]
    said = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in lines if value)
    return (
        '<section id="fresh" aria-labelledby="fresh-heading"><h2 id="fresh-heading">How fresh, and what is unknown</h2>'
        f"<dl>{said}</dl></section>"
    )


def age(copy: Warehouse, athlete_id: int | None, monday: date | None = None) -> str:
    """Where the script says how old the page is, and that the week of `monday` is over; hidden without it."""
    books, _ = read_books(copy)
    row = row_of(books, athlete_id)
    drawn, stale = row.get("published_at") or row.get("last_success_at"), row.get("stale_after")
    told = {
        "drawn": machine(drawn) if drawn else "",
        "stale": machine(stale) if stale else "",
        "ends": f"{monday + ONE_WEEK:%Y-%m-%d}" if monday else "",
    }
    data = "".join(f' data-{name}="{value}"' for name, value in told.items())
    return f'<p id="age" role="status" hidden{data}></p>'


def row_of(books: pl.DataFrame, athlete_id: int | None) -> dict[str, Any]:
    """What `ops.freshness` says about an athlete, or about whoever it is before the first activity."""
    found = books if athlete_id is None else books.filter(pl.col("athlete_id") == athlete_id)
    return found.row(0, named=True) if found.height else {}


def machine(at: datetime) -> str:
    """An instant as scripts read it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def last_good_run(row: dict[str, Any]) -> str:
    """When a run last ended well, and how many failed since."""
    last = row.get("last_success_at")
    said = timed(last) if last else "none yet"
    failed = row.get("failed_runs") or 0
    if not failed:
        return said
    runs = "1 run" if failed == 1 else f"{failed} runs"
    since = f" since {instant(row['failing_since'])}" if row["failing_since"] else ""
    return f"{said}; <strong>{runs} failed{since}</strong>, see <code>fivefold status</code>"


def still_to_fetch(row: dict[str, Any], runs: pl.DataFrame) -> str:
    """The back-fill: what waits, from when, and when it will be done at the daily limit."""
    pending = row["activities_pending"]
    said = [f"{pending:,} of {row['activities']:,} activities" if pending else "nothing"]
    if row["oldest_pending_at"]:
        said.append(f"from {row['oldest_pending_at']:%b %Y} to {row['newest_pending_at']:%b %Y}")
    last_run = runs.filter(pl.col("outcome") != "running").tail(1).to_dicts()
    counted_at = row["published_at"] or row["last_success_at"]
    if pending and counted_at:
        done_at = Standing(counted_at, row, last_run[0] if last_run else {}).backfill_done_at
        said.append(f"done about {day(done_at)}" if done_at else "")
    if row["full_listing_at"] is None:
        said.append("as far as the list was read")
    return ", ".join(part for part in said if part)


def unknown_weeks(copy: Warehouse, athlete_id: int | None) -> str:
    """Of how many recent weeks the data cannot tell everything; empty where the plan asks for nothing by the week."""
    row = copy.query(UNKNOWN, {"athlete": athlete_id, "weeks": LOOKED_AT}).row(0, named=True)
    if not row["weeks"]:
        return "everything: no activity is here yet" if athlete_id is None else ""
    of = f"the last {row['weeks']} weeks" if row["weeks"] > 1 else "the one week there is"
    return f"something in {row['unknown']} of {of}" if row["unknown"] else f"nothing in {of}"


def rejected(records: int) -> str:
    """What stands in quarantine."""
    if not records:
        return "nothing"
    return f"{counted(records, 'record', '', 's')}, see <code>fivefold quarantine list</code>"


def counted(number: int, stem: str, one: str, many: str) -> str:
    """`1 activity`, `2 activities`; empty for none."""
    return f"{number:,} {stem}{one if number == 1 else many}" if number else ""
