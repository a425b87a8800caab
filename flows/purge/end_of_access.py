"""The athlete has ended the access to Strava: what came through it goes, where a setting says so."""

from flows.purge.standing_order import give
from flows.settings import Settings
from warehouse.erase import API, Order

#: What erases it in any case.
ERASE = "fivefold purge --source strava-api"


def end_of_access(settings: Settings) -> bool:
    """The athlete has ended the access, which is sure: with retention, all that came through it is to be erased.

    Says whether it is.
    """
    if settings.api_retention_days is None:
        return False
    give(settings, Order(API))
    return True
