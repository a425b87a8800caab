-- Every rep belongs to an activity that has a hill-sprint verdict.
SELECT r.athlete_id, r.activity_id, r.rep_number FROM mart.hill_sprint_reps r
ANTI JOIN (SELECT * FROM mart.sessions WHERE intervention = 'hill_sprints') s USING (athlete_id, activity_id)
