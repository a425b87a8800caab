-- some: Of {weeks week|weeks} that can be judged, {twice|none} had {often} sessions or more, {once|none} had one and
--   {without|none} had none. {over|none} had more than {most}.
WITH
  rules AS (SELECT 2 AS often, 4 AS most)
SELECT
  rules.*,
  count(*) AS weeks,
  count(*) FILTER (actual >= often) AS twice,
  count(*) FILTER (actual = 1) AS once,
  count(*) FILTER (actual = 0) AS without,
  count(*) FILTER (actual > most) AS over,
  'some' AS said
FROM mart.weekly_adherence, rules
WHERE
  athlete_id = $athlete_id
  AND isoyear(week_start) = $year
  AND intervention = 'heat'
  AND status IN ('met', 'partial', 'missed')
GROUP BY ALL
HAVING weeks > 1
