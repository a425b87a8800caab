"""Imported files become frames, whatever their formats: a batch of them at a time, on every processor."""

import gzip
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any

import polars as pl

from flows.files.decoded import LAPPED, RECORDED, SAMPLED, SET, Decoded, UnreadableFile
from flows.files.export_csv import read_export_csv
from flows.files.fit import read_fit
from flows.files.gpx import read_gpx
from flows.files.tcx import read_tcx
from schemas.recordings import Recordings
from transforms.rejects import REJECT

#: What reads each format. It takes the bytes of a file and raises `UnreadableFile`, and nothing else.
READERS: dict[str, Callable[[bytes], Decoded]] = {
    "fit": read_fit,
    "gpx": read_gpx,
    "tcx": read_tcx,
    "csv": read_export_csv,
}
PART = {"athlete_id": pl.Int64(), "payload_id": pl.Int64()}


@dataclass(frozen=True)
class Batch:
    """What some files hold; each row names its file (athlete_id, payload_id)."""

    recordings: pl.DataFrame
    """As `transforms.recordings.recordings` takes them."""
    samples: pl.DataFrame
    laps: pl.DataFrame
    sets: pl.DataFrame
    rejects: pl.DataFrame
    """Files of no use, and parts that were left out."""
