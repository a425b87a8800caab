-- How many weeks in a row did I keep each of them?
-- Weeks that are unknown, not due or under way neither break a streak nor lengthen it; a streak that is not current was
-- ended by a partial or missed week.
WITH weeks AS (
    SELECT athlete_id, intervention, week_start, status,
           count(*) FILTER (status IN ('partial', 'missed'))
               OVER (PARTITION BY athlete_id, intervention ORDER BY week_start) AS streak
    FROM mart.weekly_adherence
), streaks AS (
    SELECT athlete_id, intervention, streak, count(*) AS weeks, min(week_start) AS first_week,
           max(week_start) AS last_week
    FROM weeks WHERE status = 'met' GROUP BY ALL
), current AS (
    SELECT athlete_id, intervention, max(streak) AS streak FROM weeks GROUP BY ALL
)
SELECT athlete_id, intervention, coalesce(longest.weeks, 0) AS longest, longest.first_week AS longest_from,
       longest.last_week AS longest_to, coalesce(now.weeks, 0) AS current
FROM current
LEFT JOIN streaks AS longest USING (athlete_id, intervention)
LEFT JOIN streaks AS now ON (now.athlete_id, now.intervention, now.streak) = (athlete_id, intervention, current.streak)
QUALIFY row_number() OVER (PARTITION BY athlete_id, intervention
                           ORDER BY longest.weeks DESC, longest.last_week DESC) = 1
ORDER BY athlete_id, intervention
