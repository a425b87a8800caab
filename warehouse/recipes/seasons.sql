-- In which season do I run most?
-- Complete months only, each calendar month over all years; with two or three of a kind the mean says little, so look
-- at the least and the most.
SELECT athlete_id, month(month) AS month_number, monthname(any_value(month)) AS month_name, count(*) AS months,
       round(avg(distance_m) / 1000, 1) AS mean_km, round(min(distance_m) / 1000, 1) AS least_km,
       round(max(distance_m) / 1000, 1) AS most_km
FROM mart.monthly_volume WHERE sport_group = 'run' AND is_complete
GROUP BY athlete_id, month_number ORDER BY athlete_id, month_number
