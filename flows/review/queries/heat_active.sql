-- some: {runs run|runs} in the heat {runs? is|are} shown apart and {runs? does|do} not count.
SELECT count(*) AS runs, 'some' AS said
FROM mart.sessions
WHERE athlete_id = $athlete_id AND intervention = 'heat' AND kind = 'active_heat' AND year(local_date) = $year
HAVING count(*) > 0
