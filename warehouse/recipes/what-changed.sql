-- What changed at Strava lately, and what did that change here?
-- The newest twenty; a new activity is no change. `record:`, `adherence:` and `verdict:` are what followed, not what
-- the source said, and values are texts of the athlete's.
SELECT athlete_id, changed_at, activity_id, field, old_value, new_value FROM ops.changes
QUALIFY row_number() OVER (PARTITION BY athlete_id ORDER BY changed_at DESC, activity_id, field) <= 20
ORDER BY athlete_id, changed_at DESC, activity_id, field
