-- Do I sprint faster after rest days?
-- Each session against the median of its own hill, in per cent, by the days without running before it; differences
-- within the error of one session are none, and what else differed on those days is not known.
WITH hills AS (
    SELECT *, median(median_first_8s_speed_mps) OVER (PARTITION BY athlete_id, hill_id) AS usual_mps,
           count(median_first_8s_speed_mps) OVER (PARTITION BY athlete_id, hill_id) AS measured_sessions
    FROM mart.hill_progress
), runs AS (
    SELECT athlete_id, local_date AS last_run FROM mart.daily_training WHERE longest_run_m > 0
), rested AS (
    SELECT hills.*, 100 * (median_first_8s_speed_mps / usual_mps - 1) AS faster_pct,
           least(local_date - last_run - 1, 3) AS rest_days
    FROM hills ASOF JOIN runs ON hills.athlete_id = runs.athlete_id AND hills.local_date > runs.last_run
    WHERE measured_sessions >= 3 AND median_first_8s_speed_mps IS NOT NULL
)
SELECT athlete_id, if(rest_days = 3, '3 or more', rest_days::VARCHAR) AS days_without_running, count(*) AS sessions,
       round(median(faster_pct), 1) AS median_faster_pct,
       round(quantile_cont(faster_pct, 0.25), 1) AS quarter_below_pct,
       round(quantile_cont(faster_pct, 0.75), 1) AS quarter_above_pct,
       round(median(100 * speed_error_mps / usual_mps), 1) AS error_of_one_pct
FROM rested GROUP BY athlete_id, rest_days ORDER BY athlete_id, rest_days
