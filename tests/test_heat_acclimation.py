from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import Activities
from schemas.heat_acclimation import HeatAcclimation
from schemas.sessions import Sessions
from tests.frames import rows
from tests.laws import law
from transforms.heat_acclimation import heat_acclimation

FIRST = date(2026, 1, 1)


def sauna(activity_id, day, minutes=25.0, **other):
    plain = {"activity_id": activity_id, "intervention": "heat", "dose": minutes, "counts": True}
    return plain | {"local_date": FIRST + timedelta(days=day)} | other


def index(*sessions, days=10):
    done = rows(Sessions, *sessions) if sessions else Sessions.none()
    first = rows(Activities, {"activity_id": 1, "local_date": FIRST})
    return HeatAcclimation.validate(heat_acclimation(done, first, FIRST + timedelta(days=days)))


def step_by_step(sessions, days):
    """The recurrence as it is written down, one day after the other."""
    found, value = [], 0.0
    for day in range(days + 1):
        value *= 0.975
        for one in sessions:
            if one["counts"] and one["local_date"] == FIRST + timedelta(days=day):
                value += 0.13 * (1 - value) * min(max(one["dose"] / 25, 0.4), 1.4)
        found.append(value)
    return found


def test_without_a_session_there_is_no_acclimation():
    table = index(days=3)
    assert table["acclimation_index"].to_list() == [0, 0, 0, 0]
    assert table["days_since_last"].null_count() == 4


def test_a_session_raises_the_index_and_the_days_after_lower_it():
    values = index(sauna(1, 1), days=3)["acclimation_index"].to_list()
    assert values == pytest.approx([0, 0.13, 0.13 * 0.975, 0.13 * 0.975**2], abs=1e-6)


def test_a_short_session_gives_a_little_and_a_long_one_not_without_end():
    assert index(sauna(1, 0, 2.0))["acclimation_index"][0] == pytest.approx(0.13 * 0.4)
    assert index(sauna(1, 0, 75.0))["acclimation_index"][0] == pytest.approx(0.13 * 1.4)


def test_the_dose_behind_the_evidence_brings_the_index_to_two_thirds_in_three_weeks():
    sessions = [sauna(7 * week + day, 7 * week + day, 28.0) for week in range(3) for day in (1, 3, 5)]
    assert index(*sessions, days=20)["acclimation_index"].max() == pytest.approx(0.65, abs=0.01)


def test_sessions_and_minutes_are_counted():
    table = index(sauna(1, 0), sauna(2, 0, 10.0), sauna(3, 6), days=8)
    assert table["heat_minutes"].to_list() == [35, 0, 0, 0, 0, 0, 25, 0, 0]
    assert table["sessions_7d"].to_list() == [2, 2, 2, 2, 2, 2, 3, 1, 1]
    assert table["days_since_last"].to_list() == [0, 1, 2, 3, 4, 5, 0, 1, 2]


def test_what_does_not_count_gives_nothing():
    active = sauna(1, 0, counts=False, kind="active_heat")
    other = sauna(2, 0, intervention="strength")
    assert index(active, other)["acclimation_index"].sum() == 0


def test_athletes_do_not_warm_each_other():
    both = rows(Activities, *({"athlete_id": n, "activity_id": n, "local_date": FIRST} for n in (1, 2)))
    table = heat_acclimation(rows(Sessions, sauna(1, 0), sauna(2, 1)), both, FIRST + timedelta(days=2))
    assert table["athlete_id"].to_list() == [1, 1, 1, 2, 2, 2]
    assert table["acclimation_index"].to_list()[3:] == [0, 0, 0]
    assert table["days_since_last"].to_list()[3:] == [None] * 3


def test_thirty_years_of_daily_sauna_are_no_trouble():
    table = index(*(sauna(day, day, 60.0) for day in range(1, 10_950)), days=10_950)
    steady = 0.182 / (1 - 0.975 * (1 - 0.182))
    assert table["acclimation_index"][10_949] == pytest.approx(steady, abs=1e-6)


def test_nothing_gives_an_empty_table():
    assert HeatAcclimation.validate(heat_acclimation(Sessions.none(), Activities.none(), FIRST)).is_empty()


@law
@given(
    st.lists(
        st.builds(sauna, st.integers(1, 10**6), st.integers(0, 120), st.floats(0, 120), counts=st.booleans()),
        min_size=1,
        max_size=40,
        unique_by=lambda row: row["activity_id"],
    ),
    st.randoms(use_true_random=False),
)
def test_the_index_is_the_recurrence_whatever_the_order_of_the_rows(sessions, random):
    table = index(*sessions, days=120)
    assert table["acclimation_index"].to_list() == pytest.approx(step_by_step(sessions, 120), abs=1e-6)
    assert table.equals(index(*random.sample(sessions, len(sessions)), days=120))
