-- some: {pending day|days} of {year} {pending? has|have} an activity whose details or samples are still to be fetched.
SELECT $year AS year, count(*) AS pending, 'some' AS said
FROM (SELECT unnest(pending_dates) AS day FROM core.history WHERE athlete_id = $athlete_id)
WHERE year(day) = $year
HAVING pending > 0
