-- one: The {lift} was trained with a load that can be read in {weeks week|weeks}, so no progression can be told. Its
--   estimated one-repetition maximum was {last_kg} kg.
-- several: The estimated one-repetition maximum of the {lift} was {first_kg} kg in the first and {last_kg} kg in the
--   last of {weeks week|weeks} with it, and {best_kg} kg at its highest. From one of these weeks to any later one
--   it changed by {slope} kg a week in the median (middle half of these pairs: {low} to {high}). {deloads|none} of these
--   weeks {deloads? was|were} a deload.
WITH
  weeks AS (
    SELECT *
    FROM mart.strength_progression
    WHERE athlete_id = $athlete_id AND isoyear(week_start) = $year
  ),
  slopes AS (
    SELECT
      one.lift,
      quantile_cont(
        (other.top_e1rm_kg - one.top_e1rm_kg) / date_diff('week', one.week_start, other.week_start), [0.25, 0.5, 0.75]
      ) AS slope
    FROM weeks one
    JOIN weeks other ON other.lift = one.lift AND other.week_start > one.week_start
    GROUP BY ALL
  )
SELECT
  lift,
  count(*) AS weeks,
  round(arg_min(top_e1rm_kg, week_start), 1) AS first_kg,
  round(arg_max(top_e1rm_kg, week_start), 1) AS last_kg,
  round(max(top_e1rm_kg), 1) AS best_kg,
  replace(printf('%+.2f', round(any_value(slopes.slope[2]), 2) + 0.0), '-', '−') AS slope,
  replace(printf('%+.2f', round(any_value(slopes.slope[1]), 2) + 0.0), '-', '−') AS low,
  replace(printf('%+.2f', round(any_value(slopes.slope[3]), 2) + 0.0), '-', '−') AS high,
  count(*) FILTER (is_deload) AS deloads,
  CASE WHEN count(*) = 1 THEN 'one' ELSE 'several' END AS said
FROM weeks
LEFT JOIN slopes USING (lift)
GROUP BY lift
ORDER BY lift
