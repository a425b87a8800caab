-- table: Hours of cross-training by kind and intensity. Too hard does not count.
WITH
  sessions AS (
    SELECT
      kind,
      counts,
      dose,
      CASE
        WHEN NOT counts THEN 'too hard'
        WHEN decided_by = 'label' THEN 'not known'
        WHEN coalesce(json_extract_string(evidence, '$.witness'), json_extract_string(evidence, '$.is_easy')) IS NULL
          THEN 'not known'
        ELSE 'easy'
      END AS intensity
    FROM mart.sessions
    WHERE
      athlete_id = $athlete_id
      AND intervention = 'cross_training'
      AND year(local_date) = $year
      AND (counts OR decided_by <> 'label')
      AND reason NOT LIKE '%recorded the same workout and counts.'
  )
SELECT
  replace(replace(sessions.kind, 'e_bike', 'e-bike'), '_', ' ') AS kind,
  count(*) AS sessions,
  round(coalesce(sum(dose) FILTER (intensity = 'easy'), 0), 1) AS easy_hours,
  round(coalesce(sum(dose) FILTER (intensity = 'not known'), 0), 1) AS unknown_hours,
  round(coalesce(sum(dose) FILTER (intensity = 'too hard'), 0), 1) AS too_hard_hours
FROM sessions
GROUP BY sessions.kind
ORDER BY sum(dose) DESC, sessions.kind
