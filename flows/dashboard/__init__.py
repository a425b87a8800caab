"""The page that people open every morning: drawn from the published copy, and served on loopback.

What draws is imported when it is needed: the charts' libraries take as long to import as a short night takes in all.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from warehouse.database import Warehouse

INDEX = "index.html"


def pages(folder: Path) -> Mapping[str, Callable[[Warehouse], str]]:
    """What draws each page of the published folder from its copy, by file name.

    Of the page that lies in `folder` is kept what has not changed since it was drawn.
    """

    def index(copy: Warehouse) -> str:
        from flows.dashboard.page import page  # noqa: PLC0415

        return page(copy, previous_page(folder))

    return {INDEX: index}


def previous_page(folder: Path) -> str:
    """The page that lies in the folder; empty where there is none to read."""
    try:
        return (folder / INDEX).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
