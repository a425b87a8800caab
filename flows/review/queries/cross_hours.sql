-- none: No cross-training counts in {year}.
-- some: {hours} hours of cross-training count, in {sessions session|sessions}.
-- weeks: {hours} hours of cross-training count, in {sessions session|sessions}. The {weeks week|weeks} that can be
--   judged had {mean_hours hour|hours} each on average: {below|none} had less than the {target_min} to {target_max}
--   hours asked for, {within|none} had as much and {above|none} had more.
WITH
  done AS (
    SELECT round(coalesce(sum(dose), 0), 1) AS hours, count(*) AS sessions
    FROM mart.sessions
    WHERE athlete_id = $athlete_id AND intervention = 'cross_training' AND counts AND year(local_date) = $year
  ),
  weeks AS (
    SELECT
      count(*) AS weeks,
      round(mean(actual), 1) AS mean_hours,
      count(*) FILTER (actual < target_min) AS below,
      count(*) FILTER (actual BETWEEN w.target_min AND w.target_max) AS within,
      count(*) FILTER (actual > w.target_max) AS above,
      arg_max(target_min, week_start) AS target_min,
      arg_max(target_max, week_start) AS target_max
    FROM mart.weekly_adherence w
    WHERE
      athlete_id = $athlete_id
      AND intervention = 'cross_training'
      AND isoyear(week_start) = $year
      AND status IN ('met', 'partial', 'missed')
  )
SELECT
  $year AS year,
  *,
  CASE WHEN sessions = 0 THEN 'none' WHEN weeks = 0 THEN 'some' ELSE 'weeks' END AS said
FROM done, weeks
