-- none: No passive heat session counts in {year}.
-- unmeasured: {sessions passive heat session|passive heat sessions} {sessions? counts|count}, of unknown length.
-- one: One passive heat session counts, of {minutes minute|minutes}, where {asked_from_min} to {asked_to_min} are asked
--   for.
-- some: {sessions passive heat session|passive heat sessions} {sessions? counts|count}, {minutes minute|minutes} in
--   all, {median_min} in the median. {is_asked|none} {is_asked? was|were} {asked_from_min} to {asked_to_min} minutes
--   long as asked, {is_short|none} shorter and {is_long|none} longer.
-- some_unmeasured: {sessions passive heat session|passive heat sessions} {sessions? counts|count}, {untimed} of unknown
--   length. The others took {minutes minute|minutes} in all, {median_min} in the median. {is_asked|none}
--   {is_asked? was|were} {asked_from_min} to {asked_to_min} minutes long as asked, {is_short|none} shorter and
--   {is_long|none} longer.
WITH
  rules AS (SELECT 20 AS asked_from_min, 30 AS asked_to_min)
SELECT
  $year AS year,
  rules.*,
  count(activity_id) AS sessions,
  count(activity_id) FILTER (dose IS NULL) AS untimed,
  round(sum(dose))::BIGINT AS minutes,
  round(median(dose))::BIGINT AS median_min,
  count(*) FILTER (round(dose) BETWEEN asked_from_min AND asked_to_min) AS is_asked,
  count(*) FILTER (round(dose) < asked_from_min) AS is_short,
  count(*) FILTER (round(dose) > asked_to_min) AS is_long,
  CASE
    WHEN sessions = 0 THEN 'none'
    WHEN untimed = sessions THEN 'unmeasured'
    WHEN untimed > 0 THEN 'some_unmeasured'
    WHEN sessions = 1 THEN 'one'
    ELSE 'some'
  END AS said
FROM rules
LEFT JOIN mart.sessions done
  ON athlete_id = $athlete_id AND intervention = 'heat' AND counts AND year(local_date) = $year
GROUP BY ALL
