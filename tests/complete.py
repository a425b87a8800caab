"""What raw holds and neither core nor quarantine accounts for: it must be nothing, whatever happened before."""

import polars as pl

from schemas.activities import Activities
from schemas.quarantine import Quarantine
from warehouse import raw
from warehouse.database import Warehouse
from warehouse.sql_files import CHECKS


def lost(warehouse: Warehouse) -> list[tuple[str, int]]:
    """`("activity" or "samples", activity_id)` of each that is missing without a reason."""
    activities = warehouse.query((CHECKS / "no_activity_is_lost.sql").read_text())["activity_id"]
    return [("activity", one) for one in activities] + [("samples", one) for one in lost_samples(warehouse)]


def lost_samples(warehouse: Warehouse) -> list[int]:
    """Activities whose newest stream set has samples that are neither in core nor in quarantine.

    No check of the warehouse's own: it would unpack all stream sets every night.
    """
    named = warehouse.read(Quarantine, "table_name = 'core.streams'")
    excused = named.select("athlete_id", pl.col("record_id").cast(pl.Int64).alias("activity_id"))
    without = warehouse.read(Activities, "NOT has_streams").select("athlete_id", "activity_id")
    answers = raw.newest_answers(warehouse, without.join(excused, on=["athlete_id", "activity_id"], how="anti"))
    sent = answers.filter(pl.col("kind") == "streams", pl.col("http_status") == 200)
    return warehouse.query("SELECT activity_id FROM sent WHERE json_array_length(body, '$.time.data') > 0", sent=sent)[
        "activity_id"
    ].to_list()
