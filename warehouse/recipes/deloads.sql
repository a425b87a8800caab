-- When were my deload weeks?
-- A third less weight moved than the week before, after three weeks of rising; a missed session looks the same, and so
-- does the week under way.
SELECT athlete_id, week_start, lift, sets, round(tonnage_kg) AS tonnage_kg,
       round(before_kg) AS week_before_kg, round(100 * (tonnage_kg / before_kg - 1)) AS change_pct
FROM (
    SELECT *, lag(tonnage_kg) OVER (PARTITION BY athlete_id, lift ORDER BY week_start) AS before_kg
    FROM mart.strength_progression
)
WHERE is_deload ORDER BY athlete_id, week_start DESC, lift
