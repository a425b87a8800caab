"""The command that connects an athlete's Strava account."""

import webbrowser
from typing import Annotated

import typer

from flows.cli.output import AsJson, console, print_json
from flows.settings import load_settings


def login(
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Print the address and take the pasted answer instead.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Connect your Strava account: consent in the browser, answer on this machine's loopback.

    Example: fivefold login --no-browser
    """
    from flows.strava.login import Login, log_in_with_browser

    settings = load_settings()
    if no_browser:
        attempt = Login(settings)
        typer.echo(f"Open this page, consent, and copy the address that the browser ends on:\n{attempt.url}", err=True)
        tokens = attempt.finish(typer.prompt("Address", err=True))
    else:
        tokens = log_in_with_browser(settings, ask_in_browser)
    if as_json:
        print_json({"athlete_id": tokens.athlete_id, "scopes": tokens.scopes})
    else:
        console.print(f"Logged in as athlete {tokens.athlete_id}. Next: fivefold sync")


def ask_in_browser(url: str) -> None:
    """Show the consent page, and say what is being waited for."""
    typer.echo("Waiting for your consent on Strava's page in the browser.", err=True)
    webbrowser.open(url)
