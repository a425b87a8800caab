"""Whose home it is, where neither Strava nor a file says so."""

from flows.errors import UsageError
from flows.settings import Settings
from flows.strava.token_store import TokenStore
from warehouse import raw
from warehouse.database import Warehouse


def athlete_at_home(warehouse: Warehouse, settings: Settings) -> int | None:
    """The one athlete of the warehouse, or of several the one who is logged in; None while there is none.

    Raises `UsageError` where several are known and none of them is logged in.
    """
    athletes = raw.known_athletes(warehouse)
    if len(athletes) <= 1:
        return athletes[0] if athletes else None
    login = TokenStore(settings.token_path).read()
    if login is None or login.athlete_id not in athletes:
        raise UsageError("Several athletes are known here. Log in as the one whose training it is with: fivefold login")
    return login.athlete_id
