"""The command that takes the athlete's word on an activity."""

from typing import Annotated, Literal

import typer

from flows.cli.output import AsJson, console, print_json, print_rows, print_table
from flows.progress import progress_bars
from flows.settings import load_settings


def label(
    activity_id: Annotated[int | None, typer.Argument(help="The activity.", show_default=False)] = None,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[hill_sprints|heat|cross_training|strength|none]...",
            help="All that it counts for.",
            show_default=False,
        ),
    ] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take back all that was said of it.")] = False,
    list_all: Annotated[bool, typer.Option("--list", help="List every label.")] = False,
    note: Annotated[str | None, typer.Option(help="Why, in your words.")] = None,
    duplicate_of: Annotated[
        int | None, typer.Option(help="The activity to keep instead of this one.", show_default=False)
    ] = None,
    not_duplicate: Annotated[bool, typer.Option("--not-duplicate", help="It is a workout of its own.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what an activity counts for, or of which it is a duplicate: your word outranks every rule.

    It is kept in labels.toml, which you may edit too, and holds until you withdraw it.

    Example: fivefold label 12345678901 heat
    """
    from datetime import UTC, datetime

    from flows.errors import UsageError
    from flows.word.label import label as say
    from flows.word.label import withdraw as take_back

    says = bool(words) or note is not None or duplicate_of is not None or not_duplicate
    if list_all:
        if activity_id is not None or says or withdraw:
            raise UsageError("--list takes nothing else. Run: fivefold label --list")
        print_labels(as_json)
        return
    if activity_id is None:
        raise UsageError("Say which activity. For example: fivefold label 12345678901 heat")
    if withdraw and says:
        raise UsageError(f"To take a label back, say nothing else: fivefold label {activity_id} --withdraw")
    if duplicate_of is not None and not_duplicate:
        raise UsageError("An activity is a duplicate or it is not: say --duplicate-of or --not-duplicate.")
    settings, now = load_settings(), datetime.now(UTC)
    duplicate: int | Literal[False] | None = False if not_duplicate else duplicate_of
    with progress_bars():
        is_applied = (
            take_back(settings, activity_id, now)
            if withdraw
            else say(settings, activity_id, words or [], duplicate, note, now)
        )
    if as_json:
        print_json({"activity_id": activity_id, "is_withdrawn": withdraw, "is_applied": is_applied})
        return
    done = "The rules decide again about" if withdraw else "Your word is kept about"
    console.print(f"{done} activity {activity_id}, in {settings.labels_path}.")
    if is_applied:
        console.print(
            f'It is applied. See it with: fivefold sql "FROM mart.sessions WHERE activity_id = {activity_id}"'
        )
    else:
        console.print("The warehouse is in use or cannot be written, so the next sync applies it: fivefold sync")


def print_labels(as_json: bool) -> None:
    """Every label, and whether its activity is known yet."""
    from flows.word.label import labels_told

    settings = load_settings()
    told = labels_told(settings)
    if as_json:
        print_rows(told)
        return
    if told.is_empty():
        console.print("Nothing is labelled. Label an activity with: fivefold label ACTIVITY_ID heat")
        return
    print_table(
        ["activity", "date", "title", "counts for", "duplicate", "note"],
        (
            (
                row["activity_id"],
                row["local_date"] or "waiting: not known yet",
                row["name"],
                "" if row["interventions"] is None else ", ".join(row["interventions"]) or "none",
                {None: "", True: f"of {row['duplicate_of']}", False: "no"}[row["is_duplicate"]],
                row["note"],
            )
            for row in told.to_dicts()
        ),
        f"The labels in {settings.labels_path}",
    )
