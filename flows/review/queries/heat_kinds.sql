-- table: Passive heat that counts, by kind.
SELECT
  replace(kind, '_', ' ') AS kind,
  count(*) AS sessions,
  round(sum(dose))::BIGINT AS minutes,
  round(median(dose))::BIGINT AS median_minutes
FROM mart.sessions done
WHERE athlete_id = $athlete_id AND intervention = 'heat' AND counts AND year(local_date) = $year
GROUP BY done.kind
ORDER BY sessions DESC, done.kind
