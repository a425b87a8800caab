"""Whose files they are: what an export says, else whoever's home it is, else nobody's in particular."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from flows.errors import UsageError
from flows.files.export.profile_csv import athlete_of_profile
from flows.importing.find import Place
from flows.importing.unpack import Found, Unusable, read_up_to
from flows.settings import Settings
from flows.whose import athlete_at_home
from schemas.files import NOBODY
from warehouse import raw
from warehouse.database import Warehouse
from warehouse.files import adopt

#: A profile is a header and one row.
PROFILE_BYTES = 2**20
ELSEWHERE = "FIVEFOLD_HOME=FOLDER fivefold import PATH"


class Export(NamedTuple):
    """A bulk export, before anything of it is taken."""

    athlete_id: int | None
    """As its profile says, if it has one."""
    listed_at: datetime | None
    """When its list of activities was written, as folder or archive say."""


def exports(places: Iterable[Place]) -> list[Export]:
    """The bulk exports at these places."""
    found = []
    for place in places:
        with place.open() as bundles:
            found += [
                Export(athlete_of(bundle.profile) if bundle.profile else None, bundle.files[0].changed_at)
                for bundle in bundles
                if bundle.is_export
            ]
    return found


def athlete_of(profile: Found) -> int | None:
    """Whose profile.csv it is; None where it does not say."""
    try:
        with profile.open() as stream:
            athlete_id = athlete_of_profile(read_up_to(stream, PROFILE_BYTES))
    except Unusable:
        return None
    return None if athlete_id == NOBODY else athlete_id


def owner(warehouse: Warehouse, settings: Settings, found: Iterable[Export]) -> int:
    """The athlete of all that is imported; what was nobody's before is theirs from now on.

    Raises `UsageError` where two people's training would be mixed.
    """
    named = sorted({export.athlete_id for export in found if export.athlete_id is not None})
    if len(named) > 1:
        raise UsageError(
            f"These exports are of several athletes ({', '.join(map(str, named))}). Import each into a home of its "
            f"own: {ELSEWHERE}"
        )
    if not named:
        return athlete_at_home(warehouse, settings) or NOBODY
    athlete_id, at_home = named[0], raw.known_athletes(warehouse)
    others = [one for one in at_home if one not in (athlete_id, NOBODY)]
    if others and athlete_id not in at_home:
        raise UsageError(
            f"This export is athlete {athlete_id}'s, but this home holds the training of athlete {others[0]}. Give "
            f"athlete {athlete_id} a home of their own: {ELSEWHERE}"
        )
    if NOBODY in at_home:
        adopt(warehouse, athlete_id)
    return athlete_id
