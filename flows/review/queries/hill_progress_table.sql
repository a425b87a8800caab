-- table: Speed over the first eight seconds on each hill, in the last session of the year on it. The median is right to
--   the error beside it nineteen times out of twenty.
WITH
  last_of_hill AS (
    SELECT *
    FROM mart.hill_progress
    WHERE athlete_id = $athlete_id AND year(local_date) = $year AND median_first_8s_speed_mps IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY hill_id ORDER BY session_number DESC) = 1
  )
SELECT
  'Hill ' || hill_number AS hill,
  strftime(local_date, '%-d %b') AS last_session,
  session_number AS sessions_so_far,
  round(mean_grade_pct, 1) AS grade_pct,
  round(median_first_8s_speed_mps, 2) AS median_mps,
  round(speed_error_mps, 2) AS error_mps,
  round(change_from_first_mps, 2) AS against_first_three_mps,
  CASE
    WHEN change_from_first_mps IS NULL THEN 'too few sessions'
    WHEN NOT is_change_from_first_measurable THEN 'no change can be told'
    WHEN change_from_first_mps > 0 THEN 'faster'
    ELSE 'slower'
  END AS verdict
FROM last_of_hill
ORDER BY hill_number
