-- not_planned: The plan asks for nothing of the kind.
-- not_due: None of it was due in {year}.
-- not_judged: No week of {year} can be judged: {unknown|none} {unknown? is|are} unknown and {under_way|none} under way.
-- single: The only week that can be judged {verdict}.
-- judged: Of {judged week|weeks} that can be judged, {met|none} met the target, {partly|none} met it in part and
--   {missed|none} missed it.
SELECT
  $year AS year,
  count(*) FILTER (status = 'met') AS met,
  count(*) FILTER (status = 'partial') AS partly,
  count(*) FILTER (status = 'missed') AS missed,
  count(*) FILTER (status = 'unknown') AS unknown,
  count(*) FILTER (status = 'not_due') AS not_due,
  count(*) FILTER (status = 'in_progress') AS under_way,
  met + partly + missed AS judged,
  CASE
    WHEN met > 0 THEN 'met the target'
    WHEN partly > 0 THEN 'met the target in part'
    ELSE 'missed the target'
  END AS verdict,
  CASE
    WHEN count(*) = 0 THEN 'not_planned'
    WHEN count(*) = not_due THEN 'not_due'
    WHEN judged = 0 THEN 'not_judged'
    WHEN judged = 1 THEN 'single'
    ELSE 'judged'
  END AS said
FROM mart.weekly_adherence
WHERE athlete_id = $athlete_id AND isoyear(week_start) = $year AND intervention = $intervention
