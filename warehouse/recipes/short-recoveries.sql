-- How often were my recoveries too short or jogged?
-- Prescribed are 90 s to 2 min of walking or standing, and 85 s passes; the last sprint of a session has no recovery. A
-- break for traffic counts as standing.
SELECT athlete_id, year(local_date) || '-Q' || quarter(local_date) AS quarter,
       count(*) AS recoveries, count(*) FILTER (is_recovery_ok) AS long_and_slow_enough,
       count(*) FILTER (recovery_s < 85) AS too_short, count(*) FILTER (recovery_kind = 'jog') AS jogged,
       round(median(recovery_s)) AS median_s
FROM mart.hill_sprint_reps JOIN mart.sessions USING (athlete_id, activity_id)
WHERE intervention = 'hill_sprints' AND counts AND recovery_s IS NOT NULL
GROUP BY ALL ORDER BY athlete_id, quarter
