-- How many hours of cross-training were easy, and how many too hard to count?
-- By year; `untold_hours` count, though neither heart rate nor power, nor a rating or your log, says how hard they were.
SELECT athlete_id, year(local_date) AS year, count(*) AS sessions, round(sum(dose) FILTER (counts), 1) AS counted_hours,
       round(coalesce(sum(dose) FILTER (
           counts AND (decided_by = 'label' OR coalesce(evidence ->> '$.witness', evidence ->> '$.is_easy') IS NULL)
       ), 0), 1) AS untold_hours,
       round(coalesce(sum(dose) FILTER (NOT counts), 0), 1) AS too_hard_hours
FROM mart.sessions
WHERE intervention = 'cross_training' AND (counts OR decided_by <> 'label')
  AND reason NOT LIKE '%recorded the same workout and counts.'
GROUP BY athlete_id, year ORDER BY athlete_id, year
