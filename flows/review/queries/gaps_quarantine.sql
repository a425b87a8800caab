-- none: No record is in quarantine.
-- some: {records record|records} of whatever year {records? is|are} in quarantine, {records? it|each} having broken a
--   rule that {records? its|their} table keeps; see {records? it|them} with: fivefold quarantine list.
SELECT count(DISTINCT (payload_id, record_id)) AS records, CASE WHEN records = 0 THEN 'none' ELSE 'some' END AS said
FROM ops.quarantine
WHERE athlete_id = $athlete_id
