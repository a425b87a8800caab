-- one: It was the only one, so there is no gap to measure.
-- some: The longest gap between two of them was {gap_days day|days}, from {last_day} to {next_day}.
-- unknown: The longest gap between two of them was {gap_days day|days}, from {last_day} to {next_day};
--   {unknown_weeks week|weeks} of it cannot be judged and may hold sessions that nobody recorded.
WITH
  sessions AS (
    SELECT local_date, lead(local_date) OVER (ORDER BY local_date, activity_id) AS next_day
    FROM mart.sessions
    WHERE athlete_id = $athlete_id AND intervention = 'heat' AND counts AND year(local_date) = $year
  ),
  gap AS (
    SELECT local_date AS last_day, next_day, date_diff('day', local_date, next_day) AS gap_days
    FROM sessions
    ORDER BY gap_days DESC NULLS LAST, local_date
    LIMIT 1
  ),
  untold AS (
    SELECT count(*) AS unknown_weeks
    FROM mart.weekly_adherence, gap
    WHERE
      athlete_id = $athlete_id
      AND intervention = 'heat'
      AND status = 'unknown'
      AND week_start BETWEEN last_day - 6 AND next_day
  )
SELECT *, CASE WHEN gap_days IS NULL THEN 'one' WHEN unknown_weeks > 0 THEN 'unknown' ELSE 'some' END AS said
FROM gap, untold
