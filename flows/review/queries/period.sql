-- nothing: No activity is in this warehouse yet. There will be a review once there is one: run fivefold sync, or
--   fivefold demo to see what it looks like.
-- before: Nothing is known of {year}: the first activity in this warehouse is of {first_date}. That is not a year
--   without training.
-- after: Nothing is known of {year}: the last day that this warehouse knows completely is {complete_until}. Bring it up
--   to date with: fivefold sync.
-- only_logged: Of {year}, {activities session|sessions} logged by hand {activities? is|are} all that is known, so no
--   week of it can be judged.
-- unlisted: {activities activity|activities} of {year} {activities? is|are} known, and more may exist: no day of the
--   year is known completely yet.
-- so_far: This is {year} so far, as of {complete_until}: {activities activity|activities} on {active_days day|days}.
-- part_so_far: This is {year} so far, as of {complete_until}: {activities activity|activities} on
--   {active_days day|days}. The history begins on {first_date}; what came before is unknown.
-- part: This is {year} from {first_date} on, when the history begins: {activities activity|activities} on
--   {active_days day|days}. What came before is unknown.
-- whole: This is the whole of {year}: {activities activity|activities} on {active_days day|days}.
WITH
  known AS (
    SELECT max(first_date) AS first_date, max(complete_until) AS complete_until
    FROM core.history
    WHERE athlete_id = $athlete_id
  ),
  done AS (
    SELECT count(*) AS activities, count(DISTINCT local_date) AS active_days
    FROM core.activities
    WHERE athlete_id = $athlete_id AND year(local_date) = $year AND duplicate_of IS NULL
  ),
  judged AS (
    SELECT
      *,
      CASE
        WHEN first_date IS NULL AND activities = 0 THEN 'nothing'
        WHEN first_date IS NULL THEN 'only_logged'
        WHEN year(first_date) > $year AND activities = 0 THEN 'before'
        WHEN year(first_date) > $year THEN 'only_logged'
        WHEN year(complete_until) < $year AND activities = 0 THEN 'after'
        WHEN complete_until < greatest(first_date, make_date($year, 1, 1)) THEN 'unlisted'
        WHEN complete_until < make_date($year, 12, 31) AND first_date > make_date($year, 1, 1) THEN 'part_so_far'
        WHEN complete_until < make_date($year, 12, 31) THEN 'so_far'
        WHEN first_date > make_date($year, 1, 1) THEN 'part'
        ELSE 'whole'
      END AS said
    FROM known, done
  )
SELECT $year AS year, *, said NOT IN ('nothing', 'before', 'after') AS is_known
FROM judged
