from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.running_effort import RunningEffort
from schemas.streams import Streams
from tests.hill_simulator import Stretch, Watch, record
from tests.hill_verdicts import START, activities_of
from tests.laws import examples
from transforms.running_effort import easy_effort, running_effort


def effort_of(*stretches, watch=None, **values):
    streams = record(list(stretches), seed=1, watch=watch).streams
    return running_effort(streams, activities_of(streams, **values))


def runs(*p40, days_apart=7, athlete_id=1):
    return pl.DataFrame(
        [
            {"athlete_id": athlete_id, "activity_id": number, "start_at": START + timedelta(days=days_apart * number)}
            | {"moving_effort_p40_mps": value}
            for number, value in enumerate(p40, start=1)
        ],
        schema={name: RunningEffort.dtypes()[name] for name in RunningEffort.columns()[:4]},
    )


def easy(frame):
    return dict(RunningEffort.validate(easy_effort(frame)).select("activity_id", "easy_effort_mps").iter_rows())


def test_a_steady_flat_run_is_as_hard_as_it_is_fast():
    assert effort_of(Stretch(1800, 3.0))["moving_effort_p40_mps"].item() == pytest.approx(3.0, abs=0.15)


def test_a_steady_climb_is_harder_than_it_is_fast():
    # 3.0 m/s up 5 % costs what 3.0 × 1.30 m/s costs on the flat.
    assert effort_of(Stretch(1800, 3.0, 0.05))["moving_effort_p40_mps"].item() == pytest.approx(3.9, abs=0.2)


def test_walking_does_not_make_running_easier():
    walked = effort_of(Stretch(600, 3.0), Stretch(1200, 1.4))["moving_effort_p40_mps"].item()
    assert walked == pytest.approx(3.0, abs=0.2)


def test_a_run_without_altitude_is_taken_as_flat():
    found = effort_of(Stretch(1800, 3.0, 0.05), watch=Watch(has_altitude=False))
    assert found["moving_effort_p40_mps"].item() == pytest.approx(3.0, abs=0.15)


@pytest.mark.parametrize("values", [{"is_trainer": True}, {"sport_type": "VirtualRun"}, {"sport_group": "other"}])
def test_machines_and_other_sports_say_nothing(values):
    assert effort_of(Stretch(1800, 3.0), **values).is_empty()


def test_less_than_a_minute_of_running_says_nothing():
    assert effort_of(Stretch(1800, 1.3), Stretch(40, 3.0)).is_empty()


def test_no_samples_make_no_row():
    assert running_effort(Streams.none(), activities_of(Streams.none())).is_empty()


def test_a_race_does_not_raise_the_bar_by_more_than_a_tenth():
    assert easy(runs(3.0, 3.0, 3.0, 4.2))[4] == pytest.approx(3.3)


def test_a_walked_out_session_does_not_lower_it_much():
    assert easy(runs(3.0, 3.0, 3.0, 2.1))[4] == pytest.approx(2.64)


def test_what_lies_eight_weeks_back_is_forgotten():
    assert easy(runs(4.0, 4.0, 4.0, 3.0, days_apart=60))[4] == pytest.approx(3.0)


def test_a_later_run_changes_no_earlier_one():
    before, after = easy(runs(3.0, 3.3, 2.9)), easy(runs(3.0, 3.3, 2.9, 4.4))
    assert before.items() <= after.items()


def test_athletes_are_told_apart():
    fast, slow = runs(4.0, 4.0, 4.0), runs(2.5, athlete_id=2).with_columns(pl.lit(9, pl.Int64).alias("activity_id"))
    assert easy(pl.concat([fast, slow]))[9] == pytest.approx(2.5)


@examples(40, 12)
@given(st.data(), st.lists(st.floats(2, 5), min_size=1, max_size=12))
def test_order_does_not_matter_and_bounds_hold(data, values):
    frame = runs(*values)
    shuffled = frame[data.draw(st.permutations(range(frame.height)))]
    assert easy_effort(shuffled).equals(easy_effort(frame))
    assert all(0.88 * min(values) - 0.01 <= value <= 1.1 * max(values) + 0.01 for value in easy(frame).values())
