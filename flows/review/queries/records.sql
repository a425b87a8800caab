-- not_planned: The plan asks for no monthly records; {records|none} {records? was|were} set in {year}.
-- not_due: No monthly record was due in {year}; {records|none} {records? was|were} set.
-- met: {records monthly record|monthly records} {records? was|were} set in {year}, where the plan asks for {target_min}
--   to {target_max} a year.
-- missed: {records monthly record|monthly records} {records? was|were} set in {year}, fewer than the {target_min} to
--   {target_max} a year that the plan asks for. After a plateau, fewer records are not a failure.
-- unknown: {records monthly record|monthly records} {records? is|are} known of {year}, where the plan asks for
--   {target_min} to {target_max} a year. Not every month is known, so the year cannot be judged.
-- in_progress: {records monthly record|monthly records} {records? has|have} been set in {year} so far, where the plan
--   asks for {target_min} to {target_max} a year.
SELECT
  $year AS year,
  (
    SELECT count(*)
    FROM mart.monthly_records
    WHERE athlete_id = $athlete_id AND year(month) = $year AND NOT is_provisional
  ) AS records,
  target_min::BIGINT AS target_min,
  target_max::BIGINT AS target_max,
  coalesce(replace(status, 'partial', 'missed'), 'not_planned') AS said
FROM (SELECT 1)
LEFT JOIN mart.yearly_adherence y ON athlete_id = $athlete_id AND y.year = $year
