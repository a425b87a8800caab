-- Am I acclimated when it gets hot?
-- Months of the last two years: the illustrative index beside the temperature of the runs as the watch felt it, which
-- on a wrist is several degrees too warm.
WITH months AS (
    SELECT athlete_id, date_trunc('month', local_date)::DATE AS month, avg(acclimation_index) AS mean_index,
           sum(heat_minutes) AS minutes
    FROM mart.heat_acclimation GROUP BY ALL
), runs AS (
    SELECT athlete_id, date_trunc('month', local_date)::DATE AS month, count(mean_temp_after_20min_c) AS runs,
           median(mean_temp_after_20min_c) AS temp_c
    FROM core.activities JOIN core.activity_samples USING (athlete_id, activity_id)
    WHERE sport_group = 'run' AND duplicate_of IS NULL GROUP BY ALL
)
SELECT athlete_id, strftime(month, '%Y-%m') AS month, round(mean_index, 2) AS mean_index,
       round(minutes) AS heat_minutes, coalesce(runs, 0) AS runs_with_temperature, round(temp_c, 1) AS median_temp_c
FROM months LEFT JOIN runs USING (athlete_id, month)
QUALIFY row_number() OVER (PARTITION BY athlete_id ORDER BY months.month DESC) <= 24
ORDER BY athlete_id, months.month DESC
