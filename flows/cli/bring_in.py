"""The command that takes files: `fivefold import`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.output import AsJson, console, plain, print_json
from flows.errors import UsageError
from flows.progress import progress_bars
from flows.settings import load_settings

if TYPE_CHECKING:
    from flows.importing.bring_in import Imported

#: Files that could not be read and are told of one by one; `--json` tells of all.
MOST_TOLD = 10
LONGEST_NAME = 80


def import_(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH", help="Zips, folders or files: a bulk export, FIT, GPX, TCX.", show_default=False
        ),
    ],
    is_all: Annotated[
        bool, typer.Option("--complete", help="These are all that I recorded, up to the newest of them.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Import a bulk export from Strava, or recordings from any device.

    What is here already is not read again, so the same command can be repeated, and goes on where it was stopped.

    Example: fivefold import export_12345678.zip
    """
    from flows.importing.bring_in import bring_in, refuse_too_many_rejects

    with progress_bars():
        done = bring_in(load_settings(), map(named, paths), is_all)
    if as_json:
        print_json(done.as_dict())
    else:
        print_done(done)
    refuse_too_many_rejects(done)


def named(path: str) -> Path:
    """A path as it was typed. An empty one, as of a variable that is not set, would be the folder where one is."""
    if not path.strip():
        raise UsageError("One of the paths is empty. Name a zip, a folder or a file that is there.")
    return Path(path)


def print_done(done: "Imported") -> None:
    """What came in and what did not, up to when all is here, and what to do next."""
    whose = f"athlete {done.athlete_id}'s" if done.is_named else "nobody's in particular yet"
    what = "A bulk export" if done.source == "strava_export" else "Files"
    known = f"{done.files_new:,} new, {done.files_known:,} known byte for byte"
    say(f"{what}, {whose}: {counted(done.files_found, 'file')}, {known}.")
    if done.activities:
        say(f"They tell of {counted(done.activities, 'activity')}, from {done.first_day} to {done.last_day}.")
    if done.files_passed_over:
        say(f"{counted(done.files_passed_over, 'other file')} passed over: no recordings of workouts.")
    if done.rows_without_file:
        say(f"{counted(done.rows_without_file, 'activity')} of the list without file: kept, without samples.")
    if done.files_without_row:
        say(f"{counted(done.files_without_row, 'file')} that the list does not name: activities of their own.")
    for name, reason in done.not_read[:MOST_TOLD]:
        say(f"Not read: {plain(name)[-LONGEST_NAME:]}. {plain(reason)}")
    if len(done.not_read) > MOST_TOLD:
        say(f"… and {len(done.not_read) - MOST_TOLD:,} more: see them with --json.")
    if done.records_rejected:
        say(f"{counted(done.records_rejected, 'record')} rejected. See why with: fivefold quarantine list")
    if done.weather_trouble:
        say(plain(done.weather_trouble))
    if done.complete_until:
        say(f"All up to {done.complete_until:%Y-%m-%d} is here; weeks after that stay unknown.")
    else:
        say(
            "Nothing says that these are all that you recorded, so weeks without a session are unknown, not missed. If "
            "they are all, say so: add --complete"
        )
    say("Next: fivefold dashboard")


def say(line: str) -> None:
    """One line, as wide as it is."""
    console.print(line, soft_wrap=True)


def counted(number: int, of: str) -> str:
    """So many of something."""
    many = f"{of[:-1]}ies" if of.endswith("y") else f"{of}s"
    return f"{number:,} {of if number == 1 else many}"
