"""Some activities' rows of core, made anew from all that has landed about them, in one transaction."""

from datetime import datetime
from typing import NamedTuple

import polars as pl

from flows.books.quarantine import keep_rejects
from flows.derive.ahead import keep_freed_memory
from flows.derive.recordings import NO_FILES, Recorded, of_activities, settled
from flows.files.read import NOTHING, Batch
from flows.progress import progress
from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.changes import Changes
from schemas.easy_windows import EasyWindows
from schemas.efforts import Efforts
from schemas.laps import Laps
from schemas.logged_sessions import LoggedSessions
from schemas.recorded_sets import RecordedSets
from schemas.running_effort import RunningEffort
from schemas.stream_quality import StreamQuality
from schemas.streams import Streams
from schemas.table import Table
from schemas.weather import Weather
from transforms.activities import activities, with_samples
from transforms.activity_samples import activity_samples
from transforms.changes import changes
from transforms.easy_windows import easy_windows
from transforms.laps import laps
from transforms.logged_sessions import logged_sessions, with_source
from transforms.merged_activities import merged_activities
from transforms.recordings import recordings
from transforms.running_effort import running_effort
from transforms.sample_order import in_order
from transforms.stream_quality import stream_quality
from transforms.streams import streams
from transforms.weather import told_in_lists, weather
from warehouse import raw
from warehouse.database import Warehouse
from warehouse.manual_log import newest_logs
from warehouse.ops import release, release_named

#: Activities, or files, in one batch. Memory peaks while streams are decoded: at 100 runs of 80 minutes and a sample a
#: second at 1.15 GB, at 200 of these at 1.98 GB (measured).
BATCH = 100
KEY = ["athlete_id", "activity_id"]
#: Made from what landed about one activity, and from nothing else.
PER_ACTIVITY: tuple[type[Table], ...] = (
    Activities,
    Streams,
    Laps,
    RecordedSets,
    Weather,
    LoggedSessions,
    RunningEffort,
    StreamQuality,
    ActivitySamples,
    EasyWindows,
    Efforts,
)


class Made(NamedTuple):
    """What a batch came to."""

    activities: int
    records: int
    """Listing entries, details, stream sets and recordings that were read for it."""
    rejected: int
    """Records of these that broke a rule."""


class Answered(NamedTuple):
    """What Strava's API, or `fivefold log`, says of some activities."""

    records: pl.DataFrame
    """The newest listing entry and detail of each."""
    stream_sets: pl.DataFrame
    activities: pl.DataFrame
    """Of core.activities."""
    logged: pl.DataFrame
    """Of core.logged_sessions."""
    rejects: pl.DataFrame


def answered(warehouse: Warehouse, scope: pl.DataFrame) -> Answered:
    """What the API says of the activities in `scope` (athlete_id, activity_id)."""
    answers = raw.newest_answers(warehouse, scope)
    is_streams = pl.col("kind") == "streams"
    records = pl.concat([raw.newest_summaries(warehouse, scope), answers.filter(~is_streams)])
    known, bad = activities(records)
    logged, bad_logs = logged_sessions(newest_logs(warehouse, scope))
    return Answered(records, answers.filter(is_streams), with_source(known, logged), logged, pl.concat([bad, bad_logs]))


