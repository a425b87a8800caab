-- table: Grade-adjusted metres per heartbeat on steady easy stretches, with the bootstrap interval of the median.
SELECT
  strftime(month, '%B') AS month,
  runs,
  windows AS stretches,
  round(metres_per_heartbeat, 3) AS median,
  round(metres_per_heartbeat_low, 3) AS low,
  round(metres_per_heartbeat_high, 3) AS high
FROM mart.running_efficiency
WHERE athlete_id = $athlete_id AND year(mart.running_efficiency.month) = $year
ORDER BY mart.running_efficiency.month
