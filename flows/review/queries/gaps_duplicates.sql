-- some: {copies duplicate recording of a workout|duplicate recordings of workouts} {copies? is|are} left out of every figure
--   here.
SELECT count(*) AS copies, 'some' AS said
FROM core.activities
WHERE athlete_id = $athlete_id AND year(local_date) = $year AND duplicate_of IS NOT NULL
HAVING count(*) > 0
