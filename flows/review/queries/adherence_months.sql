-- table: Weeks met, of the weeks of each month that can be judged. Weeks under way are left out.
WITH
  cells AS (
    SELECT
      month,
      intervention,
      CASE
        WHEN weeks_due = 0 THEN 'not due'
        WHEN weeks_due = weeks_unknown THEN 'unknown'
        ELSE weeks_met || ' of ' || (weeks_due - weeks_unknown)
          || CASE WHEN weeks_unknown > 0 THEN ', ' || weeks_unknown || ' unknown' ELSE '' END
      END AS cell
    FROM mart.monthly_adherence
    WHERE athlete_id = $athlete_id AND year(month) = $year
  )
SELECT
  strftime(month, '%B') AS month,
  max(cell) FILTER (intervention = 'hill_sprints') AS hill_sprints,
  max(cell) FILTER (intervention = 'heat') AS heat,
  max(cell) FILTER (intervention = 'cross_training') AS cross_training,
  max(cell) FILTER (intervention = 'strength') AS strength
FROM cells
GROUP BY cells.month
ORDER BY cells.month
