"""Years of `dashboard_life` with all that charts show: reps, hills, lifts, efficiency, and what is unknown."""

from datetime import date
from pathlib import Path

from tests.dashboard_life import ten_years
from transforms.counted_sessions import SAME_WORKOUT
from warehouse.database import Warehouse

FIRST_MONDAY = date(2024, 10, 7)
#: A month with a gap in the data, and one with too little of it for efficiency.
GAP_MONTH, SHORT_MONTH = date(2026, 3, 1), date(2026, 5, 1)

#: Every fifth session of hill sprints is merely possible, every seventh was not measured; on three hills in turn.
REPS = """
UPDATE mart.sessions SET kind = 'possible_hill_sprints', counts = FALSE
WHERE intervention = 'hill_sprints' AND activity_id % 5 = 0;
INSERT INTO mart.hill_sprint_reps
SELECT athlete_id, activity_id, n, 130 * n, 7.5 + (activity_id + n) % 4, 38, 5, 12, 4.4, 5.1, 36, 4.5, 6.2,
       CASE WHEN n < 6 THEN 70 + (activity_id * n) % 60 END, CASE WHEN n < 6 THEN 1.1 END,
       CASE WHEN n < 6 THEN CASE WHEN n = 3 THEN 'jog' ELSE 'walk' END END, TRUE,
       CASE WHEN n < 6 THEN 70 + (activity_id * n) % 60 >= 85 END, TRUE, 'hill', 0.9
FROM mart.sessions, range(1, 7) r(n) WHERE intervention = 'hill_sprints' AND activity_id % 7 > 0;
INSERT INTO mart.hill_progress BY NAME
SELECT athlete_id, (activity_id % 3)::VARCHAR AS hill_id, activity_id, activity_id % 3 + 1 AS hill_number,
       row_number() OVER (PARTITION BY activity_id % 3 ORDER BY local_date, activity_id) AS session_number, local_date,
       6 AS reps, 5 AS measured_reps, 12 AS mean_grade_pct, 4.5 + activity_id % 10 / 20 AS median_first_8s_speed_mps,
       0.12 AS speed_error_mps, activity_id % 4 = 0 AS is_change_from_first_measurable, 3 AS trend_sessions,
       -0.004 AS trend_mps_per_week, FALSE AS is_trend_measurable
FROM mart.sessions WHERE intervention = 'hill_sprints' AND activity_id % 7 > 0;
"""

#: Strength of every kind, one recording that another stands for; hours that were easy, too hard, or nobody knows.
KINDS = """
UPDATE mart.sessions
SET kind = ['heavy', 'heavy', 'mixed', 'hypertrophy', 'endurance', 'unknown'][activity_id % 6 + 1],
    counts = activity_id % 6 IN (0, 1, 5)
WHERE intervention = 'strength';
UPDATE mart.sessions SET evidence = '{"kept_id": 1}', counts = FALSE
WHERE intervention = 'strength' AND activity_id % 11 = 0;
UPDATE mart.sessions SET counts = activity_id % 3 > 0, evidence = CASE WHEN activity_id % 3 < 2
    THEN '{"witness": "heart-rate samples"}' ELSE '{"witness": null}' END
WHERE intervention = 'cross_training';
INSERT INTO mart.sessions
SELECT * REPLACE ('heat' AS intervention, 'active_heat' AS kind, 40 AS dose, 'minutes' AS dose_unit, FALSE AS counts)
FROM mart.sessions WHERE intervention = 'hill_sprints' AND month(local_date) = 7;
"""

LIFTS = """
INSERT INTO mart.strength_progression
SELECT athlete_id, week_start, lift, 100 + week(week_start) % 9, 3000, 9, NULL, week(week_start) % 8 = 0
FROM (SELECT DISTINCT athlete_id, date_trunc('week', local_date)::DATE AS week_start FROM mart.sessions
      WHERE intervention = 'strength'), unnest(['squat', 'deadlift']) l(lift);
"""

#: What is no session to the athlete: another recording of one that counts, or what a label says is none.
NO_SESSIONS = f"""
UPDATE mart.sessions SET counts = FALSE, reason = reason || ' Activity 1 {SAME_WORKOUT}'
WHERE intervention IN ('hill_sprints', 'cross_training') AND activity_id % 17 = 0;
UPDATE mart.sessions SET decided_by = 'label', counts = intervention = 'cross_training' AND activity_id % 2 = 0
WHERE intervention IN ('cross_training', 'strength') AND activity_id % 13 = 0 AND activity_id % 17 > 0;
"""

MONTHS = f"""
UPDATE mart.monthly_volume SET is_complete = FALSE WHERE month = '{GAP_MONTH}';
DELETE FROM mart.monthly_records WHERE month = '{GAP_MONTH}';
INSERT INTO mart.running_efficiency
SELECT athlete_id, month, 9, 70, 1.2 + month(month) / 100, 1.17 + month(month) / 100, 1.24 + month(month) / 100, 0.05
FROM mart.monthly_volume WHERE sport_group = 'run' AND month <> '{SHORT_MONTH}';
"""


def charted(warehouse: Warehouse, plan_path: Path) -> None:
    """Fill core, mart and ops with more than two years: more than charts show."""
    ten_years(warehouse, plan_path, FIRST_MONDAY)
    warehouse.execute(REPS + KINDS + NO_SESSIONS + LIFTS + MONTHS)
