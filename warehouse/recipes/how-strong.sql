-- How strong am I?
-- The best estimated one-rep maximum of each month, by Epley's formula from working sets; an estimate from five reps
-- errs by several per cent, and a month of light weeks is no loss of strength.
SELECT athlete_id, strftime(week_start, '%Y-%m') AS month, count(DISTINCT week_start) AS weeks,
       round(max(top_e1rm_kg) FILTER (lift = 'squat')) AS squat_kg,
       round(max(top_e1rm_kg) FILTER (lift = 'deadlift')) AS deadlift_kg,
       round(max(top_e1rm_kg) FILTER (lift = 'bench press')) AS bench_press_kg,
       round(max(top_e1rm_kg) FILTER (lift = 'overhead press')) AS overhead_press_kg
FROM mart.strength_progression GROUP BY athlete_id, month
QUALIFY row_number() OVER (PARTITION BY athlete_id ORDER BY month DESC) <= 12
ORDER BY athlete_id, month DESC
