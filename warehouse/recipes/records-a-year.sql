-- Do I set two or three monthly records a year?
-- Fewer after a plateau are no failure, and a first year has few months that can be one; `unknown` says that the data
-- could not tell.
SELECT athlete_id, year, records, target_min, target_max, status FROM mart.yearly_adherence ORDER BY athlete_id, year
