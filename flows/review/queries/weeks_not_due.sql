-- some: In {not_due week|weeks} nothing was due.
SELECT count(*) FILTER (status = 'not_due') AS not_due, 'some' AS said
FROM mart.weekly_adherence
WHERE athlete_id = $athlete_id AND isoyear(week_start) = $year AND intervention = $intervention
HAVING not_due > 0 AND not_due < count(*)
