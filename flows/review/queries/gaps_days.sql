-- none: No day of {year} lies outside what is known: the source's list of activities was read from before it to after
--   it.
-- some: {days day|days} of {year} {days? lies|lie} outside what is known: {early|none} before the history begins and
--   {late|none} after the last day that is known completely.
WITH
  ends AS (
    SELECT first_date, complete_until, least(max(local_date), make_date($year, 12, 31)) AS last_day
    FROM core.history
    JOIN mart.daily_training USING (athlete_id)
    WHERE athlete_id = $athlete_id
    GROUP BY ALL
  ),
  known AS (
    SELECT
      $year AS year,
      greatest(date_diff('day', make_date($year, 1, 1), least(first_date, make_date($year + 1, 1, 1))), 0) AS early,
      greatest(date_diff('day', greatest(complete_until, make_date($year - 1, 12, 31)), last_day), 0) AS late,
      early + late AS days
    FROM ends
  )
SELECT *, CASE WHEN days = 0 THEN 'none' ELSE 'some' END AS said
FROM known
