"""What comes to a warehouse of one workout or several: by Strava's API, by exports, as files, by the athlete's word."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from flows.word.log import Said
from schemas.payloads import Payloads
from tests.imported import bring_in
from tests.landed import land, payload, table
from tests.strava_shapes import ATHLETE_ID
from tests.written.answers import answers
from tests.written.export import activities_csv
from tests.written.fit import fit_file
from tests.written.gpx import gpx_file
from tests.written.small_life import LIFE, OFF_THE_BIKE, cropped
from tests.written.tcx import tcx_file
from tests.written.workout import Workout
from warehouse import raw
from warehouse.database import Warehouse

WRITERS = {"fit": fit_file, "gpx": gpx_file, "tcx": tcx_file}


@dataclass(frozen=True)
class Listed:
    """Strava tells of a workout: an entry of the listing, and where it `is_whole` detail and samples."""

    number: int
    is_whole: bool = True
    is_cropped: bool = False


@dataclass(frozen=True)
class Corrected:
    """The athlete has corrected the start at Strava, by minutes, and the title."""

    number: int
    later_min: int = 20


@dataclass(frozen=True)
class Deleted:
    """Strava knows the workout no more."""

    number: int


@dataclass(frozen=True)
class Exported:
    """A bulk export: rows of workouts with the formats of their files, None for none; or its files without the list."""

    rows: tuple[tuple[int, str | None], ...]
    is_renamed: bool = False
    """The titles are others: the athlete edited them."""
    has_list: bool = True


@dataclass(frozen=True)
class File:
    """A file on its own. Its clock may be off by seconds; a `brick` is a FIT of the ride and the run after it."""

    number: int
    format: str
    off_s: int = 0
    folder: str = "a"


@dataclass(frozen=True)
class Logged:
    """A session that no device recorded, by `fivefold log`."""

    minutes: float = 25.0


Coming = Listed | Corrected | Deleted | Exported | File | Logged
#: In the evening of the ride.
STEAM = Said("heat", "steam", 25.0, datetime(2026, 5, 5, 20, tzinfo=UTC))


@cache
def written(number: int, kind: str, off_s: int = 0) -> bytes:
    """The bytes of a workout's file."""
    shift = timedelta(seconds=off_s)
    moved, after = (replace(LIFE[n], start_at=LIFE[n].start_at + shift) for n in (number, OFF_THE_BIKE))
    return fit_file(moved, after) if kind == "brick" else WRITERS[kind](moved)


def come(warehouse: Warehouse, coming: Coming, whose: int = ATHLETE_ID) -> None:
    """Let something land; `whose` the files are."""
    match coming:
        case Listed(number, is_whole, is_cropped):
            told = answers(cropped(LIFE[number]) if is_cropped else LIFE[number])
            land(warehouse, [told], is_asked=is_whole)
        case Corrected(number, later_min):
            start_at = LIFE[number].start_at + timedelta(minutes=later_min)
            land(warehouse, [answers(replace(LIFE[number], start_at=start_at, name="Corrected"))])
        case Deleted(number):
            gone = payload(raw.next_payload_id(warehouse), "activity", LIFE[number].strava_id, None)
            raw.land(warehouse, table([gone]))
        case Exported(rows, is_renamed, has_list):
            listed = [replace(LIFE[n], name=f"{LIFE[n].name} again") if is_renamed else LIFE[n] for n, _ in rows]
            kinds = {LIFE[n].strava_id: kind for n, kind in rows}

            def file(of: Workout) -> tuple[str, bytes] | None:
                kind = kinds[of.strava_id]
                return None if kind is None else (f"{kind}.gz", b"")

            files = {
                f"activities/{LIFE[n].upload_id}.{kind}.gz": written(n, kind) for n, kind in rows if kind is not None
            }
            whole = {"activities.csv": activities_csv(listed, "en", file)} if has_list else {}
            bring_in(warehouse, whole | files, "strava_export", whose)
        case File(number, kind, off_s, folder):
            name = f"{folder}/{number}.{kind.replace('brick', 'fit')}"
            bring_in(warehouse, {name: written(number, kind, off_s)}, athlete_id=whose)
        case Logged(minutes):
            told = payload(
                raw.next_payload_id(warehouse), "activity", -1, replace(STEAM, minutes=minutes).body(-1, ATHLETE_ID)
            )
            warehouse.append(Payloads, table([told | {"source": "manual_log"}]))
