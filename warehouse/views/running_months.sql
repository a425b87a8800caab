-- Running month by month, with the records marked.
CREATE OR REPLACE VIEW mart.running_months AS
SELECT v.athlete_id, v.month, round(v.distance_m / 1000, 1) AS km, v.activities AS runs, round(v.longest_m / 1000, 1) AS longest_km,
       v.is_complete, r.month IS NOT NULL AND NOT r.is_provisional AS is_record, coalesce(r.is_provisional, FALSE) AS is_provisional_record,
       round(r.previous_record_m / 1000, 1) AS beats_km, r.previous_record_month AS beats_month
FROM mart.monthly_volume v LEFT JOIN mart.monthly_records r USING (athlete_id, month)
WHERE v.sport_group = 'run';
COMMENT ON VIEW mart.running_months IS 'Running month by month, with the records marked.';
