"""Commands that need no account: the demo and its server."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.output import AsJson, console, print_json

Years = Annotated[float, typer.Option(min=0.1, max=20, help="Length of the synthetic athlete's history.")]
Seed = Annotated[int, typer.Option(min=0, help="Which synthetic athlete.")]


def demo(
    years: Years = 3,
    seed: Seed = 0,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the bundled server; 0 takes a free one.")] = 0,
    home: Annotated[Path | None, typer.Option(help="Folder for the demo's warehouse.", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """See it work: a synthetic athlete's years over real HTTP into a warehouse. Needs no account and no network.

    Example: fivefold demo --years 1
    """
    from flows.demo.run import run_demo
    from flows.demo.show import as_dict, show
    from flows.progress import progress_bars

    with progress_bars():
        done = run_demo(home, years, seed, port, datetime.now(UTC))
    if as_json:
        print_json(as_dict(done))
    else:
        show(console, done)


def emulator(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8765,
    years: Years = 3,
    seed: Seed = 0,
) -> None:
    """Run the bundled Strava-compatible server in the foreground, with a synthetic athlete in it.

    Example: fivefold emulator --port 8765
    """
    from flows.demo.server import serve_athlete

    serve_athlete(host, port, years, seed, datetime.now(UTC), lambda line: typer.echo(line))
