-- none: No week of {year} is of unknown outcome.
-- some: {weeks week|weeks} of {year} cannot be judged for at least one item. By item, that is {hill_sprints|none} for
--   hill sprints, {heat|none} for heat, {cross_training|none} for cross-training and {strength|none} for strength. In
--   {silent|none} of them nothing at all was recorded, so nothing tells whether the athlete trained.
SELECT
  $year AS year,
  count(DISTINCT week_start) AS weeks,
  count(*) FILTER (intervention = 'hill_sprints') AS hill_sprints,
  count(*) FILTER (intervention = 'heat') AS heat,
  count(*) FILTER (intervention = 'cross_training') AS cross_training,
  count(*) FILTER (intervention = 'strength') AS strength,
  count(DISTINCT week_start) FILTER (
    NOT EXISTS (
      FROM core.activities a
      WHERE
        a.athlete_id = $athlete_id
        AND source <> 'manual_log'
        AND local_date BETWEEN week_start AND week_start + 6
    )
  ) AS silent,
  CASE WHEN weeks = 0 THEN 'none' ELSE 'some' END AS said
FROM mart.weekly_adherence
WHERE athlete_id = $athlete_id AND isoyear(week_start) = $year AND status = 'unknown'
