-- How long after a missed heat week does acclimation fall below half?
-- At 2.5 % a day the index is below half of what it was after 28 days without heat, wherever it stood; empty says that
-- heat came back before, or has not been away so long yet. Illustrative: the rate is an average from studies.
WITH days AS (
    SELECT athlete_id, local_date, acclimation_index, days_since_last,
           local_date - days_since_last::INTEGER AS last_session,
           max(acclimation_index) FILTER (days_since_last = 0)
               OVER (PARTITION BY athlete_id, local_date - days_since_last::INTEGER) AS index_then
    FROM mart.heat_acclimation WHERE days_since_last IS NOT NULL
)
SELECT athlete_id, last_session, round(any_value(index_then), 2) AS index_then,
       max(days_since_last) AS days_without_heat, round(min(acclimation_index), 2) AS fell_to,
       min(days_since_last) FILTER (acclimation_index < index_then / 2) AS below_half_after_days
FROM days GROUP BY athlete_id, last_session
HAVING max(days_since_last) >= 7
QUALIFY row_number() OVER (PARTITION BY athlete_id ORDER BY days_without_heat DESC, last_session DESC) <= 10
ORDER BY athlete_id, days_without_heat DESC, last_session DESC
