"""The weeks of the plan as the page shows them: what was asked, done and still to do, and why a week is unknown."""

from datetime import date

import polars as pl

from transforms.counted_sessions import SAME_WORKOUT
from warehouse.database import Warehouse

#: Of mart.sessions what is a session at all: not what a label says is none, nor another recording of one that counts.
IS_ONE = f"(counts OR decided_by <> 'label') AND reason NOT LIKE '%{SAME_WORKOUT}'"

#: Whose page it is where several athletes share a warehouse: theirs who was active last.
ATHLETE = """
SELECT athlete_id FROM core.activities GROUP BY athlete_id ORDER BY max(start_at) DESC, athlete_id LIMIT 1
"""

#: The week of the copy's day, whatever the plan asks for in it.
NEWEST_WEEK = """
SELECT date_trunc('week', max(local_date))::DATE AS week_start FROM mart.daily_training WHERE athlete_id = $athlete
"""

WEEKS = """
WITH breaks AS (
    SELECT week_start, intervention, string_agg(DISTINCT break_reason, ', ') AS break_reason
    FROM mart.weekly_adherence w JOIN core.plan p USING (athlete_id, intervention)
    WHERE athlete_id = $athlete AND is_break AND valid_from <= week_start + 6
      AND (valid_until IS NULL OR valid_until >= week_start)
    GROUP BY ALL
), seen AS (
    SELECT DISTINCT date_trunc('week', local_date)::DATE AS week_start, TRUE AS is_seen
    FROM core.activities WHERE athlete_id = $athlete AND source <> 'manual_log'
), pending AS (
    SELECT DISTINCT date_trunc('week', day)::DATE AS week_start, TRUE AS is_pending
    FROM (SELECT unnest(pending_dates) AS day FROM core.history WHERE athlete_id = $athlete)
)
SELECT week_start, intervention, status, actual, unit, target_min, target_max, is_over_limit,
       greatest(target_min - actual, 0) AS still, b.week_start IS NOT NULL AS is_break, break_reason,
       CASE WHEN status <> 'unknown' THEN NULL
            WHEN unknown_until >= week_start AND unknown_from <= week_start + 6
            THEN 'what came through Strava''s API was erased'
            WHEN is_seen IS NULL THEN 'no activity at all was recorded in this week'
            WHEN is_pending THEN 'activities of this week are still to be fetched'
            WHEN week_start < first_date THEN 'the history begins in this week'
            WHEN week_start + 6 > complete_until THEN 'the list of activities was not read to the end of this week'
            ELSE 'a recording could not decide' END AS unknown_because
FROM mart.weekly_adherence LEFT JOIN core.history USING (athlete_id)
LEFT JOIN breaks b USING (week_start, intervention) LEFT JOIN seen USING (week_start)
LEFT JOIN pending USING (week_start)
WHERE athlete_id = $athlete ORDER BY week_start DESC, intervention
"""


def athlete(copy: Warehouse) -> int | None:
    """Whose page it is; None before the first activity."""
    found = copy.query(ATHLETE)["athlete_id"].to_list()
    return found[0] if found else None


def newest_week(copy: Warehouse, athlete_id: int) -> date | None:
    """The Monday of the week that the page is about; None before the marts know a day."""
    monday: date | None = copy.query(NEWEST_WEEK, {"athlete": athlete_id}).item()
    return monday


def weeks(copy: Warehouse, athlete_id: int) -> pl.DataFrame:
    """One row per week, newest first, and intervention: mart.weekly_adherence with what people ask next.

    Added: `still` (to do for the least that is asked), `is_break`, `break_reason` (hostile text) and, of unknown
    weeks, `unknown_because`. No row where the plan asks for nothing by the week.
    """
    return copy.query(WEEKS, {"athlete": athlete_id})
