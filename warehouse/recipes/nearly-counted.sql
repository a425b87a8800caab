-- What nearly counted, and why did it not?
-- By kind, with the latest one's reason; if the rule is wrong about it, your label outranks every rule.
SELECT athlete_id, intervention, kind, count(*) AS sessions, max(local_date) AS latest,
       arg_max(activity_id, (local_date, activity_id)) AS activity_id,
       arg_max(reason, (local_date, activity_id)) AS reason
FROM mart.sessions WHERE NOT counts
GROUP BY athlete_id, intervention, kind ORDER BY athlete_id, intervention, sessions DESC, kind
