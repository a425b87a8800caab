"""raw.files: files that the athlete handed over, byte for byte."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table

#: What a file can be: a recording, or the list of activities in a bulk export of Strava's.
FORMATS = ["fit", "tcx", "gpx", "csv"]
#: Where files come from: a bulk export of Strava's, or on their own.
SOURCES = ["strava_export", "file"]
#: Whose files are while neither Strava nor an export says so.
NOBODY = 1


class Files(Table):
    """One row per file that was imported, exactly as it was; append-only.

    Misleads:
    - `body` is packed with gzip; `body_sha256` and `size_bytes` are those of the file when unpacked.
    - A file that cannot be read is here too, and in `ops.quarantine`: a later version may read it.
    - The same file is here twice if it came alone first and in a bulk export later, which says whose it is.
    - `payload_id` counts on with that of `raw.payloads`: no two rows of both share one.

    Example: How many files of which kind came from where?
        SELECT source, format, count(*) AS files, round(sum(size_bytes) / 1e6) AS megabytes
        FROM raw.files GROUP BY ALL ORDER BY ALL
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id; 1 while nobody has said who it is.")
    payload_id: pl.Int64 = pa.Field(gt=0, description="Order of landing in this warehouse, counted with raw.payloads.")
    source: pl.String = pa.Field(isin=SOURCES, description="A bulk export of Strava's, or a file on its own.")
    format: pl.String = pa.Field(isin=FORMATS, description="What the file is; csv is an export's list of activities.")
    file_name: pl.String = pa.Field(
        description="Path within the export or the folder, as found there: hostile text until escaped."
    )
    body: pl.Binary = pa.Field(description="The file's bytes, packed with gzip.")
    body_sha256: pl.String = pa.Field(description="SHA-256 of the file when unpacked, hexadecimal.")
    found_sha256: pl.String = pa.Field(
        description="SHA-256 of the bytes as found, packed or not: tells a known file without unpacking it."
    )
    size_bytes: pl.Int64 = pa.Field(ge=0, description="Size when unpacked.")
    imported_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When it was imported, UTC.")
    run_id: pl.String = pa.Field(description="The import that landed it.")

    class Config:
        name = "raw.files"
        unique = ["athlete_id", "payload_id"]
