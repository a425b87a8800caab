"""The page that people open every morning: drawn from the published copy, and served on loopback.

What draws is imported when it is needed: the charts' libraries take as long to import as a short night takes in all.
"""

from collections.abc import Callable, Mapping

from warehouse.database import Warehouse

INDEX = "index.html"


def index(copy: Warehouse) -> str:
    """The page of a copy that is about to be put in place; of the page before is kept what would be the same now."""
    from flows.dashboard.page import page  # noqa: PLC0415

    return page(copy, page_before(copy))


def page_before(copy: Warehouse) -> str:
    """The page in the published folder, two above the version that is being made; empty where there is none."""
    for published in copy.path.parents[2:3]:
        try:
            return (published / INDEX).read_text(encoding="utf-8", errors="replace")
        except OSError:
            pass
    return ""


#: What draws each page of the published folder from its copy, by file name.
PAGES: Mapping[str, Callable[[Warehouse], str]] = {INDEX: index}
