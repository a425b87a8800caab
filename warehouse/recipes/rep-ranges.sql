-- Do I lift heavy enough?
-- Sessions by the reps of their working sets: heavy are mostly up to 6; `unknown` names no sets and counts unless the
-- plan says otherwise, so that nobody knows how heavy it was.
SELECT athlete_id, year(local_date) || '-Q' || quarter(local_date) AS quarter,
       count(*) FILTER (kind = 'heavy') AS heavy, count(*) FILTER (kind = 'mixed') AS mixed,
       count(*) FILTER (kind = 'hypertrophy') AS hypertrophy, count(*) FILTER (kind = 'endurance') AS endurance,
       count(*) FILTER (kind = 'unknown') AS unknown, sum(working_sets)::BIGINT AS working_sets,
       round(100 * sum(working_sets * share) / nullif(sum(working_sets), 0)) AS up_to_6_reps_pct
FROM (
    SELECT *, (evidence ->> '$.working_sets')::BIGINT AS working_sets,
           (evidence ->> '$.share_up_to_6_reps')::DOUBLE AS share
    FROM mart.sessions
    WHERE intervention = 'strength' AND (counts OR decided_by <> 'label')
      AND reason NOT LIKE '%recorded the same workout and counts.'
      AND coalesce((evidence ->> '$.kept_id')::BIGINT, activity_id) = activity_id
)
GROUP BY ALL ORDER BY athlete_id, quarter
