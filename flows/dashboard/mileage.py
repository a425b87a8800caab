"""The fifth intervention: the month's kilometres against the record, and the year's records against the plan."""

from typing import Any

from transforms.monthly_records import BASELINE_MONTHS, LEAST_IMPROVEMENT_M
from warehouse.database import Warehouse

#: The marts project a month only where it would be a record; here it is projected in the same way where it is none,
#: too: every day to come like the days of this month and the last.
MILEAGE = """
WITH today AS (SELECT max(local_date) AS day FROM mart.daily_training WHERE athlete_id = $athlete),
months AS (
    SELECT month, distance_m, is_complete, row_number() OVER (ORDER BY month) AS number,
           lag(distance_m) OVER (ORDER BY month) AS last_m, min(month) OVER () AS first_month
    FROM mart.monthly_volume WHERE athlete_id = $athlete AND sport_group = 'run'
), record AS (
    SELECT arg_max(month, distance_m ORDER BY month) AS record_month, max(distance_m) AS record_m
    FROM months, today WHERE is_complete AND month < date_trunc('month', day) AND distance_m > 0
), still AS (
    SELECT months.*, record.*, day, last_day(day) - day AS days_left,
           day(day) + day(month - INTERVAL 1 DAY) AS days_seen
    FROM months, record, today WHERE month = date_trunc('month', day)
)
SELECT s.month, s.distance_m, s.record_m, s.record_month, s.days_left + 1 AS days_to_run,
       coalesce(r.projected_distance_m, round(s.distance_m + s.days_left * (s.distance_m + last_m) / days_seen, 2))
           AS projected_m,
       coalesce(r.needed_m_per_day, round(greatest(record_m + $least - s.distance_m, 0) / (s.days_left + 1), 2))
           AS needed_m_per_day,
       r.month IS NOT NULL AS is_on_the_way, number > $baseline AS can_be_record,
       (first_month + to_months($baseline))::DATE AS first_record_month,
       y.year, y.records, y.target_min, y.target_max, y.status,
       EXISTS (FROM core.plan WHERE athlete_id = $athlete AND intervention = 'monthly_mileage' AND is_break
               AND valid_from <= day AND (valid_until IS NULL OR valid_until >= day)) AS is_break
FROM still s LEFT JOIN mart.monthly_records r ON r.athlete_id = $athlete AND r.month = s.month AND r.is_provisional
LEFT JOIN mart.yearly_adherence y ON y.athlete_id = $athlete AND y.year = year(day)
"""


def mileage(copy: Warehouse, athlete_id: int) -> dict[str, Any] | None:
    """The month under way, the record it has to beat, and the year; None before there is any month.

    In metres: `distance_m` so far, `record_m` of `record_month` (null before the first complete month), `projected_m`
    (null in the first month), `needed_m_per_day` for a record. `can_be_record` is false during the baseline, which ends
    before `first_record_month`.
    """
    about: dict[str, object] = {"athlete": athlete_id, "baseline": BASELINE_MONTHS, "least": LEAST_IMPROVEMENT_M}
    found = copy.query(MILEAGE, about)
    return found.row(0, named=True) if found.height else None
