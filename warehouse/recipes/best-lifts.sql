-- What is my best in each lift, and how far am I from it?
-- The best week ever against the best of the last four weeks with the lift; sets that the text does not name are not
-- here.
WITH numbered AS (
    SELECT *, row_number() OVER (PARTITION BY athlete_id, lift ORDER BY week_start DESC) AS weeks_ago
    FROM mart.strength_progression
)
SELECT athlete_id, lift, count(*) AS weeks, max(top_e1rm_kg) AS best_kg,
       min(week_start) FILTER (top_e1rm_kg = best) AS in_week_of,
       max(top_e1rm_kg) FILTER (weeks_ago <= 4) AS lately_kg, max(week_start) AS last_trained,
       round(100 * (lately_kg / best_kg - 1), 1) AS against_best_pct
FROM (SELECT *, max(top_e1rm_kg) OVER (PARTITION BY athlete_id, lift) AS best FROM numbered)
GROUP BY athlete_id, lift ORDER BY athlete_id, lift
