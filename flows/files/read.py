"""Imported files become frames, whatever their formats: a batch of them at a time, on every processor."""

import gzip
import os
import zlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl

from flows.files.decoded import LAPPED, SAMPLED, SET, Decoded, ExportList, UnreadableFile
from flows.files.export.activities_csv import read_export_csv
from flows.files.fit.reader import read_fit
from flows.files.track.gpx import read_gpx
from flows.files.track.tcx import read_tcx
from schemas.recordings import Recordings
from transforms.filled import filled
from transforms.rejects import REJECT

#: What reads a recording of each format: takes the bytes of a file, raises `UnreadableFile`, and nothing else.
READERS: dict[str, Callable[[bytes], Decoded]] = {"fit": read_fit, "gpx": read_gpx, "tcx": read_tcx}
#: As many files are read at once.
WORKERS = min(os.cpu_count() or 1, 4)
#: What a file holds, or why it is of no use.
Outcome = Decoded | ExportList | UnreadableFile
#: Columns of every frame that name its file.
FILE = pl.Schema({"athlete_id": pl.Int64(), "payload_id": pl.Int64()})
#: What `transforms.recordings.recordings` takes: what a file says of its activities, and what is known of the file.
DECODED = pl.Schema(
    {
        **{
            name: dtype
            for name, dtype in Recordings.dtypes().items()
            if name not in ("recording_id", "activity_id", "used_utc_offset_s")
        },
        "body_sha256": pl.String(),
        "name_of_file": pl.String(),
    }
)


class Batch(NamedTuple):
    """What some files hold; each row names its file by athlete_id and payload_id."""

    recordings: pl.DataFrame
    """Of `DECODED`."""
    samples: pl.DataFrame
    laps: pl.DataFrame
    sets: pl.DataFrame
    rejects: pl.DataFrame
    """Files of no use, and parts that were left out."""


NOTHING = Batch(
    pl.DataFrame(schema=DECODED),
    pl.DataFrame(schema={**FILE, **SAMPLED}),
    pl.DataFrame(schema={**FILE, **LAPPED}),
    pl.DataFrame(schema={**FILE, **SET}),
    pl.DataFrame(schema=REJECT),
)


def read(files: pl.DataFrame) -> Batch:
    """What rows of raw.files hold, in their order. What cannot be read is among the rejects."""
    outcomes = list(readers().map(outcome, files["format"], files["body"]))
    return together([recorded(files, outcomes), listed(files, outcomes), of_no_use(files, outcomes)])


@cache
def readers() -> ThreadPoolExecutor:
    """Threads that read: they spend their time in Rust, C and polars, which let others run.

    They live on, since the memory that a thread had stays with it, and each new one would take more.
    """
    return ThreadPoolExecutor(WORKERS, "reader")


def together(batches: Iterable[Batch]) -> Batch:
    """Several batches as one."""
    return Batch(*(pl.concat(frames) for frames in zip(NOTHING, *batches, strict=True)))


def outcome(kind: str, body: bytes) -> Outcome:
    """What one packed file holds, or why nothing."""
    try:
        data = gzip.decompress(body)
        return read_export_csv(data) if kind == "csv" else READERS[kind](data)
    except UnreadableFile as bad:
        return bad
    except (OSError, EOFError, zlib.error):
        return UnreadableFile("file: whole", "the file is damaged where it is kept in the warehouse: import it again")
    except Exception as error:
        # A defect of a reader costs one file and not a history; the file is kept, for a version that reads it.
        return UnreadableFile("file: reader", f"fivefold failed to read it ({type(error).__name__}): please report it")


def recorded(files: pl.DataFrame, outcomes: list[Outcome]) -> Batch:
    """What the files of recordings hold."""
    good = [(number, one) for number, one in enumerate(outcomes) if isinstance(one, Decoded)]
    if not good:
        return NOTHING
    numbers, decoded = zip(*good, strict=True)
    named = files.select(FILE.names())[list(numbers)]
    samples, laps, sets, recordings = (
        stacked(named, [getattr(one, name) for one in decoded]) for name in ("samples", "laps", "sets", "recordings")
    )
    sampled = samples.select(*FILE, "part_number").unique().with_columns(has_samples=True)
    return Batch(
        recordings.join(sampled, on=[*FILE, "part_number"], how="left", maintain_order="left")
        .with_columns(pl.col("has_samples").fill_null(False))
        .pipe(about, files)
        .with_columns(file_name="name_of_file"),
        samples,
        laps,
        sets,
        rejected(files, [(number, None, *note) for number, one in good for note in one.notes]),
    )


def listed(files: pl.DataFrame, outcomes: list[Outcome]) -> Batch:
    """What exports' lists of activities hold."""
    lists = [(number, one) for number, one in enumerate(outcomes) if isinstance(one, ExportList)]
    rows = [stacked(files.select(FILE.names())[[number]], [of_list(one)]).pipe(about, files) for number, one in lists]
    notes = [(number, *note) for number, one in lists for note in one.notes]
    return NOTHING._replace(recordings=pl.concat([NOTHING.recordings, *rows]), rejects=rejected(files, notes))


def of_list(listed: ExportList) -> pl.DataFrame:
    """The rows of a list with the weather that it tells; of two lists the one that reaches further is right."""
    weather = listed.weather.rename({name: f"weather_{name}" for name in listed.weather.columns[1:]})
    return listed.recordings.join(weather, on="part_number", how="left", maintain_order="left").with_columns(
        has_samples=pl.lit(False), listed_until=pl.col("start_at").max()
    )


def of_no_use(files: pl.DataFrame, outcomes: list[Outcome]) -> Batch:
    """Why nothing is made of some files."""
    bad = [(number, one) for number, one in enumerate(outcomes) if isinstance(one, UnreadableFile)]
    return NOTHING._replace(rejects=rejected(files, [(number, None, one.rule, one.reason) for number, one in bad]))


def stacked(files: pl.DataFrame, frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """A frame of each of these files, one upon the other, each row with the columns of its file."""
    rows = np.repeat(np.arange(files.height), [frame.height for frame in frames])
    return pl.concat([files[rows], pl.concat(frames)], how="horizontal")


def about(recordings: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """Recordings, each with what is known of its file; what nobody told is null."""
    known = files.select(*FILE, "source", "format", "imported_at", "body_sha256", name_of_file="file_name")
    return filled(recordings.join(known, on=list(FILE), how="left", maintain_order="left"), DECODED)


def rejected(files: pl.DataFrame, notes: Iterable[tuple[int, int | None, str, str]]) -> pl.DataFrame:
    """Rejects: each the number of its file, that of a row or None for the file itself, the rule and the reason."""
    named = files.select(*FILE, "file_name").rows()
    return pl.DataFrame(
        [
            {
                **dict(zip(FILE, named[number], strict=False)),
                "table_name": Recordings.full_name(),
                "record_id": named[number][-1] if row is None else f"{named[number][-1]} row {row}",
                "rule": rule,
                "reason": reason,
            }
            for number, row, rule, reason in notes
        ],
        schema=REJECT,
    )
