-- told: Of {hours hour|hours} recorded, {easy|none} were easy and {hard|none} too hard to count.
-- some: Of {hours hour|hours} recorded, {easy|none} were easy and {hard|none} too hard to count. Of {untold hour|hours}
--   nothing tells how hard they were; these count, flagged.
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
  round(sum(dose), 1) AS hours,
  round(coalesce(sum(dose) FILTER (intensity = 'easy'), 0), 1) AS easy,
  round(coalesce(sum(dose) FILTER (intensity = 'too hard'), 0), 1) AS hard,
  round(coalesce(sum(dose) FILTER (intensity = 'not known'), 0), 1) AS untold,
  CASE WHEN untold > 0 THEN 'some' ELSE 'told' END AS said
FROM sessions
HAVING count(*) > 0
