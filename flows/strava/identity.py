"""Whose login it is: two people's training is never mixed, and nobody's is taken for deleted with another's login."""

from flows.books.run import Run, save_budget
from flows.strava.client import StravaSource
from flows.strava.landing import land
from flows.strava.tokens import other_athlete
from schemas.files import NOBODY
from warehouse import raw
from warehouse.database import Warehouse
from warehouse.files import adopt


def pull_athlete(warehouse: Warehouse, source: StravaSource, run: Run) -> int:
    """Who is logged in; asked of Strava once, then remembered with the login. Files that were nobody's are theirs.

    Raises `OtherAthlete` where what has landed is somebody else's.
    """
    known, answer = source.tokens.athlete_id, None
    if known is None:
        answer, known = source.athlete()
    at_home = raw.known_athletes(warehouse)
    others = [one for one in at_home if one not in (known, NOBODY)]
    if others and known not in at_home:
        raise other_athlete(known, others[0])
    if NOBODY in at_home:
        adopt(warehouse, known)
    run.athlete_id = known
    if answer is not None:
        land(warehouse, run, known, [answer])
        save_budget(warehouse, source.budget, answer.fetched_at)
    return known


def confirm(source: StravaSource) -> None:
    """Ask Strava whose login it is, unless it has said so in this run.

    Raises `OtherAthlete` if it is not the one that the login is remembered to be.
    """
    if not source.has_asked_whose:
        source.athlete()
