-- none: No month of {year} has {least_runs} easy runs with steady stretches and a heart rate, so nothing can be said of
--   efficiency.
-- one: Only {first_month} has {least_runs} easy runs with steady stretches and a heart rate, so no change over {year}
--   can be told. They covered {first} grade-adjusted metres per heartbeat ({interval_pct} % interval {first_low} to
--   {first_high}).
-- same: Easy running covered {first} grade-adjusted metres per heartbeat in {first_month} ({interval_pct} % interval
--   {first_low} to {first_high}) and {last} in {last_month} ({last_low} to {last_high}). The intervals overlap, so no
--   change over the year can be told.
-- more: Easy running covered {first} grade-adjusted metres per heartbeat in {first_month} ({interval_pct} % interval
--   {first_low} to {first_high}) and {last} in {last_month} ({last_low} to {last_high}): more, by {least} at the least
--   and {most} at the most.
-- less: Easy running covered {first} grade-adjusted metres per heartbeat in {first_month} ({interval_pct} % interval
--   {first_low} to {first_high}) and {last} in {last_month} ({last_low} to {last_high}): less, by {least} at the least
--   and {most} at the most.
WITH
  rules AS (SELECT 3 AS least_runs, 95 AS interval_pct),
  months AS (
    SELECT
      month,
      round(metres_per_heartbeat, 3) AS value,
      round(metres_per_heartbeat_low, 3) AS low,
      round(metres_per_heartbeat_high, 3) AS high
    FROM mart.running_efficiency
    WHERE athlete_id = $athlete_id AND runs >= 3
  ),
  ends AS (
    SELECT
      count(*) AS months,
      strftime(min(month), '%B') AS first_month,
      strftime(max(month), '%B') AS last_month,
      arg_min(value, month) AS first,
      arg_min(low, month) AS first_low,
      arg_min(high, month) AS first_high,
      arg_max(value, month) AS last,
      arg_max(low, month) AS last_low,
      arg_max(high, month) AS last_high
    FROM months
    WHERE year(month) = $year
  ),
  judged AS (
    SELECT
      $year AS year,
      rules.*,
      ends.*,
      round(greatest(last_low - first_high, first_low - last_high), 3) AS least,
      round(greatest(last_high - first_low, first_high - last_low), 3) AS most,
      CASE
        WHEN months = 0 THEN 'none'
        WHEN months = 1 THEN 'one'
        WHEN last_low > first_high THEN 'more'
        WHEN last_high < first_low THEN 'less'
        ELSE 'same'
      END AS said
    FROM ends, rules
  )
SELECT * REPLACE (
  printf('%.3f', first) AS first,
  printf('%.3f', first_low) AS first_low,
  printf('%.3f', first_high) AS first_high,
  printf('%.3f', last) AS last,
  printf('%.3f', last_low) AS last_low,
  printf('%.3f', last_high) AS last_high,
  printf('%.3f', least) AS least,
  printf('%.3f', most) AS most
)
FROM judged
