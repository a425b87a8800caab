"""What stands behind each cell of the calendar: activities with what they were and why they count, or do not."""

from datetime import date
from itertools import groupby
from typing import Any

from flows.dashboard.words import done, duration, text
from flows.pages.document import titled
from warehouse.database import Warehouse

EVIDENCE = """
SELECT date_trunc('week', s.local_date)::DATE AS week_start, intervention, counts, local_start_at, name, sport_type,
       kind, dose, dose_unit, reason, decided_by, activity_id
FROM mart.sessions s JOIN core.activities USING (athlete_id, activity_id)
WHERE athlete_id = $athlete ORDER BY week_start, intervention, counts DESC, local_start_at, activity_id
"""


def evidence(copy: Warehouse, athlete_id: int) -> dict[tuple[date, str], list[dict[str, Any]]]:
    """The sessions of each week and intervention, those that count first."""
    rows = copy.query(EVIDENCE, {"athlete": athlete_id}).to_dicts()
    return {
        key: list(of_week) for key, of_week in groupby(rows, key=lambda row: (row["week_start"], row["intervention"]))
    }


def evidence_of(sessions: list[dict[str, Any]]) -> str:
    """The sessions of a cell as lists: what counts, then what does not."""
    if not sessions:
        return "<p>Nothing recorded.</p>"
    counted = "".join(session(one) for one in sessions if one["counts"])
    others = "".join(session(one) for one in sessions if not one["counts"])
    return (f"<ul>{counted}</ul>" if counted else "") + (f"<p>Does not count:</p><ul>{others}</ul>" if others else "")


def session(row: dict[str, Any]) -> str:
    """One activity: day, title, sport, dose and the reason of its verdict."""
    about = [text(row["sport_type"]), *([dose(row)] if row["dose"] is not None else [])]
    who = "" if row["decided_by"] == "rule" else f" ({'your log' if row['decided_by'] == 'log' else 'your label'})"
    return (
        f"<li><b>{row['local_start_at']:%a} {row['local_start_at'].day} {row['local_start_at']:%b}</b> "
        f"{text(titled(row['name']))} <span>{', '.join(about)}</span>"
        f"<small>{text(row['reason'])}{who} Activity {row['activity_id']}.</small></li>"
    )


def dose(row: dict[str, Any]) -> str:
    """`6 reps`, `25 min`, `1 h 15 min`."""
    match row["dose_unit"]:
        case "hours":
            return done(row["dose"], "hours")
        case "minutes":
            return duration(round(row["dose"]))
    return f"{row['dose']:g} rep{'' if row['dose'] == 1 else 's'}"
