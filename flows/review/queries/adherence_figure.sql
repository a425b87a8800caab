-- figure: Weeks of each month by verdict. What cannot be judged is unknown, not missed.
SELECT
  month,
  intervention,
  weeks_met AS met,
  weeks_partial AS partly,
  weeks_missed AS missed,
  weeks_unknown AS unknown
FROM mart.monthly_adherence
WHERE athlete_id = $athlete_id AND year(month) = $year AND weeks_due > 0
ORDER BY month, intervention
