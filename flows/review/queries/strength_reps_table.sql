-- table: Working sets by reps.
WITH
  work AS (
    SELECT reps, weight_kg
    FROM mart.strength_sets
    SEMI JOIN (
      SELECT activity_id
      FROM mart.sessions
      WHERE
        athlete_id = $athlete_id
        AND intervention = 'strength'
        AND year(local_date) = $year
        AND coalesce(json_extract_string(evidence, '$.kept_id'), activity_id::VARCHAR) = activity_id::VARCHAR
    ) USING (activity_id)
    WHERE athlete_id = $athlete_id
    QUALIFY
      NOT is_warmup
      AND reps > 0
      AND coalesce(weight_kg >= 0.6 * max(weight_kg) OVER (PARTITION BY activity_id, exercise), true)
  )
SELECT
  CASE WHEN reps >= 13 THEN '13 and more' ELSE reps::VARCHAR END AS reps,
  count(*) AS working_sets
FROM work
GROUP BY ALL
ORDER BY min(work.reps)
