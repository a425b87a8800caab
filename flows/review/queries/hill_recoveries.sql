-- some: Between sprints the plan asks for {asked_from_s} to {asked_to_s} s of walking or standing. The middle half of
--   {recoveries recovery|recoveries} took {low_s} to {high_s} s (median {median_s} s); {is_asked|none}
--   {is_asked? was|were} as long as asked. {is_ok|none} of {recoveries} ({ok_pct} %) {is_ok? was|were} long and slow
--   enough, which takes {least_s} s or more, most of it walking or standing. {stood|none} {stood? was|were} spent
--   standing, {walked|none} walking and {jogged|none} jogging.
-- none: No recovery between two sprints was recorded.
WITH
  rules AS (SELECT 90 AS asked_from_s, 120 AS asked_to_s, 85 AS least_s),
  counted AS (
    SELECT activity_id
    FROM mart.sessions
    WHERE athlete_id = $athlete_id AND intervention = 'hill_sprints' AND counts AND year(local_date) = $year
  ),
  sprints AS (SELECT * FROM mart.hill_sprint_reps SEMI JOIN counted USING (activity_id) WHERE athlete_id = $athlete_id)
SELECT
  rules.*,
  count(recovery_s) AS recoveries,
  round(quantile_cont(recovery_s, 0.25))::BIGINT AS low_s,
  round(median(recovery_s))::BIGINT AS median_s,
  round(quantile_cont(recovery_s, 0.75))::BIGINT AS high_s,
  count(*) FILTER (recovery_s BETWEEN asked_from_s AND asked_to_s) AS is_asked,
  count(*) FILTER (is_recovery_ok) AS is_ok,
  round(100 * is_ok / nullif(recoveries, 0))::BIGINT AS ok_pct,
  count(*) FILTER (recovery_kind = 'stand') AS stood,
  count(*) FILTER (recovery_kind = 'walk') AS walked,
  count(*) FILTER (recovery_kind = 'jog') AS jogged,
  CASE WHEN recoveries = 0 THEN 'none' ELSE 'some' END AS said
FROM sprints, rules
GROUP BY ALL
