"""`fivefold import`: files land as they are, and all that follows from them is derived and published at once."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from flows.books.imports import cover, covered_until, enter, recorded
from flows.books.run import renew_freshness
from flows.derive.core import derive_core, derive_efforts
from flows.derive.marts import derive_marts
from flows.derive.rebuild import publish_all
from flows.derive.renew import check_readable
from flows.errors import TooManyRejected, UsageError
from flows.home import private_warehouse
from flows.importing.find import Search, find, may_hold_any
from flows.importing.landing import Landing
from flows.importing.owner import Export, exports, owner
from flows.importing.unpack import Trouble, Unusable
from flows.plan.read import write_default_plan
from flows.postgres import to_postgres
from flows.progress import progress
from flows.settings import Settings
from flows.strava.client import Clock, utc_now
from flows.weather.look_up import look_up
from schemas.files import NOBODY, SOURCES
from schemas.imports import Imports
from warehouse.database import Warehouse
from warehouse.recordings import extent_of, unmatched

EXPORT, FILE = SOURCES
LOOKED_FOR = (
    "a bulk export of Strava's (a zip or a folder with activities.csv), and FIT, GPX and TCX files, also packed with "
    "gzip or zip"
)


@dataclass
class Imported:
    """What an import did."""

    run_id: str
    athlete_id: int
    source: str
    started_at: datetime
    ended_at: datetime | None = None
    outcome: str = "running"
    files_found: int = 0
    files_new: int = 0
    files_known: int = 0
    records_rejected: int = 0
    """Of those derived, and files that were too damaged to land."""
    records: int = 0
    """Of how many that is."""
    files_passed_over: int = 0
    """Those that are no recordings."""
    not_read: list[Trouble] = field(default_factory=list)
    """What could not be read at all, with the reason."""
    activities: int = 0
    """Of how many activities these files are."""
    first_day: date | None = None
    last_day: date | None = None
    newest_start: datetime | None = None
    """Of those that had begun when they were imported."""
    newest_listed: datetime | None = None
    """The same of rows of an export's list alone."""
    rows_without_file: int = 0
    """Rows of the export's list whose file is not here: activities without samples."""
    files_without_row: int = 0
    """Files of exports that no list names: activities of their own."""
    weather_trouble: str | None = None
    """Why weather that was asked for could not be looked up, in a sentence."""
    complete_until: datetime | None = None
    """All that began before is here, as far as an export, Strava or the athlete says; None where nobody says so."""

    @property
    def is_named(self) -> bool:
        """Whether anybody has said whose files they are."""
        return self.athlete_id != NOBODY

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self) | {"not_read": [trouble._asdict() for trouble in self.not_read]}

    def row(self) -> dict[str, Any]:
        """As of ops.imports."""
        return {name: value for name, value in asdict(self).items() if name in Imports.columns()}


def bring_in(settings: Settings, paths: Iterable[Path], is_all: bool = False, clock: Clock = utc_now) -> Imported:
    """Land what is new at these paths, derive and publish.

    `is_all`: these files are all that was recorded up to the newest of them. Raises `UsageError` where there is nothing
    to import or it is another athlete's, and `WarehouseUnavailable` while another process writes.
    """
    search = find(paths)
    if not may_hold_any(search):
        raise nothing_in(search.files, search.troubles)
    check_readable(settings)
    with private_warehouse(settings) as warehouse:
        write_default_plan(settings.plan_path)
        found = exports(search.places)
        athlete_id = owner(warehouse, settings, found)
        done = Imported(str(uuid4()), athlete_id, EXPORT if found else FILE, clock())
        with recorded(warehouse, done.row()):
            landing = land(warehouse, search, done)
            load(warehouse, settings, done, landing)
            complete(warehouse, done, found, is_all)
            add_weather(warehouse, settings, done, clock)
            derive_efforts(warehouse)
            derive_marts(warehouse, settings.plan_path, done.started_at, done.run_id)
            done.ended_at = clock()
            enter(warehouse, done.row())
            renew_freshness(warehouse, done.ended_at)
        publish_all(warehouse, settings, done.ended_at)
    to_postgres(settings)
    return done


