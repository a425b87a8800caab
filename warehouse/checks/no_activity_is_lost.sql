-- Every activity of raw that core has been brought up to is in core, in quarantine, or gone from the source.
WITH done AS (SELECT payload_id FROM ops.derivation WHERE stage = 'core'), records AS (
    SELECT athlete_id, activity_id, payload_id, 200 AS http_status FROM raw.summaries
    UNION ALL
    SELECT athlete_id, activity_id, payload_id, http_status FROM raw.payloads WHERE kind = 'activity'
), newest AS (
    SELECT athlete_id, activity_id, max(payload_id) AS payload_id, arg_max(http_status, payload_id) AS http_status
    FROM records GROUP BY ALL
)
SELECT athlete_id, activity_id, payload_id FROM newest
ANTI JOIN core.activities USING (athlete_id, activity_id)
WHERE http_status <> 404 AND payload_id <= (FROM done) AND (athlete_id, activity_id::VARCHAR) NOT IN (
    SELECT (athlete_id, record_id) FROM ops.quarantine WHERE table_name = 'core.activities'
)
