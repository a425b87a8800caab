-- none: No week of {year} can be judged against the plan yet.
-- some: Counting the four weekly items together, the plan was met in {met|none} of {judged week|weeks} that can be
--   judged ({met_pct} %), in part in {partly|none} and not in {missed|none}. {unknown more|more} cannot be judged: the
--   data does not tell, which is not the same as missed.
-- all_judged: Counting the four weekly items together, the plan was met in {met|none} of {judged week|weeks} that can
--   be judged ({met_pct} %), in part in {partly|none} and not in {missed|none}.
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
