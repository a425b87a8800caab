-- How did my weekly kilometres go?
-- The week under way is compared though it is not over; `mean_before_km` is over the four weeks before, weeks without a
-- run among them. A week of which nothing is known stands as 0 too: see `unknown-weeks`.
WITH weeks AS (
    SELECT athlete_id, date_trunc('week', local_date)::DATE AS week, sum(run_distance_m) / 1000 AS km,
           count(*) FILTER (longest_run_m > 0) AS running_days, max(longest_run_m) / 1000 AS longest_km,
           count(*) AS days_so_far
    FROM mart.daily_training GROUP BY ALL
)
SELECT athlete_id, week, round(km, 1) AS km, running_days, round(longest_km, 1) AS longest_km,
       round(avg(km) OVER four, 1) AS mean_before_km, count(*) OVER four AS weeks_before, days_so_far
FROM weeks
WINDOW four AS (PARTITION BY athlete_id ORDER BY week ROWS BETWEEN 4 PRECEDING AND 1 PRECEDING)
QUALIFY row_number() OVER (PARTITION BY athlete_id ORDER BY week DESC) <= 12
ORDER BY athlete_id, week DESC
