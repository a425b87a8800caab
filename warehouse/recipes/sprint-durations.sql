-- Are my sprints 8 to 10 seconds long?
-- Of sessions that count; the borders of a sprint are good to about two seconds, so 7 to 12 s passes, and the
-- neighbouring seconds of this table cannot be told apart.
SELECT athlete_id, CASE WHEN duration_s < 7 THEN 'under 7' WHEN duration_s > 12 THEN 'over 12'
                        ELSE least(floor(duration_s), 11)::BIGINT || '–' || least(floor(duration_s), 11)::BIGINT + 1
                   END AS seconds,
       count(*) AS sprints, round(100 * count(*) / sum(count(*)) OVER (PARTITION BY athlete_id), 1) AS share_pct,
       if(bool_and(is_duration_ok), 'yes', 'no') AS passes
FROM mart.hill_sprint_reps JOIN mart.sessions USING (athlete_id, activity_id)
WHERE intervention = 'hill_sprints' AND counts
GROUP BY athlete_id, seconds ORDER BY athlete_id, min(duration_s)
