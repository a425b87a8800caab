"""The page that people open every morning: drawn from the published copy, and served on loopback.

What draws is imported when it is needed: the charts' libraries take as long to import as a short night takes in all.
"""

from warehouse.database import Warehouse

INDEX = "index.html"


def index(copy: Warehouse, previous: str = "") -> str:
    """The page of a published copy; of the `previous` page is kept what would be the same now."""
    from flows.dashboard.page import page  # noqa: PLC0415

    return page(copy, previous)
