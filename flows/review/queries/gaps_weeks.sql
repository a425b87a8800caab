-- no_plan: No week of {year} is held against a plan.
-- none: Every week of {year} that is over can be judged, for every item.
-- some: {weeks week|weeks} of {year} cannot be judged for at least one item: {hill_sprints|none} for hill sprints,
--   {heat|none} for heat, {cross_training|none} for cross-training and {strength|none} for strength.
-- silent: {weeks week|weeks} of {year} cannot be judged for at least one item: {hill_sprints|none} for hill sprints,
--   {heat|none} for heat, {cross_training|none} for cross-training and {strength|none} for strength.
--   {silent week|weeks} {silent? has|have} no recording at all: nothing tells whether the athlete trained.
WITH
  weeks AS (
    SELECT *
    FROM mart.weekly_adherence
    WHERE athlete_id = $athlete_id AND isoyear(week_start) = $year
  ),
  unknown AS (SELECT * FROM weeks WHERE status = 'unknown'),
  recorded AS (
    SELECT DISTINCT date_trunc('week', local_date) AS week_start
    FROM core.activities
    WHERE athlete_id = $athlete_id AND source <> 'manual_log'
  ),
  counted AS (
    SELECT
      count(DISTINCT week_start) AS weeks,
      count(*) FILTER (intervention = 'hill_sprints') AS hill_sprints,
      count(*) FILTER (intervention = 'heat') AS heat,
      count(*) FILTER (intervention = 'cross_training') AS cross_training,
      count(*) FILTER (intervention = 'strength') AS strength,
      count(DISTINCT week_start) FILTER (recorded.week_start IS NULL) AS silent
    FROM unknown
    LEFT JOIN recorded USING (week_start)
  )
SELECT
  $year AS year,
  *,
  CASE
    WHEN planned = 0 THEN 'no_plan'
    WHEN weeks = 0 THEN 'none'
    WHEN silent = 0 THEN 'some'
    ELSE 'silent'
  END AS said
FROM counted, (SELECT count(*) AS planned FROM weeks)
