-- What is still to do by Sunday?
-- Of the week under way; what was done today and is not synced yet is missing, and a declared break asks for nothing.
SELECT athlete_id, week_start + 6 AS sunday, intervention, round(actual, 2) AS done, target_min AS asked, unit,
       if(status = 'not_due', 0, round(greatest(target_min - actual, 0), 2)) AS still_to_do, status
FROM mart.weekly_adherence
QUALIFY week_start = max(week_start) OVER (PARTITION BY athlete_id) ORDER BY athlete_id, intervention
