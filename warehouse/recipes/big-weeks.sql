-- What do I drop in weeks with many kilometres?
-- Weeks above and not above the median of the last year that could be judged, with their number; a difference of a few
-- weeks is chance, and a hard month of life lowers both.
WITH weeks AS (
    SELECT athlete_id, date_trunc('week', local_date)::DATE AS week_start, sum(run_distance_m) AS distance_m
    FROM mart.daily_training GROUP BY athlete_id, week_start
    QUALIFY week_start < max(week_start) OVER (PARTITION BY athlete_id)
        AND week_start >= max(week_start) OVER (PARTITION BY athlete_id) - 364
), sized AS (
    SELECT *, distance_m > median(distance_m) OVER (PARTITION BY athlete_id) AS is_big FROM weeks
)
SELECT athlete_id, intervention, count(*) FILTER (is_big) AS big_weeks,
       round(100 * avg(if(status = 'met', 1, 0)) FILTER (is_big)) AS met_pct_of_big,
       count(*) FILTER (NOT is_big) AS other_weeks,
       round(100 * avg(if(status = 'met', 1, 0)) FILTER (NOT is_big)) AS met_pct_of_other
FROM mart.weekly_adherence JOIN sized USING (athlete_id, week_start)
WHERE status IN ('met', 'partial', 'missed')
GROUP BY athlete_id, intervention ORDER BY athlete_id, intervention