def land(warehouse: Warehouse, search: Search, done: Imported) -> Landing:
    """Land all that was found, a batch at a time: what a kill interrupts, the same command goes on with.

    Raises `UsageError` if none of it was a recording.
    """
    total = sum(place.size_bytes for place in search.places)
    with progress("Reading files", is_bytes=True) as advance:
        landing = Landing(warehouse, done.athlete_id, done.run_id, done.started_at, lambda read: advance(read, total))
        for place in search.places:
            try:
                with place.open() as bundles:
                    for bundle in bundles:
                        landing.take(bundle)
            except Unusable as why:
                landing.troubles.append(Trouble(place.name, str(why)))
        landing.flush()
    done.files_found, done.files_new, done.files_known = landing.files_found, landing.files_new, landing.files_known
    done.files_passed_over, done.not_read = landing.others, [*search.troubles, *landing.troubles]
    if not landing.files_found:
        raise nothing_in(search.files, done.not_read)
    return landing


def load(warehouse: Warehouse, settings: Settings, done: Imported, landing: Landing) -> None:
    """Bring core up to what has landed, and note what that came to."""
    derived = derive_core(warehouse, done.started_at, done.run_id)
    done.records_rejected = derived.rejected + len(landing.troubles)
    # Files that were here already were good before, or are in quarantine already.
    done.records = max(derived.records, landing.files_found) + len(landing.troubles)
    is_too_much = done.records_rejected > settings.max_rejected_share * done.records
    done.outcome = "rejected" if is_too_much else "ok"
    found = extent_of(warehouse, done.athlete_id, landing.payload_ids, done.started_at)
    done.activities, done.first_day, done.last_day = found.activities, found.first_day, found.last_day
    done.newest_start, done.newest_listed = found.newest_start, found.newest_listed
    done.rows_without_file, done.files_without_row = unmatched(warehouse, done.athlete_id)


def complete(warehouse: Warehouse, done: Imported, found: Sequence[Export], is_all: bool) -> None:
    """Note up to when all is here.

    A bulk export holds all up to when it was made: that is when its list was written, if that can be. It cannot have
    been before the newest activity in it, nor is it still to come.
    """
    if done.newest_listed is not None:
        times = [export.listed_at for export in found if export.listed_at is not None]
        made_at = [at for at in times if done.newest_listed <= at <= done.started_at]
        cover(warehouse, done.athlete_id, EXPORT, max(made_at, default=done.newest_listed))
    if is_all and done.newest_start is not None:
        cover(warehouse, done.athlete_id, FILE, done.newest_start)
    done.complete_until = covered_until(warehouse, done.athlete_id)


def add_weather(warehouse: Warehouse, settings: Settings, done: Imported, clock: Clock) -> None:
    """Look up the weather of the runs that came, where that is asked for."""
    looked = look_up(warehouse, settings, done.run_id, done.started_at, clock)
    if looked.landed:
        derive_core(warehouse, done.started_at, done.run_id)
    done.weather_trouble = looked.trouble


def refuse_too_many_rejects(done: Imported) -> None:
    """Raise `TooManyRejected` if more than the allowed share of an import's records broke a rule."""
    if done.outcome == "rejected":
        raise TooManyRejected(
            f"{done.records_rejected} of {done.records} records were rejected, more than FIVEFOLD_MAX_REJECTED_SHARE "
            "allows; the good ones are kept and published. See why with: fivefold quarantine list"
        )


def nothing_in(files: int, troubles: Sequence[Trouble]) -> UsageError:
    """What to say where there is nothing to import."""
    among = "one file" if files == 1 else f"{files:,} files"
    why = f" {troubles[0].name}: {troubles[0].reason}" if troubles else ""
    return UsageError(f"There is nothing to import in {among}. Looked for {LOOKED_FOR}.{why}")
