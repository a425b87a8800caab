-- none: Every day of {year} is known: the source's list of activities was read from before its beginning to after its end.
-- some: {days day|days} of {year} {days? lies|lie} outside what is known: {early|none} before the history begins and {late|none}
--   after the last day that is known completely.
WITH
  known AS (
    SELECT
      $year AS year,
      greatest(date_diff('day', make_date($year, 1, 1), least(first_date, make_date($year + 1, 1, 1))), 0) AS early,
      greatest(date_diff('day', greatest(complete_until, make_date($year - 1, 12, 31)), make_date($year, 12, 31)), 0) AS late,
      early + late AS days
    FROM core.history
    WHERE athlete_id = $athlete_id
  )
SELECT *, CASE WHEN days = 0 THEN 'none' ELSE 'some' END AS said
FROM known
