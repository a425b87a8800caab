-- A duplicate names an activity that itself counts.
SELECT d.athlete_id, d.activity_id, d.duplicate_of FROM core.activities d
LEFT JOIN core.activities k ON k.athlete_id = d.athlete_id AND k.activity_id = d.duplicate_of
WHERE d.duplicate_of IS NOT NULL AND (k.activity_id IS NULL OR k.duplicate_of IS NOT NULL)
