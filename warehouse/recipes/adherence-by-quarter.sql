-- Which of the five do I keep, quarter by quarter?
-- Weeks met of weeks that could be judged; unknown weeks are in neither number, and a quarter under way counts the
-- weeks that are over. A week belongs to the quarter that holds its Thursday.
SELECT athlete_id, year(week_start + 3) || '-Q' || quarter(week_start + 3) AS quarter,
       intervention, count(*) FILTER (status = 'met') AS met,
       count(*) FILTER (status IN ('met', 'partial', 'missed')) AS judged,
       count(*) FILTER (status = 'unknown') AS unknown,
       round(100 * met / nullif(judged, 0)) AS met_pct
FROM mart.weekly_adherence WHERE status NOT IN ('not_due', 'in_progress')
GROUP BY athlete_id, quarter, intervention
QUALIFY dense_rank() OVER (PARTITION BY athlete_id ORDER BY quarter DESC) <= 5
ORDER BY athlete_id, intervention, quarter
