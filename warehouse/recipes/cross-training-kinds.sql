-- What do I do as cross-training?
-- All sessions by kind, in hours as the plan counts them: an e-bike's hour counts half, and walks none.
SELECT athlete_id, kind, count(*) AS sessions, count(*) FILTER (counts) AS counted, round(sum(dose), 1) AS hours,
       round(median(dose), 1) AS median_hours, max(local_date) AS latest
FROM mart.sessions WHERE intervention = 'cross_training' GROUP BY athlete_id, kind ORDER BY athlete_id, hours DESC, kind
