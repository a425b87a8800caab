-- table: How long the sprints of sessions that count lasted.
WITH
  counted AS (
    SELECT activity_id
    FROM mart.sessions
    WHERE athlete_id = $athlete_id AND intervention = 'hill_sprints' AND counts AND year(local_date) = $year
  ),
  sprints AS (
    SELECT floor(duration_s)::BIGINT AS second, is_duration_ok
    FROM mart.hill_sprint_reps
    SEMI JOIN counted USING (activity_id)
    WHERE athlete_id = $athlete_id
  )
SELECT
  second || ' to ' || (second + 1) AS seconds,
  count(is_duration_ok) AS sprints,
  count(*) FILTER (is_duration_ok) AS within_tolerance
FROM (SELECT unnest(range(min(second), max(second) + 1)) AS second FROM sprints)
LEFT JOIN sprints USING (second)
GROUP BY second
ORDER BY second
