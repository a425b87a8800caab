-- unknown: {unknown week|weeks} cannot be judged.
-- not_due: In {not_due week|weeks} nothing was due.
-- both: {unknown week|weeks} cannot be judged, and in {not_due week|weeks} nothing was due.
SELECT
  count(*) FILTER (status = 'unknown') AS unknown,
  count(*) FILTER (status = 'not_due') AS not_due,
  CASE WHEN not_due = 0 THEN 'unknown' WHEN unknown = 0 THEN 'not_due' ELSE 'both' END AS said
FROM mart.weekly_adherence
WHERE athlete_id = $athlete_id AND isoyear(week_start) = $year AND intervention = $intervention
HAVING
  (unknown > 0 OR not_due > 0)
  AND count(*) FILTER (status IN ('met', 'partial', 'missed')) > 0
