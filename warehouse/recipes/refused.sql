-- What did the warehouse refuse, and why?
-- Records that broke a rule stand in raw, untouched, and in no table; without them totals are too small. Look closer
-- with `fivefold quarantine list`.
SELECT athlete_id, table_name, rule, count(*) AS records, min(first_seen_at) AS first_seen_at,
       max(last_seen_at) AS last_seen_at, arg_max(reason, last_seen_at) AS latest_reason
FROM ops.quarantine GROUP BY athlete_id, table_name, rule ORDER BY athlete_id, records DESC, table_name, rule
