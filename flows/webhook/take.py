"""The sync takes what Strava has told: activities to ask for again, and whether the athlete is said to have left."""

import polars as pl

from flows.errors import FivefoldError
from flows.purge.end_of_access import ERASE, end_of_access
from flows.settings import Settings
from flows.strava.oauth import GrantEnded
from flows.webhook.event import Kept
from flows.webhook.inbox import Inbox
from warehouse.database import Warehouse
from warehouse.suspects import suspect_by_event

#: Activities that wait to be asked for because of events, at most: one call each. Whoever forges events can cost no
#: more than that in a run; whatever an athlete really changes beyond it, the nightly listing finds.
MOST_SUSPECTS = 10
EVENTS = pl.Schema({"athlete_id": pl.Int64(), "activity_id": pl.Int64(), "received_at": pl.Datetime("us", "UTC")})


def take_events(warehouse: Warehouse, settings: Settings) -> bool:
    """Note the activities of ours that events are about; return whether one says that the athlete withdrew the access.

    Each event is in the inbox or in the warehouse at any instant. An activity that is not known here needs no note: the
    listing brings it, of recent weeks in this run, a backdated one in the night.
    """
    inbox = Inbox(settings.home)
    kept = inbox.take()
    if kept:
        suspect_by_event(warehouse, as_frame(kept).drop_nulls(), MOST_SUSPECTS)
    inbox.done()
    return any(event.activity_id is None for event in kept)


def as_frame(kept: list[Kept]) -> pl.DataFrame:
    """A row per event."""
    rows = [(event.athlete_id, event.activity_id, event.received_at) for event in kept]
    return pl.DataFrame(rows, schema=EVENTS, orient="row")


def in_light_of(is_withdrawn: bool, ended: FivefoldError | None, settings: Settings) -> FivefoldError | None:
    """What ended the pulling, in better words where Strava had told the reason before.

    Then it is sure: an event alone anybody can send, and a grant alone can also have been replaced elsewhere. With
    retention, all that came through the access is erased.
    """
    if is_withdrawn and isinstance(ended, GrantEnded):
        return GrantEnded(
            f"The athlete has withdrawn fivefold's access on Strava. Nothing more is fetched; {what_becomes(settings)} "
            "To give access again, run: fivefold login"
        )
    return ended


def what_becomes(settings: Settings) -> str:
    """What becomes of what came through an access that has ended, for people; with retention, have it erased."""
    if end_of_access(settings):
        return "what came through the API is erased, since FIVEFOLD_API_RETENTION_DAYS is set."
    return f"what is here stays in {settings.home}. To erase it, run: {ERASE}"
