-- some: The plan asks for sprints of {asked_from_s} to {asked_to_s} s. The middle half of {reps sprint|sprints} lasted
--   {low_s} to {high_s} s (median {median_s} s). A recording tells where a sprint begins and ends to about
--   {border_error_s} s, so {tolerance_from_s} to {tolerance_to_s} s pass: {is_ok|none} of {reps} ({ok_pct} %) do,
--   {is_short|none} {is_short? is|are} shorter and {is_long|none} longer.
WITH
  rules AS (
    SELECT 8 AS asked_from_s, 10 AS asked_to_s, 7 AS tolerance_from_s, 12 AS tolerance_to_s, 2 AS border_error_s
  ),
  counted AS (
    SELECT activity_id
    FROM mart.sessions
    WHERE athlete_id = $athlete_id AND intervention = 'hill_sprints' AND counts AND year(local_date) = $year
  ),
  sprints AS (SELECT * FROM mart.hill_sprint_reps SEMI JOIN counted USING (activity_id) WHERE athlete_id = $athlete_id)
SELECT
  rules.*,
  count(*) AS reps,
  round(quantile_cont(duration_s, 0.25), 1) AS low_s,
  round(median(duration_s), 1) AS median_s,
  round(quantile_cont(duration_s, 0.75), 1) AS high_s,
  count(*) FILTER (is_duration_ok) AS is_ok,
  count(*) FILTER (NOT is_duration_ok AND duration_s < asked_from_s) AS is_short,
  count(*) FILTER (NOT is_duration_ok AND duration_s >= asked_from_s) AS is_long,
  round(100 * is_ok / reps)::BIGINT AS ok_pct,
  'some' AS said
FROM sprints, rules
GROUP BY ALL
