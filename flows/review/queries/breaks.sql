-- until: A break was declared from {first_day} to {last_day} for {items} ({reason}); nothing was due then.
-- open: A break was declared from {first_day} on for {items} ({reason}); nothing has been due since.
SELECT
  valid_from AS first_day,
  valid_until AS last_day,
  list(replace(replace(intervention, 'cross_', 'cross-'), '_', ' ') ORDER BY intervention) AS items,
  coalesce(break_reason, 'no reason given') AS reason,
  CASE WHEN valid_until IS NULL THEN 'open' ELSE 'until' END AS said
FROM core.plan
WHERE
  athlete_id = $athlete_id
  AND is_break
  AND valid_from <= make_date($year, 12, 31)
  AND (valid_until IS NULL OR valid_until >= make_date($year, 1, 1))
GROUP BY ALL
ORDER BY valid_from
