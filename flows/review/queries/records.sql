-- not_planned: The plan asks for no monthly records; {records|none} {records? was|were} set in {year}.
-- not_due: No monthly record was due in {year}; {records|none} {records? was|were} set.
-- met: {records monthly record|monthly records} {records? was|were} set in {year}, where the plan asks for {target_min} to
--   {target_max} a year.
-- missed: {records monthly record|monthly records} {records? was|were} set in {year}, fewer than the {target_min} to
--   {target_max} a year that the plan asks for. After a plateau, fewer records are not a failure.
-- unknown: {records monthly record|monthly records} {records? is|are} known of {year}, where the plan asks for
--   {target_min} to {target_max} a year. Not every month is known, so the year cannot be judged.
-- in_progress: {records monthly record|monthly records} {records? has|have} been set in {year} so far, where the plan
--   asks for {target_min} to {target_max} a year.
-- baseline: The first {baseline_months} months of a history are its baseline and set no record; {in_baseline} of them
--   {in_baseline? lies|lie} in {year}.
WITH
  months AS (
    SELECT month, row_number() OVER (ORDER BY month) AS place
    FROM mart.monthly_volume
    WHERE athlete_id = $athlete_id AND sport_group = 'run'
  ),
  rules AS (SELECT 6 AS baseline_months),
  judged AS (
    SELECT
      $year AS year,
      baseline_months,
      (SELECT count(*) FROM months WHERE year(month) = $year AND place <= baseline_months) AS in_baseline,
      (
        SELECT count(*) FROM mart.monthly_records
        WHERE athlete_id = $athlete_id AND year(month) = $year AND NOT is_provisional
      ) AS records,
      target_min::BIGINT AS target_min,
      target_max::BIGINT AS target_max,
      coalesce(replace(status, 'partial', 'missed'), 'not_planned') AS said
    FROM rules
    LEFT JOIN mart.yearly_adherence ON athlete_id = $athlete_id AND yearly_adherence.year = $year
  )
FROM judged
UNION ALL
SELECT * REPLACE ('baseline' AS said) FROM judged WHERE in_baseline > 0
