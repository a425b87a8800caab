-- Which hills do I sprint on, and are they steep enough?
-- Prescribed is 8 % or more; a recording without coordinates is on no hill, and the best 8 s of another hill or grade
-- say nothing about these.
SELECT athlete_id, hill_number AS hill, count(*) AS sessions, sum(reps)::BIGINT AS sprints,
       min(local_date) AS first_used, max(local_date) AS last_used, round(median(mean_grade_pct), 1) AS grade_pct,
       if(median(mean_grade_pct) >= 8, 'yes', 'no') AS is_steep_enough,
       round(max(best_first_8s_distance_m), 1) AS best_metres_in_8_s
FROM mart.hill_progress GROUP BY athlete_id, hill_number ORDER BY athlete_id, hill_number
