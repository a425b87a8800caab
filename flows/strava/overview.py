"""The listing becomes raw: what is new or changed lands, what it lacks becomes a suspect."""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import polars as pl

from flows.books.quarantine import known_as
from flows.books.run import Run, one_row, save_budget
from flows.progress import progress
from flows.strava.client import PER_PAGE, StravaSource
from flows.strava.identity import confirm
from flows.strava.landing import land, land_page
from flows.strava.listing import Page, list_activities
from schemas.coverage import Coverage
from schemas.summaries import Summaries
from transforms.json_records import JsonField
from transforms.rejects import REJECT
from warehouse import raw, suspects
from warehouse.database import Warehouse
from warehouse.ops import release_named

#: Late uploads and edits of the last weeks are seen every night …
RECENT = timedelta(days=30)
#: … and older ones where the calls allow it. A night may begin a little earlier than the one before.
FULL_EVERY = timedelta(hours=20)
#: After so long the whole listing may take every call that is left, and what is still to be fetched waits.
OVERDUE = timedelta(days=7)
#: Calls beside the full pages: the last page, the empty one after it, profile and zones.
OTHER_CALLS = 4
#: With this permission a login sees what only the athlete sees.
SEES_PRIVATE = "activity:read_all"
VISIBILITY = JsonField("$.visibility", pl.String)


@dataclass
class Walk:
    """A walk through the listing, and what it has seen so far."""

    after: datetime | None
    before: datetime
    is_to_its_end: bool = False
    """Only then is what it has not seen missing."""
    entries: int = 0
    pages: list[pl.DataFrame] = field(default_factory=lambda: [Summaries.none()])
    rejects: list[pl.DataFrame] = field(default_factory=lambda: [pl.DataFrame(schema=REJECT)])

    @property
    def seen(self) -> pl.DataFrame:
        """Rows of raw.summaries, landed or not."""
        return pl.concat(self.pages)


def pull_listing(
    warehouse: Warehouse,
    source: StravaSource,
    run: Run,
    athlete_id: int,
    now: datetime,
    full: bool,
    horizon: datetime | None = None,
) -> None:
    """Read the listing and land every entry that is new or has changed; what it lacks becomes a suspect.

    All of it, if `full` asks for that, or it has not been read today and the calls for it are there; else the recent
    weeks. Where all of it was never read, these come first. All of it begins at the `horizon`, if there is one.
    """
    last = warehouse.read(Coverage, "athlete_id = $id AND source = 'strava_api'", {"id": athlete_id}).to_dicts()
    names = ("listed_until", "full_listing_at", "listed_from")
    listed_until, full_at, listed_from = (last[0][name] if last else None for name in names)
    # A clock that was ahead once has noted times that are still to come.
    since, begins_at = min(listed_until or now, now) - RECENT, horizon or listed_from
    recent = Walk(max(since, begins_at) if begins_at else since, now)
    if full_at is None:
        walk(warehouse, source, run, athlete_id, recent)
    age = now - full_at if full_at else None
    whole = Walk(horizon, now)
    if most := math.inf if full else calls_for_the_whole(warehouse, source, athlete_id, age):
        before = source.budget.calls
        pull_settings(warehouse, source, run, athlete_id)
        walk(warehouse, source, run, athlete_id, whole, most - (source.budget.calls - before))
    if full_at is not None and not whole.is_to_its_end:
        walk(warehouse, source, run, athlete_id, recent)
    run.activities_listed += max(recent.entries, whole.entries)
    run.has_listed_all |= whole.is_to_its_end
    look_for_missing(warehouse, source, athlete_id, whole if whole.is_to_its_end else recent)
    if whole.is_to_its_end:
        # What is bad in none of all entries has been mended, or is gone.
        entries = pl.DataFrame({"athlete_id": [athlete_id], "table_name": [Summaries.full_name()]})
        release_named(warehouse, entries, known_as(warehouse, pl.concat(whole.rejects)))
        full_at, listed_from = now, horizon
    if full_at is not None:
        read = {
            "athlete_id": athlete_id,
            "source": "strava_api",
            "listed_until": now,
            "full_listing_at": full_at,
            "listed_from": listed_from,
        }
        warehouse.upsert(Coverage, one_row(Coverage, read))


def calls_for_the_whole(warehouse: Warehouse, source: StravaSource, athlete_id: int, age: timedelta | None) -> int:
    """How many calls reading the whole listing may take now; 0 when it is not due, or not affordable.

    `age` is the time since it was last read, None if it never was. Half of the calls that are left belong to what is
    still to be fetched, if anything is.
    """
    if age is not None and timedelta(0) <= age < FULL_EVERY:
        return 0
    needed = suspects.count_known(warehouse, athlete_id) // PER_PAGE + OTHER_CALLS
    left = source.budget.at_once(source.clock())
    if needed > left // 2 and (age is None or age < OVERDUE) and not raw.waiting(warehouse).is_empty():
        left //= 2
    return left if needed <= left else 0


def pull_settings(warehouse: Warehouse, source: StravaSource, run: Run, athlete_id: int) -> None:
    """Land the athlete's profile (FTP, weight) and zones, as far as the grant allows to read them.

    The profile says whose login it is, too; one that has come in this run already is not asked for again.
    """
    profile = None if source.has_asked_whose else source.profile()
    answers = (profile, source.zones())
    land(warehouse, run, athlete_id, [answer for answer in answers if answer is not None])


def walk(
    warehouse: Warehouse, source: StravaSource, run: Run, athlete_id: int, through: Walk, most: float = math.inf
) -> None:
    """Land what is new in a stretch of the listing, page by page, to its end or until `most` calls are made."""
    began = source.budget.calls
    with progress("Listing activities") as advance:
        for page in list_activities(source, through.before, through.after):
            if not is_of(athlete_id, page):
                confirm(source)
            landed = land_page(warehouse, run, athlete_id, page.payload)
            save_budget(warehouse, source.budget, page.payload.fetched_at)
            run.activities_changed += landed.changed
            through.pages.append(landed.listed)
            through.rejects.append(landed.rejects)
            through.entries += len(page.entries)
            advance(through.entries, through.entries)
            if source.budget.calls - began >= most:
                return
    through.is_to_its_end = True


def is_of(athlete_id: int, page: Page) -> bool:
    """Whether a page is this athlete's, as far as its entries say whose they are."""
    athletes = [entry.get("athlete") for entry in page.entries]
    owners = {athlete.get("id") for athlete in athletes if isinstance(athlete, dict)} - {None}
    return not owners or athlete_id in owners


def look_for_missing(warehouse: Warehouse, source: StravaSource, athlete_id: int, walked: Walk) -> None:
    """Let the known activities that a walk did not meet be suspects, and those that it did meet no longer be.

    Private ones only if the login can see such: it was granted, or the walk met one.
    """
    seen = walked.seen
    suspects.clear_listed(warehouse, athlete_id, seen)
    if not walked.is_to_its_end:
        return
    missing = suspects.unlisted(warehouse, athlete_id, seen, walked.after, walked.before.replace(microsecond=0))
    if missing.is_empty():
        return
    sees_private = SEES_PRIVATE in source.tokens.scopes or seen.select((VISIBILITY.value() == "only_me").any()).item()
    if not sees_private:
        missing = missing.filter(~pl.col("is_private"))
    suspects.notice(warehouse, missing, walked.before)
