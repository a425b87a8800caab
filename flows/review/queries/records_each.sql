-- record: {month}, with {km} km, beat the {old_km} km of {old_month} by {by_km} km; that record had stood for
--   {stood month|months}.
-- ahead: {month} is not over and has passed the {old_km} km of {old_month} already, with {km} km so far.
-- provisional: {month} is not over: with {km} km so far, a month like these weeks would end at about {projected_km} km,
--   against the {old_km} km of {old_month}.
SELECT
  strftime(month, '%B %Y') AS month,
  round(distance_m / 1000, 1) AS km,
  round(previous_record_m / 1000, 1) AS old_km,
  strftime(previous_record_month, '%B %Y') AS old_month,
  round(improvement_m / 1000, 1) AS by_km,
  months_stood AS stood,
  round(projected_distance_m / 1000)::BIGINT AS projected_km,
  CASE WHEN NOT is_provisional THEN 'record' WHEN improvement_m > 0 THEN 'ahead' ELSE 'provisional' END AS said
FROM mart.monthly_records
WHERE athlete_id = $athlete_id AND year(mart.monthly_records.month) = $year
ORDER BY mart.monthly_records.month
