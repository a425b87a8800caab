-- A week's number of sessions is the number of activities that stand as its evidence.
SELECT athlete_id, week_start, intervention, actual, evidence_ids FROM mart.weekly_adherence
WHERE unit = 'sessions' AND actual <> len(evidence_ids)
