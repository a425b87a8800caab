-- Samples that the source sent of an activity are in core or in quarantine, unless there were none.
WITH done AS (SELECT payload_id FROM ops.derivation WHERE stage = 'core'), newest AS (
    SELECT athlete_id, activity_id, max(payload_id) AS payload_id
    FROM raw.payloads WHERE kind = 'streams' GROUP BY ALL
), without AS (
    SELECT n.* FROM newest n
    JOIN core.activities a ON a.athlete_id = n.athlete_id AND a.activity_id = n.activity_id AND NOT a.has_streams
    WHERE n.payload_id <= (FROM done) AND (n.athlete_id, n.activity_id::VARCHAR) NOT IN (
        SELECT (athlete_id, record_id) FROM ops.quarantine WHERE table_name = 'core.streams'
    )
)
SELECT athlete_id, activity_id, payload_id FROM raw.payloads JOIN without USING (athlete_id, activity_id, payload_id)
WHERE http_status = 200 AND json_array_length(body, '$.time.data') > 0
