-- none: No strength session counts in {year}.
-- other: No strength session counts in {year}; {other} {other? was|were} not heavy.
-- some: {sessions strength session|strength sessions} {sessions? counts|count} ({median_min} minutes in the median, where
--   about {asked_min} are asked for): {heavy|none} {heavy? was|were} heavy by {heavy? its|their} sets, and {untold|none}
--   {untold? has|have} no sets in {untold? its|their} text and {untold? counts|count} however heavy
--   {untold? it was|they were}. {other more|more} {other? was|were} not heavy and {other? does|do} not count.
SELECT
  $year AS year,
  45 AS asked_min,
  count(*) FILTER (counts) AS sessions,
  count(*) FILTER (counts AND kind <> 'unknown') AS heavy,
  count(*) FILTER (counts AND kind = 'unknown') AS untold,
  count(*) FILTER (NOT counts) AS other,
  round(median(dose) FILTER (counts))::BIGINT AS median_min,
  CASE WHEN sessions > 0 THEN 'some' WHEN other > 0 THEN 'other' ELSE 'none' END AS said
FROM mart.sessions done
WHERE
  athlete_id = $athlete_id
  AND intervention = 'strength'
  AND year(local_date) = $year
  AND reason NOT LIKE '%recorded the same workout and counts.'
  AND coalesce(json_extract_string(evidence, '$.kept_id'), activity_id::VARCHAR) = activity_id::VARCHAR
