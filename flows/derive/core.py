"""raw becomes core: only what something new landed about, a batch of activities in one transaction."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

import polars as pl

from flows.books.quarantine import keep_rejects
from flows.derive.ahead import ahead
from flows.derive.batch import BATCH, PER_ACTIVITY, Made, derive_batch
from flows.files.read import Batch
from flows.files.read import read as decode
from flows.progress import progress
from schemas.athletes import Athletes
from schemas.derivation import Derivation
from schemas.efforts import Efforts
from schemas.heart_rate_zones import HeartRateZones
from schemas.laps import Laps
from schemas.recordings import Recordings
from schemas.running_effort import RunningEffort
from schemas.streams import Streams
from schemas.table import Table
from schemas.threshold_power import ThresholdPower
from transforms.athletes import athletes
from transforms.efforts import efforts
from transforms.heart_rate_zones import heart_rate_zones
from transforms.rules import RULE_VERSION
from transforms.running_effort import easy_effort
from transforms.stream_grid import GRID_COLUMNS
from transforms.threshold_power import threshold_power
from warehouse import raw
from warehouse.database import Warehouse, forget_derivation
from warehouse.files import files
from warehouse.ops import release_named

#: What efforts are made from.
EFFORT_COLUMNS = [*GRID_COLUMNS, "lat", "lon"]
Reading = Callable[[pl.DataFrame], tuple[pl.DataFrame, pl.DataFrame]]
#: Made from all answers of a kind about each athlete: the newest alone would not say what held before.
PER_ATHLETE: dict[type[Table], tuple[str, Reading]] = {
    HeartRateZones: ("zones", heart_rate_zones),
    Athletes: ("athlete", athletes),
    ThresholdPower: ("athlete", threshold_power),
}


class Derived(NamedTuple):
    """What became of what had landed."""

    activities: int
    """Made anew."""
    records: int
    """Listing entries, details, stream sets, recordings, zones and profiles that were read for it."""
    rejected: int
    """Records of these that broke a rule."""


def derive_core(warehouse: Warehouse, at: datetime, run_id: str) -> Derived:
    """Bring core up to what has landed.

    What other rules made is forgotten first, so that all of core follows the same.
    """
    rules = sha256(RULE_VERSION)
    if not warehouse.read(
        Derivation, "stage = 'core' AND inputs_sha256 IS DISTINCT FROM $rules", {"rules": rules}
    ).is_empty():
        forget_core(warehouse)
    done = derived_until(warehouse)
    landed = raw.landed_since(warehouse, done)
    newest, *counted = derive_athletes(warehouse, done, at)
    made = Made(0, *counted)
    with progress("Deriving activities") as advance:
        behind = 0
        for batch, decoded in decoded_ahead(warehouse, landed):
            scope = batch.drop_nulls("activity_id").select("athlete_id", "activity_id")
            more = derive_batch(warehouse, scope, at, run_id, files_in(batch), decoded)
            made = Made(*map(sum, zip(made, more, strict=True)))
            # What landed about an activity later than this is later in the order, too: a kill loses one batch.
            mark_derived(warehouse, "core", int(batch["payload_id"][-1]), rules)
            behind += batch.height
            advance(behind, landed.height)
            if behind < landed.height:
                # Otherwise DuckDB sorts out what batches left when the file is closed: 400 MB more at 20 batches.
                warehouse.execute("CHECKPOINT")
    if newest > derived_until(warehouse):
        mark_derived(warehouse, "core", newest, rules)
    return Derived(*made)


def decoded_ahead(warehouse: Warehouse, landed: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, Batch]]:
    """What landed (`raw.landed_since`), a batch at a time, with what its files hold: read while others are stored."""
    return ahead(
        (landed[start : start + BATCH] for start in range(0, landed.height, BATCH)),
        lambda batch: files(warehouse, files_in(batch)),
        lambda packed, _: decode(packed),
        workers=1,  # which has several of its own
    )


def files_in(landed: pl.DataFrame) -> pl.DataFrame:
    """athlete_id and payload_id of the files among what landed."""
    return landed.filter(pl.col("activity_id").is_null()).select("athlete_id", "payload_id")


def derive_athletes(warehouse: Warehouse, done: int, at: datetime) -> tuple[int, int, int]:
    """Make anew what is known of athletes of whom something landed after payload `done`.

    Returns the newest payload about any, 0 for none, and how many came and how many of these were rejected.
    """
    settings = {kind: raw.answers_of_athletes(warehouse, kind, done) for kind, _ in PER_ATHLETE.values()}
    with warehouse.transaction():
        rejected = sum(
            derive_settings(warehouse, table, settings[kind], done, at) for table, (kind, _) in PER_ATHLETE.items()
        )
    ids = pl.concat(answers["payload_id"] for answers in settings.values())
    return int(ids.max() or 0), ids.filter(ids > done).len(), rejected  # type: ignore[arg-type]


def derive_settings(warehouse: Warehouse, table: type[Table], answers: pl.DataFrame, done: int, at: datetime) -> int:
    """Make the rows of some athletes anew from all their `answers`; return how many new ones were rejected.

    New are those after payload `done`. An answer that is no use at all takes nothing away.
    """
    if answers.is_empty():
        return 0
    _, read = PER_ATHLETE[table]
    rows, bad = read(answers)
    about = answers.select("athlete_id").unique()
    warehouse.replace(table, rows, about)
    release_named(warehouse, about.with_columns(table_name=pl.lit(table.full_name())), bad)
    keep_rejects(warehouse, bad, at)
    return bad.filter(pl.col("payload_id") > done).select("athlete_id", "record_id").n_unique()


def derive_efforts(warehouse: Warehouse) -> int:
    """Look for efforts in the runs whose samples, or whose idea of easy, changed; return how many runs that were.

    What is easy depends on the runs of eight weeks, so a new run can change it for another.
    """
    known = warehouse.read(RunningEffort)
    easy = easy_effort(known)
    stale = easy.join(
        known.filter(pl.col("easy_effort_mps").is_not_null()),
        on=["athlete_id", "activity_id", "easy_effort_mps"],
        how="anti",
    )
    done = 0
    with progress("Looking for sprints") as advance:
        for runs, found in efforts_of(warehouse, stale):
            scope = runs.select("athlete_id", "activity_id")
            with warehouse.transaction():
                warehouse.replace(Efforts, found.select(Efforts.columns()), scope)
                warehouse.replace(RunningEffort, runs, scope)
            done += runs.height
            advance(done, stale.height)
    return stale.height


def efforts_of(warehouse: Warehouse, easy: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """The runs of core.running_effort in `easy`, a batch at a time, with their efforts."""

    def read(runs: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        scope = runs.select("athlete_id", "activity_id")
        return warehouse.scan_scope(Streams, scope, EFFORT_COLUMNS), warehouse.read_scope(Laps, scope)

    def find(samples_and_laps: tuple[pl.DataFrame, pl.DataFrame], runs: pl.DataFrame) -> pl.DataFrame:
        return efforts(*samples_and_laps, runs)

    return ahead((easy[start : start + BATCH] for start in range(0, easy.height, BATCH)), read, find)


def derived_until(warehouse: Warehouse) -> int:
    """Newest payload that is in core."""
    marks = warehouse.read(Derivation, "stage = 'core'")["payload_id"].to_list()
    return marks[0] if marks else 0


def mark_derived(warehouse: Warehouse, stage: str, payload_id: int, inputs_sha256: str) -> None:
    """Note how far a stage has come."""
    mark = pl.DataFrame(
        [{"stage": stage, "payload_id": payload_id, "inputs_sha256": inputs_sha256}], schema=Derivation.dtypes()
    )
    warehouse.upsert(Derivation, mark)


def sha256(*values: object) -> str:
    """Hash of values' notation."""
    return hashlib.sha256(repr(values).encode()).hexdigest()


def forget_core(warehouse: Warehouse) -> None:
    """Empty core, so that the next derivation starts from the first payload; verdicts stand until then."""
    with warehouse.transaction():
        tables: tuple[type[Table], ...] = (Recordings, *PER_ACTIVITY, *PER_ATHLETE)
        for table in tables:
            warehouse.replace(table, table.none())
        forget_derivation(warehouse)
