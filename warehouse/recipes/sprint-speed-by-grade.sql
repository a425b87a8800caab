-- Do my sprints get faster on the same grade?
-- Medians over sprints that count, by steepness and year; hills of one steepness still differ, so `same-hill` is the
-- cleaner answer.
SELECT athlete_id, least(4 * floor(mean_grade_pct / 4), 16)::BIGINT AS from_grade_pct, year(local_date) AS year,
       count(*) AS sprints, count(DISTINCT activity_id) AS sessions, round(median(peak_speed_mps), 2) AS top_speed_mps,
       round(median(mean_speed_mps), 2) AS mean_speed_mps
FROM mart.hill_sprint_reps JOIN mart.sessions USING (athlete_id, activity_id)
WHERE intervention = 'hill_sprints' AND counts AND is_grade_ok
GROUP BY ALL ORDER BY athlete_id, from_grade_pct, year
