-- table: The latest sessions that nearly counted, or that a recording could not decide. A wrong verdict is put right
--   with fivefold label.
SELECT
  strftime(s.local_date, '%-d %b') AS day,
  name AS title,
  replace(replace(intervention, 'cross_', 'cross-'), '_', ' ') AS item,
  replace(kind, '_', ' ') AS verdict,
  reason,
  activity_id
FROM mart.sessions s
JOIN core.activities USING (athlete_id, activity_id)
WHERE
  athlete_id = $athlete_id
  AND year(s.local_date) = $year
  AND NOT counts
  AND kind IN ('possible_hill_sprints', 'insufficient_resolution', 'unverifiable', 'unknown')
  AND duplicate_of IS NULL
  AND coalesce(json_extract_string(evidence, '$.kept_id'), activity_id::VARCHAR) = activity_id::VARCHAR
  AND reason NOT LIKE '%recorded the same workout and counts.'
ORDER BY s.local_date DESC, activity_id
LIMIT 12
