-- some: {coarse|none} of {recorded run|runs} with samples {coarse? was|were} recorded too coarsely to tell seconds, that is for
--   {coarse_pct} % of the time or more in steps of {step_s} s or longer; in {undecided run|runs} it cannot be
--   decided whether there were hill sprints.
WITH
  rules AS (SELECT 30 AS coarse_pct, 3 AS step_s)
SELECT
  rules.*,
  count(*) AS recorded,
  count(*) FILTER (100 * coarse_share >= coarse_pct) AS coarse,
  (
    SELECT count(*)
    FROM mart.sessions
    WHERE
      athlete_id = $athlete_id
      AND intervention = 'hill_sprints'
      AND kind IN ('insufficient_resolution', 'unverifiable')
      AND year(local_date) = $year
  ) AS undecided,
  'some' AS said
FROM core.activities
JOIN core.stream_quality USING (athlete_id, activity_id), rules
WHERE athlete_id = $athlete_id AND year(local_date) = $year AND sport_group = 'run' AND duplicate_of IS NULL
GROUP BY ALL
HAVING coarse > 0 OR undecided > 0
