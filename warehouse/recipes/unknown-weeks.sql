-- Which weeks are unknown, and why?
-- Unknown is not missed: before the first day known, without any recording, with an activity still to be fetched, or
-- with a recording that could not decide, more may have been done than is known. A log by hand is no recording.
WITH weeks AS (
    SELECT athlete_id, week_start, string_agg(intervention, ', ' ORDER BY intervention) AS unknown
    FROM mart.weekly_adherence WHERE status = 'unknown' GROUP BY athlete_id, week_start
), recorded AS (
    SELECT athlete_id, date_trunc('week', local_date)::DATE AS week_start,
           count(*) FILTER (duplicate_of IS NULL) AS activities
    FROM core.activities WHERE source <> 'manual_log' GROUP BY ALL
)
SELECT athlete_id, week_start, unknown, coalesce(activities, 0) AS activities,
       CASE WHEN unknown_until >= week_start AND unknown_from <= week_start + 6 THEN 'what came through the API was erased'
            WHEN week_start < first_date THEN 'begins before the first day known'
            WHEN activities IS NULL THEN 'nothing was recorded'
            WHEN week_start + 6 > complete_until THEN 'not read to its end yet'
            WHEN len(list_filter(pending_dates, lambda day: day BETWEEN week_start AND week_start + 6)) > 0
            THEN 'an activity is still to be fetched'
            ELSE 'a recording could not decide' END AS why
FROM weeks LEFT JOIN recorded USING (athlete_id, week_start) LEFT JOIN core.history USING (athlete_id)
ORDER BY athlete_id, week_start
