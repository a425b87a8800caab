"""The five interventions this week: how each stands, what was done, what is still to do by Sunday."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from flows.dashboard.words import NAMES, day, done, km, needed_km, sign, status_word, still, target, text

A_WEEK = timedelta(days=6)


def heading(monday: date) -> str:
    """Which week it is."""
    return f'<h1>This week <span class="muted">{span_of(monday)}</span></h1>'


def span_of(monday: date) -> str:
    """`23–29 Nov 2026`, `30 Nov – 6 Dec 2026`."""
    sunday = monday + A_WEEK
    return (
        f"{monday.day}–{day(sunday)} {sunday.year}"
        if monday.month == sunday.month
        else (f"{day(monday)} – {day(sunday)} {sunday.year}")
    )


def this_week(weeks: pl.DataFrame, mileage: dict[str, Any] | None) -> str:
    """The list of the five, from `weeks` and `mileage`; an intervention that the plan does not name is left out."""
    newest = weeks.filter(pl.col("week_start") == pl.col("week_start").max())
    rows = {row["intervention"]: row for row in newest.to_dicts()}
    items = [weekly_item(rows[name]) for name in NAMES if name in rows]
    if mileage is not None:
        items.append(mileage_item(mileage))
    return f'<ul class="five">{"".join(items)}</ul>'


def weekly_item(row: dict[str, Any]) -> str:
    """One intervention that is scored by the week."""
    status, unit = row["status"], row["unit"]
    if status == "not_due":
        why = f"declared break{why_break(row)}" if row["is_break"] else "your plan asks for nothing this week"
        said = [f"{done(row['actual'], unit)} done"] * (row["actual"] > 0) + [why]
        return item(status, NAMES[row["intervention"]], status_word(status, row["is_break"]), said)
    said = [f"<b>{done(row['actual'], unit)}</b> of {target(row)}"]
    if row["still"] > 0:
        said.append(f"<b>{still(row['still'], unit)}</b> more by Sunday")
    if row["is_over_limit"]:
        said.append("so much that recovery may suffer")
    share = row["actual"] / row["target_min"]
    return item(status, NAMES[row["intervention"]], status_word(status), said, bar(share))


def why_break(row: dict[str, Any]) -> str:
    """The athlete's reason for a break, if there is one."""
    return f": {text(row['break_reason'])}" if row["break_reason"] else ""


def mileage_item(row: dict[str, Any]) -> str:
    """Monthly mileage: the month against the record, and this year's records against the plan."""
    month = f"<b>{km(row['distance_m'])} km</b> in {row['month']:%b}"
    said = [month, *against_record(row), *outlook(row)]
    status = row["status"] or "not_due"
    return item(
        status, "Monthly mileage", status_word(status, row["is_break"]), this_year(row), line(said) + record_bar(row)
    )


def against_record(row: dict[str, Any]) -> list[str]:
    """The record that the month has to beat, if there is one."""
    return [f"record {km(row['record_m'])} km ({row['record_month']:%b %Y})"] if row["record_m"] else []


def outlook(row: dict[str, Any]) -> list[str]:
    """Where the month is going, and what a record still needs."""
    said = []
    if row["projected_m"] is not None:
        on_the_way = ": a record" if row["is_on_the_way"] else ""
        said.append(f"projected <b>{km(row['projected_m'])} km</b>{on_the_way}")
    if not row["can_be_record"]:
        said.append(f"records count from {row['first_record_month']:%B %Y} on")
    elif row["record_m"] and row["needed_m_per_day"] == 0:
        said.append("enough for a record")
    elif row["record_m"]:
        said.append(f"<b>{needed_km(row['needed_m_per_day'])} km</b> a day for a record")
    return said


def this_year(row: dict[str, Any]) -> list[str]:
    """This year's records against what the plan asks for."""
    if row["status"] in (None, "not_due"):
        return []
    least, most = f"{row['target_min']:g}", f"{row['target_max']:g}"
    asked = least if least == most else f"{least}–{most}"
    return [f"<b>{row['records']}</b> of {asked} records in {row['year']}"]


def item(status: str, name: str, word: str, said: list[str], below: str = "") -> str:
    """One of the five: sign, name, how it stands in a word, and what there is to say; texts are HTML already."""
    return (
        f'<li class="{status}"><span class="sign" aria-hidden="true">{sign(status)}</span>'
        f'<h2>{name}</h2><span class="word">{word}</span>{line(said)}{below}</li>'
    )


def line(said: list[str]) -> str:
    """What there is to say, in a line as long as there is room; HTML already."""
    return f'<span class="said">{" ".join(f"<span>{one}</span>" for one in said)}</span>' if said else ""


def bar(share: float) -> str:
    """How much of the least is done; what it shows stands beside it in words."""
    return f'<span class="bar" aria-hidden="true"><i style="width:{100 * min(share, 1):.0f}%"></i></span>'


def record_bar(row: dict[str, Any]) -> str:
    """The month so far, its projection and the record, on one scale."""
    longest = max(row["distance_m"], row["record_m"] or 0, row["projected_m"] or 0)
    if not longest or not row["record_m"]:
        return ""
    so_far, record, projected = (
        f"{100 * (row[name] or 0) / longest:.1f}%" for name in ("distance_m", "record_m", "projected_m")
    )
    return (
        f'<span class="bar" aria-hidden="true"><i class="projected" style="width:{projected}"></i>'
        f'<i style="width:{so_far}"></i><i class="mark" style="left:{record}"></i></span>'
    )
