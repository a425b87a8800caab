"""The demo: the real nightly flow against the bundled server, over HTTP, in a home of its own."""

import os
import shutil
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.books.run import Run
from flows.emulator.emulator import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET
from flows.emulator.process import in_subprocess
from flows.emulator.switches import UNLIMITED
from flows.errors import FivefoldError, UsageError
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
    folder = empty_home((home or load_settings().home / "demo").expanduser().absolute())
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
        )
        run = run_nightly(now=now)
    return Demo(load_settings(), run, time.monotonic() - began)


def empty_home(folder: Path) -> Path:
    """The folder, empty but for its marker. Only what a demo made is removed."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARKER).exists():
            raise UsageError(
                f"{folder} holds something that no demo made. Name another folder with: fivefold demo --home DIR"
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text("Made by `fivefold demo`, which empties this folder when it runs again.\n")
    return folder
