-- none: No strength session was found in {year}.
-- other: No strength session counts in {year}; {other} {other? does|do} not.
-- heavy: {sessions strength session|strength sessions} {sessions? counts|count}, heavy by
--   {sessions? its|their} sets, with {median_min} {sessions? minutes|minutes in the median} where about {asked_min} are asked for.
-- untold: {sessions strength session|strength sessions} {sessions? counts|count}, with {median_min}
--   {sessions? minutes|minutes in the median} where about {asked_min} are asked for. {sessions? It has|They have} no
--   sets in {sessions? its|their} text, so how heavy {sessions? it was|they were} is unknown.
-- both: {sessions strength session|strength sessions} {sessions? counts|count}, with {median_min} minutes in the median
--   where about {asked_min} are asked for: {heavy} heavy by {heavy? its|their} sets, and {untold} without
--   sets in {untold? its|their} text, so how heavy {untold? it was|they were} is unknown.
SELECT
  $year AS year,
  45 AS asked_min,
  count(*) FILTER (counts) AS sessions,
  count(*) FILTER (counts AND kind <> 'unknown') AS heavy,
  count(*) FILTER (counts AND kind = 'unknown') AS untold,
  count(*) FILTER (NOT counts) AS other,
  round(median(dose) FILTER (counts))::BIGINT AS median_min,
  CASE
    WHEN sessions = 0 AND other = 0 THEN 'none'
    WHEN sessions = 0 THEN 'other'
    WHEN untold = 0 THEN 'heavy'
    WHEN heavy = 0 THEN 'untold'
    ELSE 'both'
  END AS said
FROM mart.sessions done
WHERE
  athlete_id = $athlete_id
  AND intervention = 'strength'
  AND year(local_date) = $year
  AND (counts OR decided_by <> 'label')
  AND reason NOT LIKE '%recorded the same workout and counts.'
  AND coalesce(json_extract_string(evidence, '$.kept_id'), activity_id::VARCHAR) = activity_id::VARCHAR
