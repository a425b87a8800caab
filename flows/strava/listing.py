"""The listing of an athlete's activities, page by page to its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from flows.strava.answers import AnswerUnusable, Payload
from flows.strava.client import StravaSource

# Rows shift while one walks, so a short page may repeat what is known. Three such pages in a row are a server that
# ignores the page number: going on would never end, and stopping in silence would look like deleted activities.
MAX_PAGES_WITHOUT_NEWS = 3
# 18,000 activities. A new application may make 100 calls in a quarter of an hour: a longer walk would never come to its
# end in one, and begin anew in the next.
MAX_PAGES = 90


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the body as sent, and its entries that no earlier page held."""

    payload: Payload
    entries: list[dict[str, Any]]


def list_activities(source: StravaSource, before: datetime, after: datetime | None = None) -> Iterator[Page]:
    """Every activity that started before `before` (and after `after`), in whatever order Strava chooses.

    Pages may be short without being last, so only an empty one ends the walk; it is not yielded. `before` stays the
    same on every page, so that an upload in the middle of the walk shifts as little as possible; what comes twice all
    the same is dropped by id. Entries that are no objects stay in the body alone. An exception means that the list is
    incomplete.
    """
    seen: set[Any] = set()
    without_news = 0
    for number in count(1):
        payload, listed = source.activity_page(number, before, after)
        if not listed:
            return
        entries = []
        for entry in listed:
            if isinstance(entry, dict) and (key := str(entry.get("id"))) not in seen:
                seen.add(key)
                entries.append(entry)
        without_news = 0 if entries else without_news + 1
        if without_news == MAX_PAGES_WITHOUT_NEWS:
            raise AnswerUnusable(
                "Strava repeats the same activities page after page. Try again later: fivefold sync",
                cause="endless_listing",
            )
        if number > MAX_PAGES:
            raise AnswerUnusable(
                f"Strava's list of activities has no end within {MAX_PAGES} pages. Try again later: fivefold sync",
                cause="endless_listing",
            )
        yield Page(payload, entries)
