-- some: {labels verdict|verdicts} of {year} {labels? is|are} the athlete's own, by label, and {logs session|sessions}
--   {logs? was|were} logged by hand: no rule decided {both? that|these}.
SELECT
  $year AS year,
  count(*) FILTER (decided_by = 'label') AS labels,
  count(*) FILTER (decided_by = 'log') AS logs,
  count(*) AS both,
  'some' AS said
FROM mart.sessions
WHERE athlete_id = $athlete_id AND year(local_date) = $year AND decided_by IN ('label', 'log')
HAVING count(*) > 0
