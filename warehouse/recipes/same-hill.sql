-- Am I getting faster on my hill?
-- The first 8 s of the sprints on the hill used most, against its first three sessions; a change within the measuring
-- error, or one that another grade may explain, is not measurable, and wind, wet ground and tired legs are not ruled
-- out.
WITH most_used AS (
    SELECT athlete_id, hill_id FROM mart.hill_progress GROUP BY athlete_id, hill_id
    QUALIFY row_number() OVER (PARTITION BY athlete_id ORDER BY count(*) DESC, min(hill_number)) = 1
)
SELECT athlete_id, local_date AS day, round(mean_grade_pct, 1) AS grade_pct, reps,
       round(median_first_8s_distance_m, 1) AS metres_in_8_s, round(median_first_8s_speed_mps, 2) AS speed_mps,
       round(speed_error_mps, 2) AS error_mps, round(change_from_first_mps, 2) AS change_mps,
       CASE is_change_from_first_measurable WHEN TRUE THEN 'yes' WHEN FALSE THEN 'no' END AS measurable
FROM mart.hill_progress JOIN most_used USING (athlete_id, hill_id)
QUALIFY row_number() OVER (PARTITION BY athlete_id ORDER BY session_number DESC) <= 10
ORDER BY athlete_id, session_number DESC
