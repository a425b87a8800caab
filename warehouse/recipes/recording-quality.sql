-- Can my recordings answer questions about seconds and heartbeats?
-- Runs that count, by year: without samples nothing is known but totals, and where more than 30 % of the time is in
-- steps of 3 s or more a sprint cannot be told. Heart rate from a wrist may be there and wrong.
SELECT athlete_id, year(local_date) AS year, count(*) AS runs, count(*) FILTER (NOT has_streams) AS without_samples,
       count(*) FILTER (coarse_share > 0.3) AS too_coarse,
       count(*) FILTER (has_streams AND NOT has_altitude) AS without_altitude,
       count(*) FILTER (has_streams AND coalesce(heartrate_time_s < 0.5 * s.moving_time_s, TRUE)) AS without_heart_rate,
       count(*) FILTER (is_trainer OR sport_type = 'VirtualRun') AS on_a_machine
FROM core.activities AS a
LEFT JOIN core.stream_quality USING (athlete_id, activity_id)
LEFT JOIN core.activity_samples AS s USING (athlete_id, activity_id)
WHERE sport_group = 'run' AND duplicate_of IS NULL
GROUP BY athlete_id, year ORDER BY athlete_id, year
