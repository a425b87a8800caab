-- How many hours of cross-training were easy, and how many too hard to count?
-- By year; `untold_hours` count, though neither heart rate nor power nor a rating says how hard they were.
SELECT athlete_id, year(local_date) AS year, count(*) AS sessions, round(sum(dose) FILTER (counts), 1) AS counted_hours,
       round(coalesce(sum(dose) FILTER (counts AND (evidence ->> '$.witness') IS NULL AND decided_by = 'rule'), 0), 1)
           AS untold_hours,
       round(coalesce(sum(dose) FILTER (NOT counts), 0), 1) AS too_hard_hours
FROM mart.sessions WHERE intervention = 'cross_training' GROUP BY athlete_id, year ORDER BY athlete_id, year
