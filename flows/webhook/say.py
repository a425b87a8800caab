"""What the webhook tells whoever watches `fivefold serve`."""

import typer

from flows.strava.client import utc_now


def say(sentence: str) -> None:
    """A sentence with the time, on standard error."""
    typer.echo(f"{utc_now():%Y-%m-%d %H:%M} UTC  {sentence}", err=True)
