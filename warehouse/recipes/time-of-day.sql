-- At what time of day do I run?
-- By the start on the athlete's wall clock, last twelve months; an entry by hand begins when somebody says it did.
SELECT athlete_id, CASE WHEN hour(local_start_at) < 5 THEN 'night' WHEN hour(local_start_at) < 10 THEN 'morning'
                        WHEN hour(local_start_at) < 14 THEN 'midday' WHEN hour(local_start_at) < 18 THEN 'afternoon'
                        ELSE 'evening' END AS part_of_day,
       count(*) AS runs, round(100 * count(*) / sum(count(*)) OVER (PARTITION BY athlete_id)) AS share_pct,
       round(sum(distance_m) / 1000) AS km, round(median(distance_m) / 1000, 1) AS median_km
FROM core.activities
JOIN (SELECT athlete_id, max(local_date) AS today FROM mart.daily_training GROUP BY athlete_id) USING (athlete_id)
WHERE sport_group = 'run' AND duplicate_of IS NULL AND local_date > today - INTERVAL 1 YEAR
GROUP BY athlete_id, part_of_day ORDER BY athlete_id, min(hour(local_start_at))
