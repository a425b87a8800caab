-- one_read: The only line that looks like sets could be read.
-- all_read: Every one of {lines line|lines} that look like sets could be read.
-- some: {parsed|none} of {lines line|lines} that {lines? looks|look} like sets could be read; {unread} could not, and what
--   {unread? it holds|they hold} is unknown.
SELECT
  sum(json_extract(evidence, '$.candidate_lines')::BIGINT)::BIGINT AS lines,
  sum(json_extract(evidence, '$.parsed_lines')::BIGINT)::BIGINT AS parsed,
  lines - parsed AS unread,
  CASE WHEN unread > 0 THEN 'some' WHEN lines = 1 THEN 'one_read' ELSE 'all_read' END AS said
FROM mart.sessions
WHERE athlete_id = $athlete_id AND intervention = 'strength' AND year(local_date) = $year
HAVING lines > 0
