-- In which weeks was it so much that recovery may suffer?
-- More than four heat or three strength sessions; a limit of prudence, from no measurement of this athlete.
SELECT athlete_id, week_start, intervention, actual AS sessions, target_max AS asked_at_most
FROM mart.weekly_adherence WHERE is_over_limit
QUALIFY row_number() OVER (PARTITION BY athlete_id ORDER BY week_start DESC, intervention) <= 10
ORDER BY athlete_id, week_start DESC, intervention
