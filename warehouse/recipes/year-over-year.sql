-- Do I run more than a year ago?
-- The month under way is compared with the same days of last year; a month that was not wholly known then is left out.
WITH days AS (
    SELECT athlete_id, date_trunc('month', local_date)::DATE AS month, day(local_date) AS day_of_month, run_distance_m,
           max(local_date) OVER (PARTITION BY athlete_id) AS today
    FROM mart.daily_training
), months AS (
    SELECT athlete_id, month, today, sum(run_distance_m) AS distance_m FROM days
    WHERE month > today - INTERVAL 1 YEAR GROUP BY ALL
)
SELECT athlete_id, strftime(now.month, '%Y-%m') AS month, round(now.distance_m / 1000, 1) AS km,
       round(sum(ago.run_distance_m) / 1000, 1) AS km_a_year_ago,
       round((now.distance_m - sum(ago.run_distance_m)) / 1000, 1) AS more_km,
       if(now.month = date_trunc('month', now.today), 'first ' || day(now.today) || ' days', 'whole month') AS compared
FROM months AS now
JOIN mart.monthly_volume AS whole USING (athlete_id)
JOIN days AS ago USING (athlete_id)
WHERE whole.sport_group = 'run' AND whole.is_complete AND whole.month = now.month - INTERVAL 1 YEAR
  AND ago.month = whole.month
  AND (now.month < date_trunc('month', now.today) OR ago.day_of_month <= day(now.today))
GROUP BY athlete_id, now.month, now.distance_m, now.today ORDER BY athlete_id, now.month
