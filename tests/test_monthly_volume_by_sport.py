from datetime import date

from schemas.activities import Activities
from schemas.history import History
from schemas.monthly_volume_by_sport import MonthlyVolumeBySport
from tests.frames import rows
from transforms.monthly_volume_by_sport import monthly_volume_by_sport

HISTORY = rows(History, {"first_date": date(2026, 1, 1), "complete_until": date(2026, 3, 9)})


def test_running_is_split_by_sport_type_and_nothing_else_is_in_it():
    activities = rows(
        Activities,
        {"activity_id": 1, "local_date": date(2026, 2, 1), "sport_type": "Run", "distance_m": 5_000.0},
        {"activity_id": 2, "local_date": date(2026, 3, 1), "sport_type": "TrailRun", "distance_m": 9_000.0},
        {"activity_id": 3, "local_date": date(2026, 3, 1), "sport_type": "Ride", "sport_group": "cross_training"},
        {"activity_id": 4, "local_date": date(2026, 3, 1), "sport_type": "TrailRun", "duplicate_of": 2},
    )
    volume = MonthlyVolumeBySport.validate(monthly_volume_by_sport(activities, HISTORY, date(2026, 3, 10)))
    assert volume.select("month", "sport_type", "distance_m", "is_complete").rows() == [
        (date(2026, 2, 1), "Run", 5_000.0, True),
        (date(2026, 3, 1), "Run", 0.0, False),
        (date(2026, 3, 1), "TrailRun", 9_000.0, False),
    ]


def test_nothing_gives_an_empty_table():
    empty = monthly_volume_by_sport(Activities.none(), History.none(), date(2026, 3, 10))
    assert MonthlyVolumeBySport.validate(empty).is_empty()
