-- none: Every run of {year} has samples.
-- no_runs: No run of {year} is known.
-- some: {bare} of {runs run|runs} {bare? has|have} no samples, so hill sprints and efficiency cannot be seen in
--   {bare? it|them}.
SELECT
  $year AS year,
  count(*) AS runs,
  count(*) FILTER (NOT has_streams) AS bare,
  CASE WHEN runs = 0 THEN 'no_runs' WHEN bare = 0 THEN 'none' ELSE 'some' END AS said
FROM core.activities
WHERE athlete_id = $athlete_id AND year(local_date) = $year AND sport_group = 'run' AND duplicate_of IS NULL
