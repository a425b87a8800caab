from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.daily_training import DailyTraining
from schemas.sessions import Sessions
from tests.frames import rows
from tests.laws import law
from transforms.daily_training import daily_training

FIRST = date(2026, 1, 30)


def run(activity_id, day, distance_m=10_000.0, **other):
    day = FIRST + timedelta(days=day)
    return {"activity_id": activity_id, "local_date": day, "distance_m": distance_m, "moving_time_s": 3000} | other


def session(activity_id, day, intervention, dose, **other):
    day = FIRST + timedelta(days=day)
    plain = {"activity_id": activity_id, "local_date": day, "intervention": intervention, "dose": dose, "counts": True}
    return plain | other


def calendar(activities, sessions=(), days=0):
    done = rows(Sessions, *sessions) if sessions else Sessions.none()
    return DailyTraining.validate(daily_training(rows(Activities, *activities), done, FIRST + timedelta(days=days)))


def test_every_day_from_the_first_activity_to_today_has_a_row():
    table = calendar([run(1, 0), run(2, 3)], days=4)
    assert table["local_date"].to_list() == [FIRST + timedelta(days=n) for n in range(5)]
    assert table["activities"].to_list() == [1, 0, 0, 1, 0]


def test_the_day_of_an_activity_ahead_of_today_is_there():
    assert calendar([run(1, 0), run(2, 1)], days=0).height == 2


def test_running_is_summed_and_the_longest_kept():
    table = calendar([run(1, 0), run(2, 0, 5_000.0), run(3, 0, 40_000.0, sport_group="cross_training")])
    columns = ["activities", "run_distance_m", "run_moving_time_s", "longest_run_m"]
    assert table.select(columns).rows() == [(3, 15_000.0, 6000, 10_000.0)]


def test_duplicates_are_left_out():
    table = calendar([run(1, 0), run(2, 0, 10_050.0, duplicate_of=1)])
    assert table.select("activities", "run_distance_m").rows() == [(1, 10_000.0)]


def test_the_week_and_the_four_weeks_up_to_a_day_are_summed():
    table = calendar([run(1, 0, 1_000.0), run(2, 6, 200.0), run(3, 7, 30.0)], days=30)
    assert table["run_distance_7d_m"].to_list()[5:9] == [1_000.0, 1_200.0, 230.0, 230.0]
    assert table["run_distance_28d_m"].to_list()[27:29] == [1_230.0, 230.0]


@pytest.mark.parametrize(("distance_m", "is_spike"), [(11_000.0, False), (11_001.0, True)])
def test_a_run_more_than_a_tenth_longer_than_the_longest_of_thirty_days_is_a_spike(distance_m, is_spike):
    table = calendar([run(1, 0), run(2, 30, distance_m)], days=30)
    assert table.row(30, named=True)["longest_run_30d_m"] == 10_000.0
    assert table.row(30, named=True)["is_single_run_spike"] is is_spike


def test_after_thirty_days_without_a_run_nothing_is_a_spike():
    table = calendar([run(1, 0), run(2, 31, 50_000.0)], days=31)
    assert table.select("longest_run_30d_m", "is_single_run_spike").row(31) == (None, False)


def test_doses_that_count_stand_in_their_columns():
    table = calendar(
        [run(1, 0)],
        [
            session(1, 0, "hill_sprints", 6.0),
            session(2, 0, "heat", 25.0),
            session(3, 0, "heat", 20.5),
            session(4, 0, "cross_training", 1.25),
            session(5, 0, "strength", 45.0),
            session(6, 0, "heat", 99.0, counts=False),
        ],
    )
    columns = ["hill_sprint_reps", "heat_minutes", "cross_training_hours", "strength_minutes"]
    assert table.select(columns).rows() == [(6, 45.5, 1.25, 45.0)]


def test_athletes_have_their_own_days():
    table = calendar([run(1, 0), run(2, 2, athlete_id=2)], days=3)
    assert table["athlete_id"].to_list() == [1, 1, 1, 1, 2, 2]
    assert table["run_distance_7d_m"].to_list()[-2:] == [10_000.0, 10_000.0]


def test_nothing_gives_an_empty_table():
    assert DailyTraining.validate(daily_training(Activities.none(), Sessions.none(), FIRST)).is_empty()


@law
@given(
    st.lists(
        st.builds(run, st.integers(1, 10**6), st.integers(0, 60), st.integers(0, 400_000).map(lambda n: n / 10)),
        min_size=1,
        max_size=30,
        unique_by=lambda row: row["activity_id"],
    ),
    st.randoms(use_true_random=False),
)
def test_the_days_add_up_to_the_runs_in_whatever_order_they_come(activities, random):
    table = calendar(activities, days=60)
    assert table["run_distance_m"].sum() == pytest.approx(sum(row["distance_m"] for row in activities))
    assert table.equals(calendar(random.sample(activities, len(activities)), days=60))
