-- figure: Highest estimated one-repetition maximum of each week with the lift.
SELECT week_start, lift, top_e1rm_kg, is_deload
FROM mart.strength_progression
WHERE athlete_id = $athlete_id AND isoyear(week_start) = $year
ORDER BY week_start, lift
