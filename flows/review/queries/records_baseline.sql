-- some: The first {baseline_months} months of a history are its baseline and set no record; {in_baseline} of them
--   {in_baseline? lies|lie} in {year}.
WITH
  rules AS (SELECT 6 AS baseline_months),
  months AS (
    SELECT month, row_number() OVER (ORDER BY month) AS place
    FROM mart.monthly_volume
    WHERE athlete_id = $athlete_id AND sport_group = 'run'
  )
SELECT $year AS year, baseline_months, count(*) AS in_baseline, 'some' AS said
FROM months, rules
WHERE year(month) = $year AND place <= baseline_months
GROUP BY ALL
