-- some: The acclimation index, which goes from none ({none}) to full ({full}), was highest at {highest} on {day} and
--   stood at {latest} on {last_day}; it was at {half} or above on {days_half} of {days day|days}. It is an
--   illustration, reckoned from the sessions alone: nobody measured it on this athlete.
WITH
  rules AS (SELECT 0 AS none, 1 AS full, 0.5::DOUBLE AS half)
SELECT
  rules.*,
  count(*) AS days,
  round(max(acclimation_index), 2) AS highest,
  arg_max(local_date, acclimation_index) AS day,
  round(arg_max(acclimation_index, local_date), 2) AS latest,
  max(local_date) AS last_day,
  count(*) FILTER (acclimation_index >= half) AS days_half,
  'some' AS said
FROM mart.heat_acclimation, rules
WHERE athlete_id = $athlete_id AND year(local_date) = $year
GROUP BY ALL
HAVING max(acclimation_index) > 0
