-- none: No week of {year} can be judged against the plan yet.
-- some: Each weekly item of the plan is judged for each week. Of {judged such verdict|such verdicts}, {met|none}
--   ({met_pct} %) {met? is|are} met, {partly|none} met in part and {missed|none} missed. {unknown more|more}
--   {unknown? is|are} unknown: the data does not tell, which is not the same as missed.
-- all_judged: Each weekly item of the plan is judged for each week. Of {judged such verdict|such verdicts}, {met|none}
--   ({met_pct} %) {met? is|are} met, {partly|none} met in part and {missed|none} missed.
SELECT
  $year AS year,
  count(*) FILTER (status = 'met') AS met,
  count(*) FILTER (status = 'partial') AS partly,
  count(*) FILTER (status = 'missed') AS missed,
  count(*) FILTER (status = 'unknown') AS unknown,
  met + partly + missed AS judged,
  round(100 * met / nullif(judged, 0))::BIGINT AS met_pct,
  CASE WHEN judged = 0 THEN 'none' WHEN unknown > 0 THEN 'some' ELSE 'all_judged' END AS said
FROM mart.weekly_adherence
WHERE athlete_id = $athlete_id AND isoyear(week_start) = $year
