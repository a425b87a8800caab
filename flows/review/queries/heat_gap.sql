-- one: It was the only one, so there is no gap to measure.
-- some: The longest gap between two sessions was {gap_days day|days}, from {last_day} to {next_day}. Of
--   {weeks week|weeks} with a day in {year}, {weeks_twice|none} had {twice} sessions or more, {weeks_once|none} had one and
--   {weeks_without|none} had none that is known. {weeks_over|none} had more than {most}.
-- unknown: The longest gap between two sessions was {gap_days day|days}, from {last_day} to {next_day};
--   {unknown_weeks week|weeks} of it cannot be judged, and may hold sessions that nobody recorded. Of
--   {weeks week|weeks} with a day in {year}, {weeks_twice|none} had {twice} sessions or more, {weeks_once|none} had one and
--   {weeks_without|none} had none that is known. {weeks_over|none} had more than {most}.
WITH
  rules AS (SELECT 2 AS twice, 4 AS most),
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
  ),
  weeks AS (
    SELECT date_trunc('week', day) AS week_start, count(sessions.local_date) AS sessions
    FROM (SELECT local_date AS day FROM mart.daily_training WHERE athlete_id = $athlete_id AND year(local_date) = $year)
    LEFT JOIN sessions ON sessions.local_date = day
    GROUP BY ALL
  )
SELECT
  $year AS year,
  gap.*,
  untold.*,
  rules.*,
  (SELECT count(*) FROM weeks) AS weeks,
  (SELECT count(*) FROM weeks WHERE sessions >= twice) AS weeks_twice,
  (SELECT count(*) FROM weeks WHERE sessions = 1) AS weeks_once,
  (SELECT count(*) FROM weeks WHERE sessions = 0) AS weeks_without,
  (SELECT count(*) FROM weeks WHERE sessions > most) AS weeks_over,
  CASE WHEN gap_days IS NULL THEN 'one' WHEN unknown_weeks > 0 THEN 'unknown' ELSE 'some' END AS said
FROM gap, untold, rules
