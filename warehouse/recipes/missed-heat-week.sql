-- What does a week without heat cost, and how long does it take to get back?
-- An illustrative index that fades 2.5 % a day and that nobody measured on you; without a number of days the index has
-- not been back since.
SELECT athlete_id, now.local_date AS day, round(ago.acclimation_index, 2) AS a_week_before,
       round(now.acclimation_index, 2) AS that_day,
       (SELECT min(back.local_date) - now.local_date FROM mart.heat_acclimation AS back
        WHERE back.athlete_id = now.athlete_id AND back.local_date > now.local_date
          AND back.acclimation_index >= ago.acclimation_index) AS days_to_regain
FROM mart.heat_acclimation AS now JOIN mart.heat_acclimation AS ago USING (athlete_id)
WHERE ago.local_date = now.local_date - 7 AND now.days_since_last = 7
QUALIFY row_number() OVER (PARTITION BY athlete_id ORDER BY now.local_date DESC) <= 10
ORDER BY athlete_id, day DESC
