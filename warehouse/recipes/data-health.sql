-- Can I trust what I see?
-- Everything before `known_until` is here as far as the source listed it; what waits, is doubted or was refused may
-- move verdicts, and whatever was never recorded is in no table.
SELECT athlete_id, activities, first_date AS known_from, complete_until AS known_until,
       activities_pending AS waiting, coalesce(activities_to_check, 0) AS doubted, records_rejected AS refused,
       (SELECT count(*) FROM core.activities AS a WHERE a.athlete_id = f.athlete_id AND duplicate_of IS NOT NULL)
           AS second_recordings,
       (SELECT count(*) FROM mart.weekly_adherence AS w WHERE w.athlete_id = f.athlete_id AND status = 'unknown')
           AS unknown_verdicts
FROM ops.freshness AS f LEFT JOIN core.history USING (athlete_id) ORDER BY athlete_id
