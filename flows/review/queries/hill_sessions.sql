-- none: No session of hill sprints counts in {year}; {near other activity|other activities} came close or
--   {near? was|were} something else.
-- nothing: No session of hill sprints was found in {year}.
-- some: {sessions session|sessions} of hill sprints {sessions? counts|count}, with {reps sprint|sprints} in all,
--   {median_reps} a session in the median. {near other activity|other activities} came close or {near? was|were}
--   something else.
SELECT
  $year AS year,
  count(*) FILTER (counts) AS sessions,
  coalesce(sum(dose) FILTER (counts), 0)::BIGINT AS reps,
  median(dose) FILTER (counts) AS median_reps,
  count(*) FILTER (NOT counts) AS near,
  CASE WHEN sessions > 0 THEN 'some' WHEN near > 0 THEN 'none' ELSE 'nothing' END AS said
FROM mart.sessions done
WHERE
  athlete_id = $athlete_id
  AND year(local_date) = $year
  AND intervention = 'hill_sprints'
  AND reason NOT LIKE '%recorded the same workout and counts.'
