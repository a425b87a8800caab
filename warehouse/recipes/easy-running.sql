-- How much of my running is easy?
-- Time at or under the first threshold of its day, of the time with a believable heart rate; the threshold comes from
-- the plan, Strava's zones or the highest rate seen, and moves the share as much as training does.
WITH runs AS (
    SELECT athlete_id, local_date, heartrate_time_s, s.moving_time_s,
           list_sum(heartrate_seconds[:greatest(floor(first_threshold_bpm)::BIGINT - 29, 0)]) AS easy_s
    FROM core.activities JOIN core.activity_samples AS s USING (athlete_id, activity_id)
    JOIN mart.intensity_thresholds USING (athlete_id)
    WHERE sport_group = 'run' AND duplicate_of IS NULL AND first_threshold_bpm IS NOT NULL
      AND local_date >= valid_from AND local_date <= coalesce(valid_until, local_date)
)
SELECT athlete_id, year(local_date) || '-Q' || quarter(local_date) AS quarter,
       count(*) FILTER (heartrate_time_s > 0) AS runs_with_heart_rate, round(sum(heartrate_time_s) / 3600, 1) AS hours,
       round(100 * sum(easy_s) / nullif(sum(heartrate_time_s), 0)) AS easy_pct,
       round(100 * sum(heartrate_time_s) / nullif(sum(moving_time_s), 0)) AS of_running_time_pct
FROM runs GROUP BY ALL ORDER BY athlete_id, quarter
