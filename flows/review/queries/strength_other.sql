-- some: {other other strength session|other strength sessions} {other? was|were} not heavy or {other? is|are} not
--   counted by the plan.
SELECT count(*) FILTER (NOT counts) AS other, 'some' AS said
FROM mart.sessions done
WHERE
  athlete_id = $athlete_id
  AND intervention = 'strength'
  AND year(local_date) = $year
  AND (counts OR decided_by <> 'label')
  AND reason NOT LIKE '%recorded the same workout and counts.'
  AND coalesce(json_extract_string(evidence, '$.kept_id'), activity_id::VARCHAR) = activity_id::VARCHAR
HAVING other > 0 AND other < count(*)
