-- unmeasured: No sprint of {year} was recorded well enough, with coordinates, to compare it with others on the same
--   hill.
-- too_few: No hill has had enough sessions for its speed to be compared: the first three that are measured on a hill
--   are what later ones are held against.
-- some: On {compared hill|hills} the last session of {year} can be held against the first three ever measured there:
--   {faster|none} {faster? was|were} measurably faster, {slower|none} measurably slower, and on {untold|none} no change
--   can be told from the error of measuring and a difference in grade. A wet or soft surface, wind, shoes and tired
--   legs can move a session as much as months of training do.
WITH
  last_of_hill AS (
    SELECT *
    FROM mart.hill_progress
    WHERE athlete_id = $athlete_id AND year(local_date) = $year AND median_first_8s_speed_mps IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY hill_id ORDER BY session_number DESC) = 1
  )
SELECT
  $year AS year,
  count(*) AS hills,
  count(change_from_first_mps) AS compared,
  count(*) FILTER (is_change_from_first_measurable AND change_from_first_mps > 0) AS faster,
  count(*) FILTER (is_change_from_first_measurable AND change_from_first_mps < 0) AS slower,
  compared - faster - slower AS untold,
  CASE WHEN hills = 0 THEN 'unmeasured' WHEN compared = 0 THEN 'too_few' ELSE 'some' END AS said
FROM last_of_hill
