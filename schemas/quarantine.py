"""ops.quarantine: rejected records and why."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import Table


class Quarantine(Table):
    """One row per record and rule that it broke. The record itself stands in `raw.payloads`, untouched.

    Misleads:
    - One record that breaks two rules is two rows.
    - A rejected sample set leaves its activity in place: `table_name` says what is missing.
    - Rows go once the record becomes good, here or at the source.

    Example: What is rejected most?
        SELECT table_name, rule, count(*) AS records FROM ops.quarantine GROUP BY ALL ORDER BY records DESC
    """

    athlete_id: pl.Int64 = pa.Field(gt=0, description="Strava's athlete id.")
    payload_id: pl.Int64 = pa.Field(gt=0, description="The payload that holds the record.")
    table_name: pl.String = pa.Field(description="The table that it did not enter.")
    record_id: pl.String = pa.Field(description="Which record: an activity id, or a hash of its content.")
    rule: pl.String = pa.Field(description="The rule it broke.")
    reason: pl.String = pa.Field(description="One sentence for people.")
    first_seen_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When it was first rejected, UTC.")
    last_seen_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When it was last rejected, UTC.")

    class Config:
        name = "ops.quarantine"
        unique = ["athlete_id", "payload_id", "table_name", "record_id", "rule"]
