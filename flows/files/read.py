"""Imported files become frames, whatever their formats: a batch of them at a time, on every processor."""

import gzip
import os
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import polars as pl

from flows.files.decoded import LAPPED, SAMPLED, SET, Decoded, ExportList, UnreadableFile
from flows.files.export_csv import read_export_csv
from flows.files.fit import read_fit
from flows.files.gpx import read_gpx
from flows.files.tcx import read_tcx
from schemas.recordings import Recordings
from transforms.rejects import REJECT

#: What reads a recording of each format: takes the bytes of a file, raises `UnreadableFile`, and nothing else.
READERS: dict[str, Callable[[bytes], Decoded]] = {"fit": read_fit, "gpx": read_gpx, "tcx": read_tcx}
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
    # The readers spend their time in Rust, C and polars, which let other threads run.
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as pool:
        return together(pool.map(read_one, files.iter_rows(named=True)))


def together(batches: Iterable[Batch]) -> Batch:
    """Several batches as one."""
    return Batch(*(pl.concat(frames) for frames in zip(NOTHING, *batches, strict=True)))


def read_one(file: dict[str, Any]) -> Batch:
    """What one row of raw.files holds."""
    try:
        data = gzip.decompress(file["body"])
        decoded = read_export_csv(data) if file["format"] == "csv" else READERS[file["format"]](data)
    except UnreadableFile as bad:
        return NOTHING._replace(rejects=rejected(file, [(None, bad.rule, bad.reason)]))
    except (OSError, EOFError, zlib.error):
        reason = "the file is damaged where it is kept in the warehouse: import it again"
        return NOTHING._replace(rejects=rejected(file, [(None, "file: whole", reason)]))
    return of_list(file, decoded) if isinstance(decoded, ExportList) else of_recordings(file, decoded)


def of_recordings(file: dict[str, Any], decoded: Decoded) -> Batch:
    """What a file of recordings holds."""
    sampled = decoded.samples.select("part_number", has_samples=True).unique()
    recordings = (
        decoded.recordings.join(sampled, on="part_number", how="left", maintain_order="left")
        .with_columns(pl.col("has_samples").fill_null(False), file_name=pl.lit(file["file_name"]))
        .pipe(about, file)
    )
    return Batch(
        recordings,
        named(decoded.samples, file),
        named(decoded.laps, file),
        named(decoded.sets, file),
        rejected(file, [(None, rule, reason) for rule, reason in decoded.notes]),
    )


def of_list(file: dict[str, Any], listed: ExportList) -> Batch:
    """What an export's list of activities holds."""
    weather = listed.weather.rename({name: f"weather_{name}" for name in listed.weather.columns[1:]})
    recordings = (
        listed.recordings.join(weather, on="part_number", how="left", maintain_order="left")
        .with_columns(has_samples=pl.lit(False), listed_until=pl.col("start_at").max())
        .pipe(about, file)
    )
    return NOTHING._replace(recordings=recordings, rejects=rejected(file, listed.notes))


def about(recordings: pl.DataFrame, file: dict[str, Any]) -> pl.DataFrame:
    """Recordings of one file with what is known of it; what nobody told is null."""
    known = {name: file[name] for name in ("source", "format", "imported_at", "body_sha256", *FILE)}
    told = recordings.with_columns(
        name_of_file=pl.lit(file["file_name"]),
        **{name: pl.lit(value, dtype=DECODED[name]) for name, value in known.items()},
    )
    untold = {name: pl.lit(None, dtype=dtype) for name, dtype in DECODED.items() if name not in told.columns}
    return told.with_columns(**untold).select(DECODED.names()).cast(DECODED)


def named(frame: pl.DataFrame, file: dict[str, Any]) -> pl.DataFrame:
    """Rows of one file, each with the file's name."""
    return frame.select(*(pl.lit(file[name], dtype=FILE[name]).alias(name) for name in FILE), pl.all())


def rejected(file: dict[str, Any], notes: Iterable[tuple[int | None, str, str]]) -> pl.DataFrame:
    """Rejects of one file: each the number of a row or None for the file itself, the rule and the reason."""
    return pl.DataFrame(
        [
            {
                **{name: file[name] for name in FILE},
                "table_name": Recordings.full_name(),
                "record_id": file["file_name"] if number is None else f"{file['file_name']} row {number}",
                "rule": rule,
                "reason": reason,
            }
            for number, rule, reason in notes
        ],
        schema=REJECT,
    )
