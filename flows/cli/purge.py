"""The command that takes back what came from one source."""

import re
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.output import AsJson, console, print_json
from flows.progress import progress_bars
from flows.settings import load_settings

if TYPE_CHECKING:
    from flows.purge.purge import Purged, Tally
    from warehouse.erase import Order

#: Sources by what they are called here, and what their rows of raw are.
SOURCES = {
    "strava-api": "answers of Strava's API",
    "strava-export": "files of a bulk export",
    "file": "files on their own",
}
UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def purge(
    source: Annotated[str, typer.Option(metavar="strava-api|strava-export|file", help="What it came from.")],
    older_than: Annotated[
        str | None, typer.Option(metavar="AGE", help="Only what came longer ago, such as 7d, 48h or 2w.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Erase what came from one source, and everything made of it; what another source tells too, stays.

    Example: fivefold purge --source strava-api --older-than 7d
    """
    from flows.errors import FivefoldError, UsageError
    from flows.home import has_warehouse, no_warehouse
    from flows.purge.purge import purge as erase
    from flows.purge.purge import tally_of
    from flows.strava.client import utc_now
    from warehouse.erase import Order

    if source not in SOURCES:
        raise UsageError(f"--source must be one of {', '.join(SOURCES)}. Such as: fivefold purge --source strava-api")
    settings = load_settings()
    if not has_warehouse(settings):
        raise no_warehouse(settings)
    before = utc_now() - age(older_than) if older_than is not None else None
    order = Order(source.replace("-", "_"), before)
    tally = tally_of(settings, order)
    if not tally.answers and not as_json:
        console.print(nothing(source, older_than), soft_wrap=True)
        return
    if not as_json:
        console.print(will_go(tally, source), soft_wrap=True)
    if tally.answers and not yes and sys.stdin.isatty():
        typer.confirm("Erase it?", abort=True, err=True)
    purged = None
    if tally.answers:
        with progress_bars():
            purged = erase(settings, order)
    if as_json:
        print_json(as_dict(order, tally, purged))
    elif purged:
        show(purged, source, has_retention=settings.api_retention_days is not None)
    if purged and purged.complaints:
        raise FivefoldError(f"What was to be erased is erased here. {' '.join(purged.complaints)}")


def age(text: str) -> timedelta:
    """How long ago: 7d, 48h, 2w. Raises `UsageError`."""
    from flows.errors import UsageError

    found = re.fullmatch(r"(\d{1,4})([hdw])", text.strip())
    if not found:
        raise UsageError(
            "--older-than must be a number of hours, days or weeks, such as 48h, 7d or 2w. Such as: fivefold purge "
            "--source strava-api --older-than 7d"
        )
    return int(found[1]) * UNITS[found[2]]


def nothing(source: str, older_than: str | None) -> str:
    """A sentence."""
    is_old = f" older than {older_than}" if older_than else ""
    return f"There is nothing to erase: no {SOURCES[source]}{is_old} are here."


def will_go(tally: "Tally", source: str) -> str:
    """What is going to be erased, in a few sentences."""
    dates = f" from {tally.oldest:%Y-%m-%d} to {tally.newest:%Y-%m-%d}" if tally.oldest and tally.newest else ""
    kept = f" {tally.kept} of them stay, as an export or a file tells of them." if tally.kept else ""
    return (
        f"This erases {tally.answers} {SOURCES[source]}{dates}, and everything made of them: they are about "
        f"{tally.activities} activities.{kept}"
    )


def show(purged: "Purged", source: str, has_retention: bool) -> None:
    """What was erased, and what was not."""
    console.print(
        f"Erased {purged.tally.answers} {SOURCES[source]}, from the warehouse, the published copy and its Parquet "
        f"files and pages. The warehouse took {megabytes(purged.bytes_before)}, and now "
        f"{megabytes(purged.bytes_after)}.",
        soft_wrap=True,
    )
    console.print(
        "Beyond fivefold's reach: backups and file-system snapshots, free sectors of the disk, programs that have an "
        "old copy open, what you copied elsewhere.",
        soft_wrap=True,
    )
    for path in purged.left:
        console.print(f"This could not be removed: {path}", soft_wrap=True)
    if purged.unscrubbed:
        console.print(
            f"In PostgreSQL somebody was reading {', '.join(purged.unscrubbed)}: the rows are gone, their bytes may "
            "not be. Run later: VACUUM FULL",
            soft_wrap=True,
        )
    if source == "strava-api" and not has_retention:
        console.print(
            "The next sync fetches again what Strava still lists, unless you run: fivefold logout. To keep it for some "
            "days only, set FIVEFOLD_API_RETENTION_DAYS.",
            soft_wrap=True,
        )


def megabytes(size: int) -> str:
    """A size for people."""
    return f"{size / 1e6:.1f} MB"


def as_dict(order: "Order", tally: "Tally", purged: "Purged | None") -> dict[str, object]:
    """For programs."""
    return {
        "source": order.source.replace("_", "-"),
        "before": order.before,
        "rows": tally.answers,
        "activities": tally.activities,
        "activities_kept": tally.kept,
        "oldest": tally.oldest,
        "newest": tally.newest,
        "bytes_before": purged and purged.bytes_before,
        "bytes_after": purged and purged.bytes_after,
        "not_removed": [str(path) for path in purged.left] if purged else [],
        "not_scrubbed": purged.unscrubbed if purged else [],
        "complaints": purged.complaints if purged else [],
    }
