-- One row per week, a column per intervention: the grid that people look at.
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
