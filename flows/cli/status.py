"""The commands that say how fresh everything is, here and elsewhere."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.cli.output import AsJson, console, print_json, print_table
from flows.errors import Stale
from flows.settings import load_settings


def status(
    settings: Annotated[bool, typer.Option("--settings", help="Show each setting and where it came from.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say how fresh everything is, and what is still missing. Ends with exit code 16 when stale.

    Example: fivefold status --json
    """
    from flows.books.standing import standing

    if settings:
        known = load_settings().sources()
        if as_json:
            print_json([setting._asdict() for setting in known])
        else:
            print_table(["setting", "value", "from"], known)
        return
    found = standing(load_settings(), datetime.now(UTC))
    if as_json:
        print_json(found.as_dict())
    else:
        print_table(["what", "how it stands"], found.lines())
    if found.is_stale:
        raise Stale(found.verdict)
    if found.next_step and not as_json:
        console.print(found.verdict)
    elif not as_json:
        console.print('Ask it something: fivefold sql "FROM mart.adherence_by_week ORDER BY week_start DESC LIMIT 8"')


def notify(
    if_stale: Annotated[
        bool, typer.Option("--if-stale", help="Only when stale, and at most once a day: for a crontab.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Tell the address in FIVEFOLD_NOTIFY_URL how fresh everything is: to try it, or on a schedule.

    Example: fivefold notify --if-stale
    """
    from flows.notices import address, report, send, tell_if_stale

    settings, now = load_settings(), datetime.now(UTC)
    address(settings)
    if if_stale:
        was_told = tell_if_stale(settings, now)
    else:
        send(settings, report(settings, now))
        was_told = True
    if as_json:
        print_json({"was_told": was_told})
    else:
        console.print("Told." if was_told else "Nothing to tell. Next: fivefold status")
