-- some: The hills were {low_pct} to {high_pct} % steep (median {median_pct} %). {is_ok|none} of {reps sprint|sprints}
--   {is_ok? was|were} at {asked_pct} % or steeper, which is what counts as steep enough.
WITH
  rules AS (SELECT 8 AS asked_pct),
  counted AS (
    SELECT activity_id
    FROM mart.sessions
    WHERE athlete_id = $athlete_id AND intervention = 'hill_sprints' AND counts AND year(local_date) = $year
  ),
  sprints AS (SELECT * FROM mart.hill_sprint_reps SEMI JOIN counted USING (activity_id) WHERE athlete_id = $athlete_id)
SELECT
  rules.*,
  count(*) AS reps,
  round(min(mean_grade_pct), 1) AS low_pct,
  round(median(mean_grade_pct), 1) AS median_pct,
  round(max(mean_grade_pct), 1) AS high_pct,
  count(*) FILTER (is_grade_ok) AS is_ok,
  'some' AS said
FROM sprints, rules
GROUP BY ALL
