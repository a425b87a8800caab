-- Which month do I have to beat, and how far must I run each day that is left?
-- A record is 100 m more than any complete month; the days left include today, and the first six months of a history
-- set none. It says what a record would take, not that it would be wise.
WITH best AS (
    SELECT athlete_id, month, distance_m FROM mart.monthly_volume
    WHERE sport_group = 'run' AND is_complete AND distance_m > 0
    QUALIFY row_number() OVER (PARTITION BY athlete_id ORDER BY distance_m DESC, month) = 1
), today AS (
    SELECT athlete_id, max(local_date) AS today FROM mart.daily_training GROUP BY athlete_id
)
SELECT athlete_id, strftime(best.month, '%Y-%m') AS to_beat, round(best.distance_m / 1000, 1) AS its_km,
       round(now.distance_m / 1000, 1) AS km_so_far, last_day(today) - today + 1 AS days_left,
       ceil(greatest(best.distance_m + 100 - now.distance_m, 0) / 100 / days_left) / 10 AS km_a_day
FROM best JOIN today USING (athlete_id) JOIN mart.monthly_volume AS now USING (athlete_id)
WHERE now.sport_group = 'run' AND now.month = date_trunc('month', today)
ORDER BY athlete_id
