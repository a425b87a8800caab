-- table: Running month by month.
SELECT
  strftime(month, '%B') AS month,
  km,
  runs,
  longest_km,
  CASE
    WHEN is_record THEN 'record'
    WHEN is_provisional_record THEN 'not over, may be a record'
    WHEN NOT is_complete THEN 'incomplete'
    ELSE ''
  END AS verdict
FROM mart.running_months
WHERE athlete_id = $athlete_id AND year(mart.running_months.month) = $year
ORDER BY mart.running_months.month
