-- coarse: {coarse} of {recorded run|runs} with samples {coarse? was|were} recorded too coarsely to tell seconds: in
--   steps of {step_s} s or longer for {coarse_pct} % of the time or more.
-- undecided: {coarse|none} of {recorded run|runs} with samples {coarse? was|were} recorded too coarsely to tell
--   seconds, in steps of {step_s} s or longer for {coarse_pct} % of the time or more. {undecided run|runs} may have
--   held hill sprints that cannot be told from the recording.
WITH
  rules AS (SELECT 30 AS coarse_pct, 3 AS step_s),
  recordings AS (
    SELECT count(*) AS recorded, count(*) FILTER (100 * coarse_share >= coarse_pct) AS coarse
    FROM core.activities
    JOIN core.stream_quality USING (athlete_id, activity_id), rules
    WHERE athlete_id = $athlete_id AND year(local_date) = $year AND sport_group = 'run' AND duplicate_of IS NULL
  ),
  undecided_runs AS (
    SELECT count(*) AS undecided
    FROM mart.sessions
    WHERE
      athlete_id = $athlete_id
      AND intervention = 'hill_sprints'
      AND kind IN ('insufficient_resolution', 'unverifiable')
      AND year(local_date) = $year
  )
SELECT *, CASE WHEN undecided > 0 THEN 'undecided' ELSE 'coarse' END AS said
FROM rules, recordings, undecided_runs
WHERE coarse > 0 OR undecided > 0
