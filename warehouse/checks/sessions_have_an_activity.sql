-- Every verdict is about an activity that exists.
SELECT s.athlete_id, s.activity_id, s.intervention FROM mart.sessions s ANTI JOIN core.activities USING (athlete_id, activity_id)
