"""SQL of what the source tells by itself."""

import polars as pl

from warehouse.database import Warehouse

#: One row per activity however many events; those about no activity of ours are none.
SUSPECT = """
INSERT INTO ops.suspects BY NAME
SELECT athlete_id, activity_id, 'event' AS reason, min(received_at) AS noticed_at
FROM events
SEMI JOIN raw.summaries USING (athlete_id, activity_id)
ANTI JOIN ops.suspects USING (athlete_id, activity_id)
GROUP BY athlete_id, activity_id
ORDER BY max(received_at) DESC, activity_id DESC
LIMIT greatest(0, $most - (SELECT count(*) FROM ops.suspects WHERE reason = 'event'))
"""


def suspect_by_event(warehouse: Warehouse, events: pl.DataFrame, most: int) -> None:
    """Note in `ops.suspects` the activities that `events` (athlete_id, activity_id, received_at) are about.

    At most so many stand there by events at any time; the latest told come first.
    """
    warehouse.execute(SUSPECT, {"most": most}, events=events)
