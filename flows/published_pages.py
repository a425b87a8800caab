"""The pages that lie beside the published copy: each is drawn from it before it is put in place."""

import traceback
from collections.abc import Mapping
from pathlib import Path

from flows.dashboard import INDEX, index
from warehouse.publish import Page

#: File names, and what draws each. Every publish asks here.
PAGES: dict[str, Page] = {INDEX: index}


def not_drawn(failed: Mapping[str, Exception]) -> str | None:
    """A sentence about pages that could not be drawn; None where all were.

    The text of an unexpected error may hold anything; its type, and where in the code it arose, do not.
    """
    if not failed:
        return None
    told = [f"{name} ({type(error).__name__} in {place_of(error)})" for name, error in failed.items()]
    return f"The tables are published without a page that could not be drawn: {', '.join(told)}."


def place_of(error: Exception) -> str:
    """File and line of fivefold's in which an error arose, or in which something was called that raised it."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
