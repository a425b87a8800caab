"""raw becomes core: only what something new landed about, a batch of activities in one transaction."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

import polars as pl

from flows.books.quarantine import keep_rejects
from flows.derive.ahead import ahead, keep_freed_memory
from flows.progress import progress
from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.athletes import Athletes
from schemas.changes import Changes
from schemas.derivation import Derivation
from schemas.easy_windows import EasyWindows
from schemas.efforts import Efforts
from schemas.heart_rate_zones import HeartRateZones
from schemas.laps import Laps
from schemas.logged_sessions import LoggedSessions
from schemas.running_effort import RunningEffort
from schemas.stream_quality import StreamQuality
from schemas.streams import Streams
from schemas.table import Table
from schemas.threshold_power import ThresholdPower
from transforms.activities import activities, with_samples
from transforms.activity_samples import activity_samples
from transforms.athletes import athletes
from transforms.changes import changes
from transforms.easy_windows import easy_windows
from transforms.efforts import efforts
from transforms.heart_rate_zones import heart_rate_zones
from transforms.laps import laps
from transforms.logged_sessions import logged_sessions, with_source
from transforms.rules import RULE_VERSION
from transforms.running_effort import easy_effort, running_effort
from transforms.sample_order import in_order
from transforms.stream_grid import GRID_COLUMNS
from transforms.stream_quality import stream_quality
from transforms.streams import streams
from transforms.threshold_power import threshold_power
from warehouse import raw
from warehouse.database import Warehouse, forget_derivation
from warehouse.manual_log import newest_logs
from warehouse.ops import release, release_named

#: Activities in one batch. Memory peaks while streams are decoded: at 100 runs of 80 minutes and a sample a second at
#: 1.15 GB, at 200 of these at 1.98 GB (measured).
BATCH = 100

#: Made from the payloads of one activity, and from nothing else.
PER_ACTIVITY: tuple[type[Table], ...] = (
    Activities,
    Streams,
    Laps,
    LoggedSessions,
    RunningEffort,
    StreamQuality,
    ActivitySamples,
    EasyWindows,
    Efforts,
)
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
    """Listing entries, details, stream sets, zones and profiles that were read for it."""
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
    touched = raw.touched_since(warehouse, done)
    records, rejected = 0, 0
    with progress("Deriving activities") as advance:
        for start in range(0, touched.height, BATCH):
            batch = touched[start : start + BATCH].select("athlete_id", "activity_id")
            read, bad = derive_batch(warehouse, batch, at, run_id)
            records, rejected = records + read, rejected + bad
            advance(min(start + BATCH, touched.height), touched.height)
    settings = {kind: raw.answers_of_athletes(warehouse, kind, done) for kind, _ in PER_ATHLETE.values()}
    news = pl.concat(landed["payload_id"] for landed in (touched, *settings.values()))
    with warehouse.transaction():
        records += sum(answers.filter(pl.col("payload_id") > done).height for answers in settings.values())
        for table, (kind, _) in PER_ATHLETE.items():
            rejected += derive_settings(warehouse, table, settings[kind], done, at)
        if not news.is_empty():
            mark_derived(warehouse, "core", int(news.max()), rules)  # type: ignore[arg-type]
    return Derived(touched.height, records, rejected)


def derive_batch(warehouse: Warehouse, scope: pl.DataFrame, at: datetime, run_id: str) -> tuple[int, int]:
    """Make all core rows of the activities in `scope` anew, in one transaction.

    Returns how many records were read for it, and how many were rejected.
    """
    answers = raw.newest_answers(warehouse, scope)
    is_streams = pl.col("kind") == "streams"
    records = pl.concat([raw.newest_summaries(warehouse, scope), answers.filter(~is_streams)])
    known, bad_activities = activities(records)
    logged, bad_logs = logged_sessions(newest_logs(warehouse, scope))
    known = with_source(known, logged)
    stream_sets = answers.filter(is_streams).join(known, on=["athlete_id", "activity_id"], how="semi")
    samples, bad_streams = streams(stream_sets, known.filter(pl.col("sport_group") == "run"))
    found = with_samples(known, samples)
    found_laps, bad_laps = laps(records, found)
    rejects = pl.concat([bad_activities, bad_streams, bad_laps, bad_logs])
    before, told = warehouse.read_scope(Activities, scope), warehouse.read_scope(Changes, scope)
    reread = raw.read_more_than_once(warehouse, scope)
    rows: dict[type[Table], pl.DataFrame] = {
        Activities: found,
        Streams: samples,
        Laps: found_laps,
        LoggedSessions: logged.join(found, on=["athlete_id", "activity_id"], how="semi"),
        **boiled_down(samples, found),
        Efforts: Efforts.none(),
    }
    with warehouse.transaction():
        for table in PER_ACTIVITY:
            warehouse.replace(table, rows[table], scope)
        # What changed twice in one microsecond is told once: a clock may stand still, or be set back.
        warehouse.upsert(Changes, changes(before, found, told, reread, at, run_id))
        release(warehouse, scope, rejects)
        keep_rejects(warehouse, rejects, at)
    return records.height + answers.filter(is_streams).height, rejects["record_id"].n_unique()


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


def boiled_down(samples: pl.DataFrame, known: pl.DataFrame) -> dict[type[Table], pl.DataFrame]:
    """What is kept of the samples (core.streams) of some activities (core.activities), beside the efforts.

    What is easy is still open in `RunningEffort`: it depends on other runs.
    """
    keep_freed_memory()
    samples = in_order(samples, *Streams.key())
    still_open = pl.lit(None, dtype=pl.Float64)
    return {
        RunningEffort: running_effort(samples, known).with_columns(easy_effort_mps=still_open),
        ActivitySamples: activity_samples(samples),
        EasyWindows: easy_windows(samples, known),
        StreamQuality: stream_quality(samples),
    }


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
        for table in (*PER_ACTIVITY, *PER_ATHLETE):
            warehouse.replace(table, table.none())
        forget_derivation(warehouse)
