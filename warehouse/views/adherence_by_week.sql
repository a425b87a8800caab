-- One row per week, a column per intervention.
--
-- The grid that people look at: statuses, and what was done, in sessions or, for cross-training, hours.
--
-- Misleads:
-- - A column is null where the plan has no such intervention; that is not `missed`.
-- - The last row is the week under way, mostly `in_progress`.
-- - Monthly mileage is judged by the year and is not here: `mart.yearly_adherence`.
--
-- Example: In which weeks did I keep all four?
--     SELECT week_start FROM mart.adherence_by_week
--     WHERE hill_sprints = 'met' AND heat = 'met' AND cross_training = 'met' AND strength = 'met' ORDER BY week_start
CREATE OR REPLACE VIEW mart.adherence_by_week AS
SELECT athlete_id, week_start,
       any_value(status) FILTER (intervention = 'hill_sprints') AS hill_sprints,
       any_value(status) FILTER (intervention = 'heat') AS heat,
       any_value(status) FILTER (intervention = 'cross_training') AS cross_training,
       any_value(status) FILTER (intervention = 'strength') AS strength,
       any_value(actual) FILTER (intervention = 'hill_sprints') AS hill_sprints_actual,
       any_value(actual) FILTER (intervention = 'heat') AS heat_actual,
       any_value(actual) FILTER (intervention = 'cross_training') AS cross_training_actual,
       any_value(actual) FILTER (intervention = 'strength') AS strength_actual
FROM mart.weekly_adherence GROUP BY athlete_id, week_start;
COMMENT ON VIEW mart.adherence_by_week IS 'One row per week, a column per intervention.';
COMMENT ON COLUMN mart.adherence_by_week.athlete_id IS 'Strava''s athlete id.';
COMMENT ON COLUMN mart.adherence_by_week.week_start IS 'Monday of the ISO week.';
COMMENT ON COLUMN mart.adherence_by_week.hill_sprints IS 'Verdict on the week.';
COMMENT ON COLUMN mart.adherence_by_week.heat IS 'Verdict on the week.';
COMMENT ON COLUMN mart.adherence_by_week.cross_training IS 'Verdict on the week.';
COMMENT ON COLUMN mart.adherence_by_week.strength IS 'Verdict on the week.';
COMMENT ON COLUMN mart.adherence_by_week.hill_sprints_actual IS 'Sessions that count.';
COMMENT ON COLUMN mart.adherence_by_week.heat_actual IS 'Sessions that count.';
COMMENT ON COLUMN mart.adherence_by_week.cross_training_actual IS 'Hours that count.';
COMMENT ON COLUMN mart.adherence_by_week.strength_actual IS 'Sessions that count.';
