-- none: No sets are told by the texts or the watch of {year}, so nothing can be said of rep ranges.
-- some: Of {sets working set|working sets}, {heavy|none} ({heavy_pct} %) had {asked_from} to {asked_to} reps as asked,
--   {fewer|none} had fewer, {middling|none} had {middling_from} to {middling_to} and {many|none} had more. Warm-ups and
--   sets lighter than {working_pct} % of the day's heaviest of the exercise are left out.
WITH
  rules AS (SELECT 3 AS asked_from, 6 AS asked_to, 7 AS middling_from, 12 AS middling_to, 60 AS working_pct),
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
  $year AS year,
  rules.*,
  count(reps) AS sets,
  count(*) FILTER (reps BETWEEN asked_from AND asked_to) AS heavy,
  count(*) FILTER (reps < asked_from) AS fewer,
  count(*) FILTER (reps BETWEEN middling_from AND middling_to) AS middling,
  count(*) FILTER (reps > middling_to) AS many,
  round(100 * heavy / nullif(sets, 0))::BIGINT AS heavy_pct,
  CASE WHEN sets = 0 THEN 'none' ELSE 'some' END AS said
FROM rules
LEFT JOIN work ON true
GROUP BY ALL
