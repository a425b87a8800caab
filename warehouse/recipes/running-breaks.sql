-- When did I not run for ten days or more, and how long until the volume was back?
-- Back is the day on which 28 days hold as much as before the break; empty while they do not, or less than 28 days
-- were known before it; without any other activity nobody knows whether nothing was done or nothing recorded.
WITH days AS (
    SELECT *, min(local_date) OVER (PARTITION BY athlete_id) AS first_day,
           max(local_date) OVER (PARTITION BY athlete_id) AS today
    FROM mart.daily_training
), breaks AS (
    SELECT athlete_id, local_date AS last_run, lead(local_date) OVER runs AS next_run,
           coalesce(lead(local_date) OVER runs, today + 1) AS until,
           if(local_date - first_day >= 27, run_distance_28d_m, NULL) AS before_m
    FROM days WHERE longest_run_m > 0 WINDOW runs AS (PARTITION BY athlete_id ORDER BY local_date)
    QUALIFY until - last_run > 10
)
SELECT athlete_id, last_run, next_run, until - last_run - 1 AS days_without,
       sum(activities) FILTER (local_date > last_run AND local_date < until)::BIGINT AS other_activities,
       round(before_m / 1000, 1) AS km_in_28_days_before,
       min(local_date) FILTER (local_date >= next_run AND run_distance_28d_m >= before_m) - next_run AS days_until_back
FROM breaks JOIN days USING (athlete_id) WHERE local_date > last_run
GROUP BY athlete_id, last_run, next_run, until, before_m ORDER BY athlete_id, last_run DESC
