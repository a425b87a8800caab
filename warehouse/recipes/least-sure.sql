-- Which verdicts should I look at myself?
-- The three least sure of each intervention that counted in the last twelve months; a low confidence is a doubt, not a
-- mistake, and `fivefold explain ID` shows what it rests on.
SELECT athlete_id, intervention, confidence, local_date AS day, activity_id, reason FROM mart.sessions
JOIN (SELECT athlete_id, max(local_date) AS today FROM mart.daily_training GROUP BY athlete_id) USING (athlete_id)
WHERE counts AND local_date > today - INTERVAL 1 YEAR
QUALIFY row_number() OVER (PARTITION BY athlete_id, intervention
                           ORDER BY confidence, local_date DESC, activity_id) <= 3
ORDER BY athlete_id, intervention, confidence, day DESC, activity_id
