"""`fivefold log`: a session that no device recorded lands in raw, in the shape in which Strava tells of one."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson
import polars as pl

from flows.derive.core import derive_core
from flows.derive.renew import check_readable, renew
from flows.errors import UsageError
from flows.home import any_warehouse, has_warehouse, private_warehouse
from flows.settings import Settings
from flows.whose import athlete_at_home
from flows.word.texts import check_text
from schemas.logged_sessions import LoggedSessions
from schemas.payloads import Payloads
from schemas.sessions import Sessions
from transforms.activities import activities
from transforms.sport_group import CROSS_TRAINING_KINDS
from transforms.strength_sets import told_sets
from warehouse import raw
from warehouse.database import Warehouse
from warehouse.manual_log import all_logs, next_log_id

SOURCE = "manual_log"
#: What each kind is called as a sport: Strava's word where it has one, for the catch-all of Strava its title tells.
SPORTS: dict[str, dict[str, str]] = {
    "heat": dict.fromkeys(("sauna", "hot_tub", "steam", "passive_other"), "Workout"),
    "strength": {"strength": "WeightTraining"},
    # Of several sports of a kind, the first is the plainest.
    "cross_training": {kind: sport for sport, kind in reversed(CROSS_TRAINING_KINDS.items())} | {"pool_run": "Workout"},
}
#: Titles in words that rules know, where the kind's own are not.
TITLES = {
    "passive_other": "Passive heat",
    "strength": "Strength training",
    "steam": "Steam room",
    "e_bike": "E-bike ride",
}
#: Least and most minutes that can be logged: beyond is a slip of the pen. A day in the saddle exists.
RANGES_MIN = {"heat": (1, 180), "strength": (1, 300), "cross_training": (1, 1440)}
LONGEST_NOTE, LONGEST_SETS = 1000, 5000
FIRST_YEAR = 1990


@dataclass(frozen=True)
class Said:
    """A session as the athlete tells of it."""

    intervention: str
    kind: str
    """A key of `SPORTS` of the intervention."""
    minutes: float
    start: datetime
    """With its offset: the wall clock of this machine."""
    is_easy: bool | None = None
    sets: str | None = None
    """Strength sets, as the athlete writes them."""
    note: str | None = None

    def body(self, log_id: int, athlete_id: int) -> dict[str, Any]:
        """As Strava tells of an activity typed in by hand, and in `fivefold` what Strava has no field for.

        The note stays out of the description: there, words would be read for what they say of other things.
        """
        sport, seconds = SPORTS[self.intervention][self.kind], round(self.minutes * 60)
        offset = self.start.utcoffset() or timedelta()
        return {
            "id": log_id,
            "resource_state": 3,
            "athlete": {"id": athlete_id},
            "name": TITLES.get(self.kind, self.kind.replace("_", " ").capitalize()),
            "description": self.sets and self.sets.replace(";", "\n"),
            "type": sport,
            "sport_type": sport,
            "start_date": f"{(self.start - offset).replace(tzinfo=None).isoformat(timespec='seconds')}Z",
            "start_date_local": f"{self.start.replace(tzinfo=None).isoformat(timespec='seconds')}Z",
            "utc_offset": offset.total_seconds(),
            "distance": None,
            "elapsed_time": seconds,
            "moving_time": seconds,
            "manual": True,
            "trainer": False,
            "private": True,
            "visibility": "only_me",
            "fivefold": {
                "intervention": self.intervention,
                "kind": None if self.intervention == "strength" else self.kind,
                "minutes": self.minutes,
                "is_easy": self.is_easy,
                "note": self.note,
            },
        }


@dataclass(frozen=True)
class Kept:
    """What became of it."""

    log_id: int
    session: dict[str, Any]
    """Its row of mart.sessions."""
    sets: pl.DataFrame
    """Its rows of mart.strength_sets."""
    same_day: list[int]
    """Other activities that count for the same intervention on that day."""


def log(settings: Settings, said: Said, now: datetime) -> Kept:
    """Land a session, derive and publish; say what became of it.

    Raises `UsageError` for what cannot be, is there already, or has sets that cannot be read, and
    `WarehouseUnavailable` while another process writes: then nothing was kept.
    """
    check(said, now)
    check_has_warehouse(settings)
    check_readable(settings)
    with private_warehouse(settings) as warehouse:
        athlete_id = athlete_of(warehouse, settings)
        # Logs of before are compared with as core has them.
        derive_core(warehouse, now, str(uuid4()))
        log_id = next_log_id(warehouse)
        payload = landing(warehouse, athlete_id, log_id, said.body(log_id, athlete_id), now)
        row = understood(said, payload)
        for twin in same_logged(warehouse, said, row):
            # Whoever logged it may have been killed before that was to be seen.
            renew(warehouse, settings, now)
            raise UsageError(f"The same is logged already, as {twin}. To take it back: fivefold log remove {twin}")
        warehouse.append(Payloads, payload)
        renew(warehouse, settings, now)
        verdict = warehouse.read(
            Sessions, "activity_id = $id AND intervention = $of", {"id": log_id, "of": said.intervention}
        ).row(0, named=True)
        others = warehouse.read(
            Sessions,
            "athlete_id = $athlete AND local_date = $day AND intervention = $of AND counts AND activity_id <> $id",
            {"athlete": athlete_id, "day": verdict["local_date"], "of": said.intervention, "id": log_id},
        )
    return Kept(log_id, verdict, told_sets(row), others["activity_id"].to_list())


def remove(settings: Settings, log_id: int, now: datetime) -> None:
    """Land that a logged session is gone, derive and publish. What was logged stays in raw.

    Raises `UsageError` where no such session is logged.
    """
    check_has_warehouse(settings)
    check_readable(settings)
    with private_warehouse(settings) as warehouse:
        derive_core(warehouse, now, str(uuid4()))
        found = warehouse.read(LoggedSessions, "activity_id = $id", {"id": log_id})
        if found.is_empty():
            raise UsageError(f"No session is logged as {log_id}. See what is with: fivefold log list")
        warehouse.append(Payloads, landing(warehouse, found["athlete_id"].item(), log_id, None, now))
        renew(warehouse, settings, now)


def logs(settings: Settings) -> pl.DataFrame:
    """Every logged session, the newest first, with its day, start and verdict."""
    with any_warehouse(settings) as warehouse:
        return all_logs(warehouse)


def check(said: Said, now: datetime) -> None:
    """Raise `UsageError` for what cannot have been."""
    least, most = RANGES_MIN[said.intervention]
    if not least <= said.minutes <= most:
        raise UsageError(f"{said.minutes:g} minutes cannot be: {least} to {most} can be logged. Say it again.")
    if said.start > now:
        raise UsageError(f"{said.start:%Y-%m-%d %H:%M} is still to come. Log it when it is done.")
    if said.start.year < FIRST_YEAR:
        raise UsageError(f"{said.start:%Y-%m-%d} is too long ago: {FIRST_YEAR} is the first year that can be logged.")
    check_text(said.note, LONGEST_NOTE, "--note")
    check_text(said.sets, LONGEST_SETS, "--sets")


def check_has_warehouse(settings: Settings) -> None:
    """Raise `UsageError` where nothing has been synced."""
    if not has_warehouse(settings):
        raise UsageError(
            f"There is no warehouse in {settings.home} yet, so nobody to log it for. Log in with: fivefold login, then "
            "run: fivefold sync. Without a login, first run: fivefold import PATH"
        )


def athlete_of(warehouse: Warehouse, settings: Settings) -> int:
    """Whose session it is. Raises `UsageError` where nobody is known, or it could be of several."""
    known = athlete_at_home(warehouse, settings)
    if known is None:
        raise UsageError("No athlete is known here yet, so nobody to log it for. Run: fivefold sync")
    return known


def landing(
    warehouse: Warehouse, athlete_id: int, log_id: int, body: dict[str, Any] | None, now: datetime
) -> pl.DataFrame:
    """The row of raw.payloads that a logged session lands as; without a body, the one that takes it away."""
    text = orjson.dumps(body).decode()
    return Payloads.validate(
        pl.DataFrame(
            [
                {
                    "athlete_id": athlete_id,
                    "payload_id": raw.next_payload_id(warehouse),
                    "source": SOURCE,
                    "kind": "activity",
                    "activity_id": log_id,
                    "http_status": 404 if body is None else 200,
                    "body": text,
                    "body_sha256": hashlib.sha256(text.encode()).hexdigest(),
                    "fetched_at": now,
                    "run_id": str(uuid4()),
                }
            ],
            schema=Payloads.dtypes(),
        )
    )


def understood(said: Said, payload: pl.DataFrame) -> pl.DataFrame:
    """The row of core.activities that the payload becomes. Raises `UsageError` if it, or its sets, cannot be read."""
    row, bad = activities(payload)
    if row.is_empty():
        raise UsageError(f"That cannot be logged: {bad['reason'].to_list()[0]}. Say it again.")
    if said.sets is not None and told_sets(row).is_empty():
        raise UsageError(
            'No set could be read from the text of --sets. Write them like: --sets "Squat 5x5 @ 100 kg; Deadlift 3x3 '
            '@ 140 kg"'
        )
    return row


def same_logged(warehouse: Warehouse, said: Said, row: pl.DataFrame) -> list[int]:
    """Logs that say the same of a time that overlaps."""
    same_facts = ["athlete_id", "name", "description"]
    apart = (pl.col("start_at") - row["start_at"].item()).abs()
    return (
        all_logs(warehouse)
        .join(row.select(same_facts), on=same_facts, how="semi", nulls_equal=True)
        .filter(
            pl.col("intervention") == said.intervention,
            pl.col("minutes") == said.minutes,
            pl.col("is_easy").eq_missing(pl.lit(said.is_easy, dtype=pl.Boolean)),
            apart < timedelta(minutes=said.minutes),
        )["activity_id"]
        .to_list()
    )
