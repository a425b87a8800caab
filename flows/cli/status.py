"""The command that says how fresh everything is."""

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
        raise Stale(f"{found.why_stale} Bring it up to date with: fivefold sync")
    if not as_json:
        console.print('Ask it something: fivefold sql "FROM mart.adherence_by_week ORDER BY week_start DESC LIMIT 8"')
