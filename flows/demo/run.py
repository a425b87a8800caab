"""The demo: the real nightly flow against the bundled server, over HTTP, in a home of its own."""

import os
import shutil
import socket
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.books.run import Run
from flows.emulator.emulator import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET
from flows.emulator.process import in_subprocess
from flows.emulator.switches import UNLIMITED
from flows.errors import FivefoldError, UsageError, WarehouseUnavailable
from flows.nightly import run_nightly
from flows.progress import progress
from flows.settings import Settings, load_settings

#: Marks a folder as the demo's own, which the next demo may empty.
MARKER = ".fivefold-demo"


@dataclass(frozen=True)
class Demo:
    """What a demo made."""

    settings: Settings
    run: Run
    seconds: float

    @property
    def truth_path(self) -> Path:
        """What the synthetic athlete really did; the pipeline never reads it."""
        return self.settings.home / "truth.json"


def run_demo(home: Path | None, years: float, seed: int, port: int, now: datetime) -> Demo:
    """Start the server with an athlete who lived until `now`, and run the nightly flow against it.

    Raises `UsageError` if `home` holds anything that no demo made, and what the nightly flow raises.
    """
    began = time.monotonic()
    refuse_taken(port)
    folder = empty_home((home or load_settings().home / "demo").expanduser().resolve())
    with ExitStack() as stack:
        with progress("Inventing an athlete") as advance:
            server = in_subprocess(
                seed, years, now, port=port, truth_path=folder / "truth.json", switches=UNLIMITED, progress=advance
            )
            try:
                address = stack.enter_context(server)
            except (RuntimeError, TimeoutError) as error:
                raise FivefoldError(f"The bundled server did not start: {error} Try: fivefold demo --port 0") from error
        # The flow reads its settings from the environment, as it does for everybody.
        os.environ.update(
            FIVEFOLD_HOME=str(folder),
            FIVEFOLD_STRAVA_API_URL=address.api_url,
            FIVEFOLD_STRAVA_OAUTH_URL=address.oauth_url,
            STRAVA_CLIENT_ID=DEMO_CLIENT_ID,
            STRAVA_CLIENT_SECRET=DEMO_CLIENT_SECRET,
            STRAVA_REFRESH_TOKEN=address.refresh_token,
            # Where the athlete's own tables stand, an invented one's must not take their place.
            FIVEFOLD_POSTGRES_URL="",
        )
        run = run_nightly(now=now)
    return Demo(load_settings(), run, time.monotonic() - began)


def empty_home(folder: Path) -> Path:
    """The folder, empty but for its marker. Only what a demo made is removed."""
    try:
        if folder.is_file() or (folder.exists() and any(folder.iterdir()) and not (folder / MARKER).exists()):
            raise UsageError(f"{folder} is something that no demo made. Name a folder with: fivefold demo --home DIR")
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARKER).write_text("Made by `fivefold demo`, which empties this folder when it runs again.\n")
    except OSError as error:
        raise WarehouseUnavailable(
            f"{folder} cannot be emptied and written ({error.strerror}). Name a folder with: fivefold demo --home DIR"
        ) from error
    return folder


def refuse_taken(port: int) -> None:
    """Raise `UsageError` if somebody listens on the port already; 0 is always free."""
    with socket.socket() as probe:
        if port and probe.connect_ex(("127.0.0.1", port)) == 0:
            raise UsageError(f"Port {port} is taken. Let the demo choose: fivefold demo --port 0")
