-- table: Running month by month.
WITH
  under_way AS (
    SELECT date_trunc('month', max(local_date)) AS month
    FROM mart.daily_training
    WHERE athlete_id = $athlete_id
  )
SELECT
  strftime(mart.running_months.month, '%B') AS month,
  km,
  runs,
  longest_km,
  CASE
    WHEN is_record THEN 'record'
    WHEN is_provisional_record THEN 'not over, may be a record'
    WHEN is_complete THEN ''
    WHEN mart.running_months.month = under_way.month THEN 'not over'
    ELSE 'incomplete'
  END AS verdict
FROM mart.running_months, under_way
WHERE athlete_id = $athlete_id AND year(mart.running_months.month) = $year
ORDER BY mart.running_months.month
