import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.streams import Streams
from tests.frames import rows
from tests.laws import examples
from transforms.stream_grid import PADDING_S, stream_grid


def samples(times, distances, altitudes=None, activity_id=1):
    altitudes = altitudes or [None] * len(times)
    return rows(
        Streams,
        *(
            {"activity_id": activity_id, "time_s": t, "distance_m": d, "altitude_m": a}
            for t, d, a in zip(times, distances, altitudes, strict=True)
        ),
    )


def inner(grid, values):
    return values[~grid.is_padding]


def test_a_gap_of_smart_recording_is_filled_in_evenly():
    grid = stream_grid(samples([0, 4, 5], [0.0, 8.0, 10.0]))
    assert inner(grid, grid.distance_m).tolist() == [0, 2, 4, 6, 8, 10]
    assert inner(grid, grid.is_sample).tolist() == [True, False, False, False, True, True]


def test_a_pause_is_not_filled_in_and_has_no_speed():
    grid = stream_grid(samples([0, 1, 61, 62], [0.0, 3.0, 90.0, 93.0]))
    assert inner(grid, grid.time_s).tolist() == [0, 1, 61, 62]
    assert inner(grid, grid.pause_s).tolist() == [0, 0, 60, 0]
    assert grid.speed_mps.max() < 3


def test_every_activity_stands_still_before_and_after_itself():
    grid = stream_grid(samples([0, 1], [0.0, 3.0]))
    assert grid.is_padding.sum() == 2 * PADDING_S
    assert grid.time_s[0] == -PADDING_S


def test_speed_that_alternates_from_second_to_second_is_even():
    # Real track recordings give 1.2, 7.0, 1.1, 7.2 m/s at a steady 4.1.
    steps = [2.0, 6.0] * 20
    grid = stream_grid(samples(range(41), [0.0, *np.cumsum(steps)]))
    assert grid.speed_mps[PADDING_S + 5 : PADDING_S + 35] == pytest.approx(4.0)


def test_a_leap_of_the_position_is_no_faster_than_a_runner():
    grid = stream_grid(samples([0, 1, 2, 3], [0.0, 3.0, 203.0, 206.0]))
    assert grid.speed_mps.max() <= 12


def test_a_jump_of_the_altimeter_and_back_is_taken_out():
    grid = stream_grid(samples(range(6), [3.0 * t for t in range(6)], [100.0, 100.2, 106.4, 106.6, 100.6, 100.8]))
    assert inner(grid, grid.altitude_m) == pytest.approx([100, 100.2, 100.2, 100.4, 100.4, 100.6])


def test_missing_altitudes_take_their_neighbours():
    grid = stream_grid(samples([0, 1, 2], [0.0, 3.0, 6.0], [None, 50.0, None]))
    assert inner(grid, grid.altitude_m).tolist() == [50, 50, 50]


def test_an_activity_without_altitude_has_none_and_is_flat():
    grid = stream_grid(samples(range(60), [3.0 * t for t in range(60)]))
    assert np.isnan(grid.altitude_m).all()
    assert not grid.grade.any()


def test_grade_is_found_where_it_was_though_the_altimeter_is_late():
    distance = [3.0 * t for t in range(120)]
    climb = [100 + 0.1 * max(0.0, min(d, 240) - 120) for d in distance]
    late = [climb[max(0, t - 2)] for t in range(120)]
    grid = stream_grid(samples(range(120), distance, late))
    grade = inner(grid, grid.grade)
    assert grade[60] == pytest.approx(0.1, abs=0.01)
    assert grade[30] == pytest.approx(0)


def test_samples_without_distance_are_skipped():
    grid = stream_grid(samples([0, 1, 2], [0.0, None, 6.0]))
    assert inner(grid, grid.distance_m).tolist() == [0, 3, 6]


def test_nothing_makes_an_empty_grid():
    assert len(stream_grid(Streams.none()).time_s) == 0


@examples(30, 10)
@given(st.permutations(range(40)))
def test_the_order_of_samples_does_not_matter(order):
    both = pl.concat(
        [
            samples(range(0, 40, 2), [2.5 * t for t in range(20)], [100 + t / 10 for t in range(20)], activity_id=7),
            samples(range(0, 60, 3), [4.5 * t for t in range(20)], [50 - t / 10 for t in range(20)], activity_id=-3),
        ]
    )
    shuffled, straight = stream_grid(both[list(order)]), stream_grid(both)
    for name in ("activity_ids", "time_s", "distance_m", "altitude_m", "speed_mps", "grade"):
        assert np.array_equal(getattr(shuffled, name), getattr(straight, name)), name
