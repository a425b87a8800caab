-- some: Running economy needs a laboratory. {windows steady stretch|steady stretches} of easy running in {year}
--   {windows? is|are} a proxy, which heat, altitude, sleep and another watch can move more than training does; what
--   moved it here, this data does not tell.
SELECT $year AS year, sum(windows)::BIGINT AS windows, 'some' AS said
FROM mart.running_efficiency
WHERE athlete_id = $athlete_id AND year(month) = $year
HAVING windows > 0
