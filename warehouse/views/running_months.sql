-- One row per month of running, with the records marked.
--
-- `mart.monthly_volume` of runs in kilometres, beside what `mart.monthly_records` says of the month.
--
-- Misleads:
-- - The last row is the month under way: neither `is_complete` nor a record yet, however far it has come.
-- - Kilometres are rounded to 100 m; a record is judged by metres.
-- - A month without a run is a row of 0 km, from the first run on; before that there is no row.
--
-- Example: What were my five biggest months?
--     SELECT month, km, runs, is_record FROM mart.running_months WHERE is_complete ORDER BY km DESC LIMIT 5
CREATE OR REPLACE VIEW mart.running_months AS
SELECT v.athlete_id, v.month, round(v.distance_m / 1000, 1) AS km, v.activities AS runs, round(v.longest_m / 1000, 1) AS longest_km,
       v.is_complete, r.month IS NOT NULL AND NOT r.is_provisional AS is_record, coalesce(r.is_provisional, FALSE) AS is_provisional_record,
       round(r.previous_record_m / 1000, 1) AS beats_km, r.previous_record_month AS beats_month
FROM mart.monthly_volume v LEFT JOIN mart.monthly_records r USING (athlete_id, month)
WHERE v.sport_group = 'run';
COMMENT ON VIEW mart.running_months IS 'One row per month of running, with the records marked.';
COMMENT ON COLUMN mart.running_months.athlete_id IS 'Strava''s athlete id.';
COMMENT ON COLUMN mart.running_months.month IS 'First day of the month.';
COMMENT ON COLUMN mart.running_months.km IS 'Running distance.';
COMMENT ON COLUMN mart.running_months.runs IS 'Runs that count; duplicates do not.';
COMMENT ON COLUMN mart.running_months.longest_km IS 'Longest single run.';
COMMENT ON COLUMN mart.running_months.is_complete IS 'The month is over and no sync gap lies in it.';
COMMENT ON COLUMN mart.running_months.is_record IS 'It beat every complete month before.';
COMMENT ON COLUMN mart.running_months.is_provisional_record IS 'The month under way, which would be one at its pace so far.';
COMMENT ON COLUMN mart.running_months.beats_km IS 'The record it beat, or has to beat; null where it is none.';
COMMENT ON COLUMN mart.running_months.beats_month IS 'The month that held it.';
