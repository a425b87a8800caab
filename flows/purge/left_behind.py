"""Files in the home that tell of activities, beside the private file and the published folder."""

import shutil
from contextlib import suppress
from pathlib import Path

from flows.settings import Settings
from warehouse.durable import draft_of
from warehouse.versions import COPY


def remove_left_behind(settings: Settings) -> list[Path]:
    """Remove pages that can be made again, and what a crash left; returns what could not be removed.

    The pages of `fivefold explain` and `fivefold review`, logs that were cut off after a power cut, half-made files,
    and what DuckDB wrote aside where memory was short.
    """
    home, file = settings.home, settings.warehouse_path
    found = [
        *(home / "explain").glob("*.html"),
        *(home / "explain").glob(".*.html.new"),
        *(home / "review").glob("[0-9]*.html"),
        *(home / "review").glob("[0-9]*.md"),
        *(home / "review").glob(".[0-9]*.new"),
        *home.glob(f"{file.name}.wal.torn"),
        *home.glob(f"{file.name}.tmp"),
        *home.glob(f"{draft_of(file).name}*"),
        *settings.published_path.glob(f"{draft_of(Path(COPY)).name}*"),
    ]
    for one in found:
        with suppress(OSError):
            shutil.rmtree(one) if one.is_dir() and not one.is_symlink() else one.unlink()
    for folder in ("explain", "review"):
        with suppress(OSError):
            (home / folder).rmdir()
    return [one for one in found if one.exists()]
