"""ops.imports: each import of files, and what came of it."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.files import SOURCES
from schemas.table import Table

IMPORT_OUTCOMES = ["running", "ok", "rejected", "failed"]


class Imports(Table):
    """One row per `fivefold import`.

    Misleads:
    - A row that says `running` with no import under way was broken off: run the same command again, it goes on.
    - `files_known` were here already, byte for byte, and were not read again.

    Example: What was imported when?
        SELECT started_at, source, files_found, files_new, files_known, records_rejected, outcome
        FROM ops.imports ORDER BY started_at DESC
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Whose files they are.")
    run_id: pl.String = pa.Field(description="The import.")
    source: pl.String = pa.Field(isin=SOURCES, description="A bulk export of Strava's, or files.")
    started_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When it began, UTC.")
    ended_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(nullable=True, description="When it ended, UTC.")
    outcome: pl.String = pa.Field(
        isin=IMPORT_OUTCOMES, description="How it ended; rejected: too many records broke a rule."
    )
    files_found: pl.Int64 = pa.Field(ge=0, description="Files that can hold activities.")
    files_new: pl.Int64 = pa.Field(ge=0, description="Those that were not here yet.")
    files_known: pl.Int64 = pa.Field(ge=0, description="Those that were here, byte for byte.")
    records_rejected: pl.Int64 = pa.Field(ge=0, description="Records that broke a rule.")

    class Config:
        name = "ops.imports"
        unique = ["athlete_id", "run_id"]
