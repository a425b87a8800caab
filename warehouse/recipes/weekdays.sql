-- On which weekday do I do what?
-- What counted in the last twelve months, by the athlete's local day; a session that nobody wrote down is on none.
SELECT athlete_id, intervention, count(*) AS sessions,
       count(*) FILTER (day = 1) AS mon, count(*) FILTER (day = 2) AS tue,
       count(*) FILTER (day = 3) AS wed, count(*) FILTER (day = 4) AS thu, count(*) FILTER (day = 5) AS fri,
       count(*) FILTER (day = 6) AS sat, count(*) FILTER (day = 7) AS sun
FROM (
    SELECT athlete_id, intervention, isodow(local_date) AS day FROM mart.sessions
    JOIN (SELECT athlete_id, max(local_date) AS today FROM mart.daily_training GROUP BY athlete_id) USING (athlete_id)
    WHERE counts AND local_date > today - INTERVAL 1 YEAR
)
GROUP BY athlete_id, intervention ORDER BY athlete_id, intervention
