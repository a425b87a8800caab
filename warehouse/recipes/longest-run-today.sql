-- How long may today's run be without being a jump?
-- 10 % beyond the longest run of the 30 days before; after a month without a run there is no such bound, and no row.
SELECT athlete_id, today, arg_max(local_date, longest_run_m) AS longest_on,
       round(max(longest_run_m) / 1000, 1) AS longest_km, floor(1.1 * max(longest_run_m) / 100) / 10 AS at_most_km
FROM (SELECT *, max(local_date) OVER (PARTITION BY athlete_id) AS today FROM mart.daily_training)
WHERE local_date BETWEEN today - 30 AND today - 1 AND longest_run_m > 0
GROUP BY athlete_id, today ORDER BY athlete_id
