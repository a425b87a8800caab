"""ops.derivation: how far raw has become core and mart."""

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Derivation(Table):
    """One row per stage: what its tables were made from.

    Misleads:
    - A null hash is not a fault: it asks the next run to make the stage anew.
    - It says what tables were made from, not when.

    Example: Up to which payload is each stage?
        SELECT stage, payload_id, inputs_sha256 FROM ops.derivation ORDER BY stage
    """

    stage: pl.String = pa.Field(isin=["core", "verdicts", "calendar"], description="core, verdicts or calendar.")
    payload_id: pl.Int64 = pa.Field(ge=0, description="Newest payload that is in the tables.")
    inputs_sha256: pl.String = pa.Field(
        nullable=True, description="Hash of everything else the tables depend on: day, plan, rules."
    )

    class Config:
        name = "ops.derivation"
        unique = ["stage"]
        metadata = {"private": True}
