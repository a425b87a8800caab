"""Recordings in files: which activity each is of, and what the best of an activity holds."""

from typing import NamedTuple

import polars as pl

from flows.files.read import Batch, read, together
from schemas.precedence import BETTER_THAN_API, SAMPLES
from schemas.recordings import Recordings
from transforms.merged_activities import rank_of_format
from transforms.recorded_samples import placed, recorded_laps, recorded_sets, recorded_streams
from transforms.recordings import each_once
from transforms.same_activity import same_activity
from warehouse import raw
from warehouse.database import Warehouse
from warehouse.files import files
from warehouse.recordings import gone_at_strava, known_at_strava

KEY = ["athlete_id", "activity_id"]
FILE = ["athlete_id", "payload_id"]
NO_FILES = pl.DataFrame(schema={"athlete_id": pl.Int64, "payload_id": pl.Int64})
NO_ACTIVITIES = pl.DataFrame(schema={"athlete_id": pl.Int64, "activity_id": pl.Int64})


def settled(
    warehouse: Warehouse, found: pl.DataFrame, read_now: pl.DataFrame, scope: pl.DataFrame, answered: pl.DataFrame
) -> pl.DataFrame:
    """Keep the recordings that were `found` in the files `read_now`, and say anew which activity each of all is of.

    `answered` (core.activities) is what the API says now of the activities in `scope`. Returns those that gained or
    lost a recording, or whose local time is another: athlete_id and activity_id.
    """
    stored = warehouse.read(Recordings)
    if stored.is_empty() and found.is_empty():
        return NO_ACTIVITIES
    known = known_at_strava(warehouse)
    told = pl.concat(
        [
            known.join(scope, on=KEY, how="anti"),
            answered.filter(pl.col("source") == "strava_api").with_columns(is_gone=pl.lit(False)).select(known.columns),
            gone_at_strava(warehouse),
        ]
    )
    everything = pl.concat([stored.join(read_now, on=FILE, how="anti"), found])
    now = same_activity(each_once(everything), told)
    changed = now.join(stored, on=Recordings.columns(), how="anti", nulls_equal=True)
    vanished = stored.join(now, on=Recordings.key(), how="anti")
    moved = pl.concat([changed.select(Recordings.key()), vanished.select(Recordings.key())])
    warehouse.replace(Recordings, changed, moved)
    before = stored.join(moved, on=Recordings.key(), how="semi")
    return pl.concat([before.select(KEY), changed.select(KEY)]).unique(maintain_order=True)


def of_activities(warehouse: Warehouse, scope: pl.DataFrame) -> pl.DataFrame:
    """core.recordings of the activities in `scope`, save of those that are gone at Strava: whoever deletes means it."""
    gone = raw.newest_status(warehouse, scope).filter(pl.col("http_status") == 404)
    return warehouse.read_scope(Recordings, scope).join(gone, on=KEY, how="anti", maintain_order="left")


class Recorded(NamedTuple):
    """What files hold of some activities, on the activities' clocks."""

    streams: pl.DataFrame
    laps: pl.DataFrame
    sets: pl.DataFrame
    sampled: pl.DataFrame
    """The activities whose samples are those of a file: athlete_id and activity_id."""
    rejects: pl.DataFrame

    @staticmethod
    def read(
        warehouse: Warehouse, recordings: pl.DataFrame, known: pl.DataFrame, stream_sets: pl.DataFrame, decoded: Batch
    ) -> "Recorded":
        """What the best file of each activity holds, unless the API's samples are better.

        `recordings` (core.recordings) are those of `known` (core.activities), `stream_sets` the samples that the API
        gave. What is not among the files `decoded` already is read.
        """
        best = best_files(recordings, stream_sets)
        wanted = best.select(FILE).unique(maintain_order=True)
        unread = wanted.join(decoded.recordings, on=FILE, how="anti")
        batch = decoded if unread.is_empty() else together([decoded, read(files(warehouse, unread))])
        places = placed(best, known)
        streams, bad_streams = recorded_streams(batch.samples, places)
        laps, bad_laps = recorded_laps(batch.laps, places)
        sets, bad_sets = recorded_sets(batch.sets, places)
        sampled = best.filter("has_samples").select(KEY)
        return Recorded(streams, laps, sets, sampled, pl.concat([bad_streams, bad_laps, bad_sets]))


def best_files(recordings: pl.DataFrame, stream_sets: pl.DataFrame) -> pl.DataFrame:
    """The one recording of each activity that is read for its samples, laps and sets.

    With samples rather than without; then by the precedence of formats; then the longer one; then the one with the
    lowest id. Where the API gave samples, a format that comes behind it tells nothing more.
    """
    answered = stream_sets.select(*KEY, is_answered=True).unique()
    return (
        recordings.filter(pl.col("format") != "csv")
        .with_columns(rank=rank_of_format(SAMPLES))
        .sort(~pl.col("has_samples"), "rank", -pl.col("elapsed_time_s"), "recording_id")
        .unique(KEY, keep="first", maintain_order=True)
        .join(answered, on=KEY, how="left", maintain_order="left")
        .filter(pl.col("is_answered").is_null() | pl.col("format").is_in(BETTER_THAN_API))
    )
