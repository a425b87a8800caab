-- some: {months month|months} ({names}) {months? is|are} not known completely, so {months? it|they} can neither set a
--   record nor hold one.
SELECT
  count(*) AS months,
  list(strftime(month, '%B') ORDER BY month) AS names,
  'some' AS said
FROM mart.running_months
WHERE
  athlete_id = $athlete_id
  AND year(month) = $year
  AND NOT is_complete
  -- The month under way may still set one.
  AND month < (SELECT date_trunc('month', max(local_date)) FROM mart.daily_training WHERE athlete_id = $athlete_id)
HAVING count(*) > 0
