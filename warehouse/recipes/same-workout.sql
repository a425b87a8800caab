-- Which recordings were taken for one workout?
-- The first is in no total and the second stands for it; if they were two workouts, `fivefold label ID --not-duplicate`
-- says so.
SELECT athlete_id, d.local_date AS day, d.activity_id AS left_out, d.sport_type, d.name, d.duplicate_of AS kept,
       k.name AS kept_name, d.duplicate_reason AS reason
FROM core.activities AS d LEFT JOIN core.activities AS k USING (athlete_id)
WHERE d.duplicate_of IS NOT NULL AND k.activity_id = d.duplicate_of
QUALIFY row_number() OVER (PARTITION BY athlete_id ORDER BY d.start_at DESC, d.activity_id) <= 10
ORDER BY athlete_id, day DESC, left_out
