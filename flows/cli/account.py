"""The commands that connect an athlete's Strava account, and end that."""

import webbrowser
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.output import AsJson, console, print_json
from flows.progress import progress_bars
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from flows.strava.logout import LoggedOut


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


def logout(
    local: Annotated[
        bool, typer.Option("--local", help="Remove the login from this machine without telling Strava.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """End the connection: revoke the access at Strava, and remove the stored tokens.

    What was fetched stays, unless FIVEFOLD_API_RETENTION_DAYS is set: then all that came through the API is erased.

    Example: fivefold logout
    """
    from flows.purge.end_of_access import ERASE, end_of_access
    from flows.purge.purge import finish
    from flows.strava.logout import log_out

    settings = load_settings()
    ended = log_out(settings, local)
    is_erased = ended.at_strava is not None and end_of_access(settings)
    if is_erased:
        with progress_bars():
            finish(settings)
    left = refresh_token_from(settings)
    if as_json:
        print_json({**ended._asdict(), "refresh_token_from": left, "is_erased": is_erased})
        return
    console.print(what_ended(ended), soft_wrap=True)
    if is_erased:
        console.print("What came through the API is erased, since FIVEFOLD_API_RETENTION_DAYS is set.")
    elif ended.was_stored:
        console.print(
            f"What was fetched before stays in {settings.home}. To erase it: {ERASE}. To connect again: fivefold login",
            soft_wrap=True,
        )
    if left:
        console.print(f"STRAVA_REFRESH_TOKEN is still set ({left}), and the next sync logs in with it: unset it too.")


def what_ended(ended: "LoggedOut") -> str:
    """A sentence."""
    from flows.strava.logout import BY_HAND

    if not ended.was_stored:
        return "Nobody is logged in on this machine, so there is nothing to end."
    who = f"athlete {ended.athlete_id}" if ended.athlete_id else "the athlete"
    match ended.at_strava:
        case "revoked":
            return f"Logged out {who}: Strava has ended the access, and the stored tokens are removed."
        case "ended before":
            return f"Strava had ended the access of {who} before; the stored tokens are removed."
    return f"The stored login is removed. Strava was not told: end fivefold's access at {BY_HAND}"


def refresh_token_from(settings: Settings) -> str | None:
    """Where STRAVA_REFRESH_TOKEN is set; None where it is not."""
    one = next(one for one in settings.sources() if one.name == "STRAVA_REFRESH_TOKEN")
    return None if one.source == "default" else one.source
