"""What the demo shows at its end."""

import shlex
import sys
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from flows.books.report import LEGEND, running_months, sprint_sessions, weekly_grid
from flows.demo.run import Demo
from flows.home import published_copy

QUESTION = (
    "SELECT month, intervention, weeks_met, weeks_due, adherence_pct FROM mart.monthly_adherence "
    "ORDER BY month DESC, intervention LIMIT 8"
)


def next_command(done: Demo) -> str:
    """What to type next: a question to the warehouse that the demo made."""
    command, here = Path(sys.executable).with_name("fivefold"), Path.cwd()
    command = command.relative_to(here) if command.is_relative_to(here) else command
    return (
        f"FIVEFOLD_HOME={shlex.quote(str(done.settings.home))} {shlex.quote(str(command))} sql {shlex.quote(QUESTION)}"
    )


def as_dict(done: Demo) -> dict[str, Any]:
    """The same for programs."""
    with published_copy(done.settings) as copy:
        return {
            "home": done.settings.home,
            "seconds": round(done.seconds, 1),
            "weeks": weekly_grid(copy).to_dicts(),
            "months": running_months(copy).to_dicts(),
            "hill_sprints": sprint_sessions(copy).to_dicts(),
            "next_command": next_command(done),
        }


def show(console: Console, done: Demo) -> None:
    """Print the last weeks, the last months, three hill-sprint sessions, and what to type next."""
    with published_copy(done.settings) as copy:
        weeks, months, sprints = weekly_grid(copy), running_months(copy), sprint_sessions(copy)
    run = done.run
    console.print(
        f"\nPulled {run.activities_listed} activities over HTTP in {run.calls} calls and published a warehouse "
        f"in {done.seconds:.0f} s.\n",
        soft_wrap=True,
    )
    console.print(grid(weeks))
    console.print(f"{LEGEND}\n")
    console.print(volume(months))
    for (activity_id,), reps in sprints.group_by("activity_id", maintain_order=True):
        console.print(session(int(activity_id), reps))
    console.print(f"\nThe warehouse: {done.settings.published_path / 'fivefold.duckdb'}", soft_wrap=True)
    console.print(f"The page of this morning: {done.settings.published_path / 'index.html'}", soft_wrap=True)
    console.print(f"What the athlete really did, which the pipeline never reads: {done.truth_path}", soft_wrap=True)
    console.print("Ask it something:\n")
    console.print(f"  {next_command(done)}\n", soft_wrap=True, markup=False)


def table(title: str, *headings: str) -> Table:
    """An empty table with a title."""
    made = Table(title=title, title_justify="left", title_style="bold")
    for heading in headings:
        made.add_column(heading)
    return made


def grid(weeks: pl.DataFrame) -> Table:
    """The last weeks, an intervention a column: status, and what was done of the least that was asked."""
    made = table(
        "Am I doing the five things? The last eight weeks, done/asked",
        *(name.replace("_", " ") for name in weeks.columns),
    )
    for row in weeks.rows():
        made.add_row(*(cell or "" for cell in row))
    return made


def volume(months: pl.DataFrame) -> Table:
    """The last months of running, records marked with what they beat."""
    made = table("The fifth: monthly mileage, records marked", "month", "km", "runs", "longest", "record")
    for row in months.to_dicts():
        beats = f"beats {row['beats_km']:g} km of {row['beats_month']:%b %Y}" if row["beats_km"] else ""
        word = (
            "★ record, " if row["is_record"] else "☆ on the way to a record, " if row["is_provisional_record"] else ""
        )
        note = "" if row["is_complete"] else "so far " if row["month"] == months["month"].max() else "with a gap "
        made.add_row(
            f"{row['month']:%b %Y}",
            f"{row['km']:.1f}",
            str(row["runs"]),
            f"{row['longest_km']:.1f}",
            note + word + beats,
        )
    return made


def session(activity_id: int, reps: pl.DataFrame) -> Group:
    """One hill-sprint session: the reason of its verdict, then a rep a row."""
    first = reps.row(0, named=True)
    title = f"\nHill sprints on {first['local_date']:%a %d %b %Y} (activity {activity_id})"
    made = Table("rep", "seconds", "metres", "grade", "top speed", "recovery")
    for rep in reps.to_dicts():
        recovery = f"{rep['recovery_s']:.0f} s {rep['recovery_kind']}" if rep["recovery_s"] is not None else "–"
        made.add_row(
            str(rep["rep_number"]),
            f"{rep['duration_s']:.1f}",
            f"{rep['distance_m']:.0f}",
            f"{rep['mean_grade_pct']:.1f} %",
            f"{rep['peak_speed_mps']:.1f} m/s",
            recovery,
        )
    return Group(Text(title, "bold"), Text(first["reason"]), made)
