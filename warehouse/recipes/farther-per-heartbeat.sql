-- Does the same heartbeat carry me further than a year ago?
-- Metres per heartbeat on steady easy stretches, a proxy for running economy that heat and altitude move more than
-- training does; intervals of 95 % that overlap are no difference, and ones that do not may be the weather.
SELECT athlete_id, strftime(now.month, '%Y-%m') AS month, now.runs, round(now.metres_per_heartbeat, 2) AS metres,
       format('{:.2f}–{:.2f}', now.metres_per_heartbeat_low, now.metres_per_heartbeat_high) AS interval_95,
       ago.runs AS runs_a_year_ago, round(ago.metres_per_heartbeat, 2) AS metres_a_year_ago,
       format('{:.2f}–{:.2f}', ago.metres_per_heartbeat_low, ago.metres_per_heartbeat_high) AS its_interval_95,
       if(now.metres_per_heartbeat_low <= ago.metres_per_heartbeat_high
          AND ago.metres_per_heartbeat_low <= now.metres_per_heartbeat_high, 'yes', 'no') AS they_overlap
FROM mart.running_efficiency AS now JOIN mart.running_efficiency AS ago USING (athlete_id)
WHERE ago.month = now.month - INTERVAL 1 YEAR
QUALIFY row_number() OVER (PARTITION BY athlete_id ORDER BY now.month DESC) <= 12
ORDER BY athlete_id, now.month DESC
