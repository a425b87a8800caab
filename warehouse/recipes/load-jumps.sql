-- Which runs were a jump in load?
-- More than 10 % longer than the longest run of the 30 days before, which went with more injuries in 5,205 runners; it
-- is a warning about many, not a forecast for one.
SELECT athlete_id, local_date AS day, round(longest_run_m / 1000, 1) AS km,
       round(longest_run_30d_m / 1000, 1) AS longest_before_km,
       round(100 * (longest_run_m / longest_run_30d_m - 1)) AS longer_pct
FROM mart.daily_training WHERE is_single_run_spike
QUALIFY row_number() OVER (PARTITION BY athlete_id ORDER BY local_date DESC) <= 10
ORDER BY athlete_id, day DESC
