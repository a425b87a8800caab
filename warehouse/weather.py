"""Runs whose weather nobody has told yet."""

from datetime import datetime

import polars as pl

from warehouse.database import Warehouse

#: Indoors, weather means nothing. Places are rounded here, so that no finer one leaves the file; to add 0 takes the
#: sign from a zero.
WITHOUT_WEATHER = """
WITH untold AS (
    SELECT athlete_id, activity_id, start_at, elapsed_time_s FROM core.activities
    ANTI JOIN core.weather USING (athlete_id, activity_id)
    ANTI JOIN (FROM raw.payloads WHERE kind = 'weather') USING (athlete_id, activity_id)
    WHERE sport_group = 'run' AND sport_type <> 'VirtualRun' AND NOT is_trainer AND has_streams
      AND start_at + to_seconds(elapsed_time_s) < $before
), places AS (
    SELECT athlete_id, activity_id, arg_min(lat, time_s) AS lat, arg_min(lon, time_s) AS lon
    FROM core.streams SEMI JOIN untold USING (athlete_id, activity_id)
    WHERE lat IS NOT NULL AND lon IS NOT NULL GROUP BY ALL
)
SELECT athlete_id, activity_id, start_at, elapsed_time_s, round(lat, 1) + 0 AS lat, round(lon, 1) + 0 AS lon
FROM untold JOIN places USING (athlete_id, activity_id) ORDER BY start_at DESC, activity_id
"""


def runs_without_weather(warehouse: Warehouse, before: datetime) -> pl.DataFrame:
    """Runs outdoors that ended `before` and have a place but no weather, the newest first.

    Columns: athlete_id, activity_id, start_at, elapsed_time_s, and the place of the first sample that has one, rounded
    to 0.1 degrees (11 km at most): lat, lon.
    """
    return warehouse.query(WITHOUT_WEATHER, {"before": before})
