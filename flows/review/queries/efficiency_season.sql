-- same: A summer is not a winter: held against {month} a year before ({before}, {before_low} to {before_high}), {month}
--   of {year} ({now}, {now_low} to {now_high}) shows no change that can be told.
-- more: A summer is not a winter: held against {month} a year before ({before}, {before_low} to {before_high}), {month}
--   of {year} ({now}, {now_low} to {now_high}) shows more metres per heartbeat.
-- less: A summer is not a winter: held against {month} a year before ({before}, {before_low} to {before_high}), {month}
--   of {year} ({now}, {now_low} to {now_high}) shows fewer metres per heartbeat.
WITH
  months AS (
    SELECT
      month,
      round(metres_per_heartbeat, 3) AS value,
      round(metres_per_heartbeat_low, 3) AS low,
      round(metres_per_heartbeat_high, 3) AS high
    FROM mart.running_efficiency
    WHERE athlete_id = $athlete_id AND runs >= 3
  )
SELECT
  $year AS year,
  strftime(this.month, '%B') AS month,
  printf('%.3f', this.value) AS now,
  printf('%.3f', this.low) AS now_low,
  printf('%.3f', this.high) AS now_high,
  printf('%.3f', earlier.value) AS before,
  printf('%.3f', earlier.low) AS before_low,
  printf('%.3f', earlier.high) AS before_high,
  CASE WHEN this.low > earlier.high THEN 'more' WHEN this.high < earlier.low THEN 'less' ELSE 'same' END AS said
FROM months this
JOIN months earlier ON earlier.month = this.month - INTERVAL 1 YEAR
WHERE year(this.month) = $year
ORDER BY this.month DESC
LIMIT 1
