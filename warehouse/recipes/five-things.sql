-- Am I doing the five things?
-- The last twelve full weeks, and for monthly mileage the years; an unknown week is neither kept nor broken, and weeks
-- in which nothing was due are left out.
SELECT athlete_id, intervention, 'weeks' AS counted, count(*) FILTER (status = 'met') AS met,
       count(*) FILTER (status = 'partial') AS partial, count(*) FILTER (status = 'missed') AS missed,
       count(*) FILTER (status = 'unknown') AS unknown
FROM (SELECT *, max(week_start) OVER (PARTITION BY athlete_id) AS this_week FROM mart.weekly_adherence)
WHERE week_start < this_week AND week_start >= this_week - 84 AND status <> 'not_due'
GROUP BY athlete_id, intervention
UNION ALL
SELECT athlete_id, 'monthly_mileage', 'years', count(*) FILTER (status = 'met'), count(*) FILTER (status = 'partial'),
       count(*) FILTER (status = 'missed'), count(*) FILTER (status = 'unknown')
FROM mart.yearly_adherence WHERE status NOT IN ('not_due', 'in_progress') GROUP BY athlete_id
ORDER BY athlete_id, intervention
