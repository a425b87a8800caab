-- table: How long the recoveries between these sprints took.
WITH
  counted AS (
    SELECT activity_id
    FROM mart.sessions
    WHERE athlete_id = $athlete_id AND intervention = 'hill_sprints' AND counts AND year(local_date) = $year
  ),
  recoveries AS (
    SELECT least(floor(recovery_s / 15) * 15, 180)::BIGINT AS start_s, is_recovery_ok
    FROM mart.hill_sprint_reps
    SEMI JOIN counted USING (activity_id)
    WHERE athlete_id = $athlete_id AND recovery_s IS NOT NULL
  )
SELECT
  CASE WHEN start_s = 180 THEN '180 and more' ELSE start_s || ' to ' || (start_s + 15) END AS seconds,
  count(is_recovery_ok) AS recoveries,
  count(*) FILTER (is_recovery_ok) AS long_and_slow_enough
FROM (SELECT unnest(range(min(start_s), max(start_s) + 15, 15)) AS start_s FROM recoveries)
LEFT JOIN recoveries USING (start_s)
GROUP BY start_s
ORDER BY start_s
