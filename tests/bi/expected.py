"""What each chart has to show, asked in SQL of the published copy; columns as the chart has them."""

#: By the chart's name; a chart that draws two things asks twice.
SHOWN: dict[str, list[str]] = {
    "This week": [
        """
        SELECT intervention, status, actual, target_min,
               CASE WHEN status NOT IN ('unknown', 'not_due') THEN greatest(target_min - actual, 0) END, unit,
               week_start
        FROM mart.weekly_adherence WHERE week_start = (SELECT max(week_start) FROM mart.weekly_adherence)
        """
    ],
    "How fresh": [
        """
        SELECT last_success_at::TIMESTAMP, stale_after::TIMESTAMP, newest_activity_at::TIMESTAMP, last_outcome,
               activities_pending, records_rejected FROM ops.freshness
        """
    ],
    "Weekly adherence": [
        """
        SELECT week_start, intervention,
               max(CASE status WHEN 'met' THEN 1.0 WHEN 'partial' THEN 0.5 WHEN 'missed' THEN 0.0 END)
        FROM mart.weekly_adherence
        WHERE week_start > (SELECT max(week_start) FROM mart.weekly_adherence) - INTERVAL 26 WEEK GROUP BY ALL
        """
    ],
    "Weeks in words": [
        """
        SELECT week_start, hill_sprints, heat, cross_training, strength FROM mart.adherence_by_week
        WHERE week_start > (SELECT max(week_start) FROM mart.weekly_adherence) - INTERVAL 52 WEEK
        """
    ],
    "Adherence by month": ["SELECT month, intervention, adherence_pct FROM mart.monthly_adherence"],
    "Running kilometres by month": [
        """
        SELECT month, CASE WHEN is_record THEN 'record' WHEN is_provisional_record THEN 'month under way'
                           ELSE 'no record' END, distance_m / 1000
        FROM mart.running_months JOIN mart.monthly_volume USING (athlete_id, month) WHERE sport_group = 'run'
        """
    ],
    "Distance records": [
        """
        SELECT month, distance_m / 1000, previous_record_m / 1000, previous_record_month, months_stood,
               projected_distance_m / 1000, needed_m_per_day / 1000 FROM mart.monthly_records
        """
    ],
    "Hill-sprint reps by month": [
        """
        SELECT date_trunc('month', local_date), sum(json_extract(evidence, '$.reps')::BIGINT),
               sum((SELECT count(*) FROM mart.hill_sprint_reps r
                    WHERE r.activity_id = s.activity_id AND is_duration_ok))
        FROM mart.sessions s WHERE intervention = 'hill_sprints' AND counts GROUP BY ALL
        """
    ],
    "Hill-sprint sessions": [
        """
        SELECT local_date, count(*), count(*) FILTER (is_duration_ok), avg(duration_s), avg(recovery_s),
               avg(mean_grade_pct), max(peak_speed_mps)
        FROM mart.hill_sprint_reps JOIN mart.sessions USING (athlete_id, activity_id)
        WHERE intervention = 'hill_sprints' AND counts GROUP BY activity_id, local_date
        ORDER BY local_date DESC, activity_id DESC LIMIT 50
        """
    ],
    "Speed on the same hill": [
        """
        SELECT local_date, hill_number, avg(median_first_8s_speed_mps) FROM mart.hill_progress
        WHERE median_first_8s_speed_mps IS NOT NULL GROUP BY ALL
        """
    ],
    "Heat and acclimation": [
        "SELECT date_trunc('week', local_date), sum(heat_minutes) FROM mart.daily_training GROUP BY ALL",
        "SELECT date_trunc('week', local_date), avg(acclimation_index) FROM mart.heat_acclimation GROUP BY ALL",
    ],
    "Strength sessions by month": [
        """
        SELECT date_trunc('month', local_date), kind, count(*) FROM mart.sessions WHERE intervention = 'strength'
            AND (counts OR decided_by <> 'label') AND reason NOT LIKE '%recorded the same workout and counts.'
        GROUP BY ALL
        """
    ],
    "Top estimated 1RM by lift": ["SELECT week_start, lift, top_e1rm_kg FROM mart.strength_progression"],
    "Cross-training hours by month": [
        """
        SELECT date_trunc('month', local_date),
               CASE WHEN reason LIKE '%too hard to count.' THEN 'too hard to count'
                    WHEN reason LIKE '%nothing tells how hard%' THEN 'unknown, counts'
                    WHEN reason LIKE '%: easy.' THEN 'easy, counts' ELSE 'as you said' END, sum(dose)
        FROM mart.sessions WHERE intervention = 'cross_training' GROUP BY ALL
        """
    ],
    "Metres per heartbeat": [
        """
        SELECT month, metres_per_heartbeat, metres_per_heartbeat_low, metres_per_heartbeat_high
        FROM mart.running_efficiency
        """
    ],
}