def derive_batch(
    warehouse: Warehouse,
    scope: pl.DataFrame,
    at: datetime,
    run_id: str,
    new_files: pl.DataFrame = NO_FILES,
    decoded: Batch = NOTHING,
    tells_changes: bool = True,
) -> Made:
    """Make all core rows anew of the activities in `scope` (athlete_id, activity_id), about which something was said.

    And of those whose recordings are in `new_files` (athlete_id, payload_id; `decoded` is what these hold), or are of
    another activity from now on. What Strava changed goes to ops.changes, unless it `tells_changes` of none.
    """
    found, bad_recordings = recordings(decoded.recordings)
    said = answered(warehouse, scope)
    with warehouse.transaction():
        touched = settled(warehouse, found, new_files, scope, said.activities)
        more = touched.join(scope, on=KEY, how="anti")
        if not more.is_empty():
            said = Answered(*(pl.concat(pair) for pair in zip(said, answered(warehouse, more), strict=True)))
        whole = pl.concat([scope, more])
        rows, bad = rows_of(warehouse, whole, said, decoded)
        told_by_strava = scope.join(touched, on=KEY, how="anti") if tells_changes else scope.clear()
        keep(warehouse, whole, rows, told_by_strava, at, run_id)
        rejects = pl.concat([bad_recordings, decoded.rejects, bad, said.rejects])
        release(warehouse, whole, rejects)
        release_named(warehouse, new_files, rejects)
        keep_rejects(warehouse, rejects, at)
    records = said.records.height + said.stream_sets.height + found.height + decoded.rejects.height
    return Made(whole.height, records, rejects["record_id"].n_unique())


def derive_again(warehouse: Warehouse, scope: pl.DataFrame, at: datetime, run_id: str) -> None:
    """Make activities (athlete_id, activity_id) anew after something of what had landed about them was erased.

    That is no change at the source, so none is told.
    """
    with progress("Deriving activities") as advance:
        for start in range(0, scope.height, BATCH):
            derive_batch(warehouse, scope[start : start + BATCH].select(KEY), at, run_id, tells_changes=False)
            advance(min(start + BATCH, scope.height), scope.height)


def rows_of(
    warehouse: Warehouse, scope: pl.DataFrame, said: Answered, decoded: Batch
) -> tuple[dict[type[Table], pl.DataFrame], pl.DataFrame]:
    """All core rows of the activities in `scope`, by table, and rejects."""
    recorded = of_activities(warehouse, scope)
    is_detail = (pl.col("kind") == "activity") & (pl.col("http_status") == 200)
    known, bad_activities = merged_activities(said.activities, said.records.filter(is_detail), recorded)
    sampled = said.stream_sets.filter(pl.col("http_status") == 200).join(known, on=KEY, how="semi")
    from_files = Recorded.read(warehouse, recorded, known, sampled, decoded)
    stream_sets = sampled.join(from_files.sampled, on=KEY, how="anti")
    samples, bad_streams = streams(stream_sets, known.filter(pl.col("sport_group") == "run"))
    all_samples = pl.concat([samples, from_files.streams])
    found = with_samples(known, all_samples)
    answered_laps, bad_laps = laps(said.records, found.join(from_files.laps, on=KEY, how="anti"))
    air, bad_weather = weather(told_in_lists(recorded), raw.newest_weather(warehouse, scope), found)
    rows: dict[type[Table], pl.DataFrame] = {
        Activities: found,
        Streams: all_samples,
        Laps: pl.concat([answered_laps, from_files.laps]),
        RecordedSets: from_files.sets,
        Weather: air,
        LoggedSessions: said.logged.join(found, on=KEY, how="semi"),
        **boiled_down(all_samples, found),
        Efforts: Efforts.none(),
    }
    return rows, pl.concat([bad_activities, bad_streams, bad_laps, bad_weather, from_files.rejects])


def keep(
    warehouse: Warehouse,
    scope: pl.DataFrame,
    rows: dict[type[Table], pl.DataFrame],
    told_by_strava: pl.DataFrame,
    at: datetime,
    run_id: str,
) -> None:
    """Put rows in the place of those that stand, and note what Strava changed: of `told_by_strava` alone.

    What a file adds to an activity is no change at the source.
    """
    before = warehouse.read_scope(Activities, told_by_strava).filter(
        pl.col("source").is_in(["strava_api", "manual_log"])
    )
    after = rows[Activities].join(told_by_strava, on=KEY, how="semi")
    told = warehouse.read_scope(Changes, told_by_strava)
    reread = raw.read_more_than_once(warehouse, told_by_strava)
    for table in PER_ACTIVITY:
        warehouse.replace(table, rows[table], scope)
    # What changed twice in one microsecond is told once: a clock may stand still, or be set back.
    warehouse.upsert(Changes, changes(before, after, told, reread, at, run_id))


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
