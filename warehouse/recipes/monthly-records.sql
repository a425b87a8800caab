-- Which months were records, and what did they beat?
-- A month counts where the athlete was, from midnight to midnight, and only when it is complete; `projected` is the
-- month under way, at its pace so far, and may yet come to nothing.
SELECT athlete_id, strftime(month, '%Y-%m') AS month, round(distance_m / 1000, 1) AS km,
       strftime(previous_record_month, '%Y-%m') AS beats, round(previous_record_m / 1000, 1) AS its_km,
       round(improvement_m / 1000, 1) AS more_km, months_stood, records_last_12_months,
       if(is_provisional, 'projected', 'record') AS is_a
FROM mart.monthly_records AS records ORDER BY athlete_id, records.month
