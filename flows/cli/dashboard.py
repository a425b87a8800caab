"""The command that opens the published page."""

import threading
import webbrowser
from typing import Annotated

import orjson
import typer

from flows.cli.output import AsJson
from flows.settings import load_settings


def dashboard(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
    as_json: AsJson = False,
) -> None:
    """Open the published page in the browser. It is served to this machine alone, until Ctrl-C.

    Example: fivefold dashboard --port 8080
    """
    from flows.dashboard import INDEX
    from flows.dashboard.serve import serve

    settings = load_settings()

    def ready(url: str) -> None:
        said = {"url": url, "path": str(settings.published_path / INDEX)}
        # Not later: who reads this from a pipe waits for it while the page is served.
        typer.echo(orjson.dumps(said).decode() if as_json else f"The page is at {url} until you press Ctrl-C.")
        if not no_browser:
            # Beside the server: a browser in the terminal returns only when it is left.
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    serve(settings, port, ready)
