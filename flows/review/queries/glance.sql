-- table: The five items: what the plan asked for, and what was done. A week belongs to the year of its Thursday.
WITH
  items(place, intervention, item) AS (
    VALUES
      (1, 'hill_sprints', 'Hill sprints'),
      (2, 'monthly_mileage', 'Monthly distance records'),
      (3, 'heat', 'Heat'),
      (4, 'cross_training', 'Cross-training'),
      (5, 'strength', 'Heavy strength')
  ),
  weeks AS (
    SELECT
      *,
      concat_ws('–', printf('%g', target_min), CASE WHEN target_max > target_min THEN printf('%g', target_max) END)
      || CASE WHEN unit = 'hours' THEN ' h' WHEN target_max = 1 THEN ' session' ELSE ' sessions' END
      || ' a week' AS target
    FROM mart.weekly_adherence
    WHERE athlete_id = $athlete_id AND isoyear(week_start) = $year
  ),
  targets AS (
    SELECT intervention, string_agg(target, ', then ' ORDER BY since) AS asked
    FROM (SELECT intervention, target, min(week_start) AS since FROM weeks WHERE status <> 'not_due' GROUP BY ALL)
    GROUP BY intervention
  ),
  statuses AS (
    SELECT
      intervention,
      count(*) FILTER (status = 'met') AS weeks_met,
      count(*) FILTER (status = 'partial') AS partly_met,
      count(*) FILTER (status = 'missed') AS missed,
      count(*) FILTER (status = 'unknown') AS unknown,
      count(*) FILTER (status = 'not_due') AS not_due,
      count(*) FILTER (status = 'in_progress') AS under_way
    FROM weeks
    GROUP BY intervention
  ),
  sessions AS (
    SELECT
      intervention,
      CASE
        WHEN intervention = 'cross_training' THEN round(sum(dose), 1) || ' h'
        WHEN count(*) = 1 THEN '1 session'
        ELSE count(*) || ' sessions'
      END AS done
    FROM mart.sessions
    WHERE athlete_id = $athlete_id AND year(local_date) = $year AND counts
    GROUP BY intervention
  ),
  records AS (
    SELECT
      'monthly_mileage' AS intervention,
      CASE
        WHEN status = 'not_due' THEN 'nothing'
        ELSE
          concat_ws('–', printf('%g', target_min), CASE WHEN target_max > target_min THEN printf('%g', target_max) END)
          || CASE WHEN target_max = 1 THEN ' record a year' ELSE ' records a year' END
      END AS asked,
      records || CASE WHEN records = 1 THEN ' record' ELSE ' records' END AS done
    FROM mart.yearly_adherence
    WHERE athlete_id = $athlete_id AND year = $year
  )
SELECT
  item,
  coalesce(r.asked, t.asked, CASE WHEN weeks_met IS NULL THEN 'not judged' ELSE 'nothing' END) AS asked,
  coalesce(r.done, s.done, CASE WHEN items.intervention = 'cross_training' THEN 'no hours' ELSE 'none' END) AS done,
  weeks_met,
  partly_met,
  missed,
  unknown,
  not_due,
  under_way
FROM items
LEFT JOIN targets t USING (intervention)
LEFT JOIN statuses USING (intervention)
LEFT JOIN sessions s USING (intervention)
LEFT JOIN records r USING (intervention)
ORDER BY place
