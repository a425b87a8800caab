-- What are my heat sessions, and how long?
-- What counted, by kind; prescribed are 20 to 30 minutes. Minutes are what was recorded or written down, and a session
-- that states none is counted without them.
SELECT athlete_id, kind, count(*) AS sessions, count(dose) AS with_minutes, round(median(dose)) AS median_minutes,
       count(*) FILTER (dose BETWEEN 20 AND 30) AS of_20_to_30_minutes, count(*) FILTER (dose < 20) AS shorter,
       count(*) FILTER (dose > 30) AS longer, max(local_date) AS latest
FROM mart.sessions WHERE intervention = 'heat' AND counts
GROUP BY athlete_id, kind ORDER BY athlete_id, sessions DESC, kind
