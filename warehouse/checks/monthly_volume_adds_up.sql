-- Monthly running volume equals the sum of the runs that count.
WITH runs AS (
    SELECT athlete_id, date_trunc('month', local_date)::DATE AS month, sum(coalesce(distance_m, 0)) AS distance_m
    FROM core.activities WHERE sport_group = 'run' AND duplicate_of IS NULL GROUP BY ALL
)
SELECT athlete_id, month, r.distance_m AS of_runs, v.distance_m AS of_month
FROM runs r FULL JOIN (SELECT * FROM mart.monthly_volume WHERE sport_group = 'run') v USING (athlete_id, month)
WHERE abs(coalesce(r.distance_m, 0) - coalesce(v.distance_m, 0)) > 0.01
