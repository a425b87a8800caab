from datetime import UTC, datetime

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tests.laws import law
from transforms.time_in_motion import time_in_motion
from transforms.track_distance import EARTH_M, LONGEST_STEP_S, great_circle_m, track_distance

START = datetime(2026, 5, 1, 6, tzinfo=UTC)
DEGREE_M = EARTH_M * np.pi / 180
KEYS = ["part_number"]


def samples(north_m, seconds=None, *, lat=46.0, lon=14.0, recorded=None, part_number=1):
    """A walk to the north: metres from the start, at seconds."""
    seconds = range(len(north_m)) if seconds is None else seconds
    return pl.DataFrame(
        {
            "part_number": [part_number] * len(north_m),
            "at": [START.timestamp() + second for second in seconds],
            "lat": [None if metres is None else lat + metres / DEGREE_M for metres in north_m],
            "lon": [lon] * len(north_m),
            "distance_m": recorded or [None] * len(north_m),
        },
        schema_overrides={"lat": pl.Float64, "lon": pl.Float64, "distance_m": pl.Float64},
    ).with_columns(at=pl.from_epoch(pl.col("at") * 1e6, "us").dt.replace_time_zone("UTC"))


def way_m(frame):
    return track_distance(frame, KEYS)["distance_m"].max()


def raw_m(frame):
    lat, lon = pl.col("lat"), pl.col("lon")
    return frame.sort("at").select(great_circle_m(lat, lon, lat.shift(), lon.shift()).sum()).item()


def moved_s(frame):
    return time_in_motion(frame.sort("at"), KEYS)["moving_time_s"].item()


RUN = [3.0 * second for second in range(120)]


def test_a_straight_run_is_as_long_as_it_is():
    assert way_m(samples(RUN)) == pytest.approx(3 * 119, abs=0.01)
    assert track_distance(samples(RUN), KEYS)["distance_m"].is_sorted()


def test_what_a_device_recorded_stays():
    recorded = [2.9 * second for second in range(120)]
    ran = track_distance(samples(RUN, recorded=recorded), KEYS)
    assert ran["distance_m"].to_list() == recorded
    assert ran["distance_source"].unique().to_list() == ["recorded"]


def test_activities_are_told_apart_by_their_keys():
    both = pl.concat([samples(RUN, part_number=2), samples(RUN, part_number=1, recorded=RUN)])
    ran = track_distance(both, KEYS)
    assert ran.group_by("part_number", maintain_order=True).agg(pl.col("distance_source").first()).rows() == [
        (1, "recorded"),
        (2, "coordinates"),
    ]
    assert ran.filter(pl.col("part_number") == 2)["distance_m"].first() == 0


@pytest.mark.parametrize("fixes", [[], [None, None], [0.0]])
def test_without_two_places_there_is_no_distance(fixes):
    ran = track_distance(samples(fixes), KEYS)
    assert ran["distance_m"].to_list() == [None] * len(fixes)
    assert ran["distance_source"].to_list() == [None] * len(fixes)


def test_two_places_an_hour_apart_tell_neither_a_distance_nor_time_in_motion():
    apart = samples([0.0, 0.0], [0, 3600])
    assert track_distance(apart, KEYS)["distance_m"].to_list() == [None, None]
    assert moved_s(apart) is None
    assert way_m(samples([0.0] * 60)) == 0


def test_a_jump_that_comes_back_adds_nothing():
    jumped = [metres + 800 if second in (60, 61) else metres for second, metres in enumerate(RUN)]
    assert way_m(samples(jumped)) == pytest.approx(3 * 119, rel=0.03)


def test_zeros_for_an_unknown_place_add_nothing():
    frame = samples(RUN).with_columns(
        pl.when(pl.int_range(pl.len()).is_between(60, 64)).then(0.0).otherwise(pl.col("lat", "lon")).name.keep()
    )
    assert way_m(frame) == pytest.approx(3 * 119, rel=0.01)


def test_a_fast_descent_on_a_bike_counts():
    rode = list(np.cumsum(np.interp(range(300), [0, 100, 200, 300], [8.0, 22.0, 22.0, 8.0])))
    assert way_m(samples(rode)) == pytest.approx(rode[-1] - rode[0], rel=0.01)


def test_a_way_across_a_short_gap_counts_and_across_a_long_pause_does_not():
    seconds = [*range(60), *range(60 + 30, 120 + 30)]
    tunnel = [3.0 * second for second in seconds]
    assert way_m(samples(tunnel, seconds)) == pytest.approx(3 * 149, rel=0.01)
    seconds = [*range(60), *range(60 + LONGEST_STEP_S + 1, 120 + LONGEST_STEP_S + 1)]
    driven = [metres + (2000 if second > 60 else 0) for second, metres in zip(seconds, RUN, strict=True)]
    assert way_m(samples(driven, seconds)) == pytest.approx(3 * 118, rel=0.01)


def test_standing_for_an_hour_adds_no_kilometres():
    """A fix wanders by 2 m, as a phone's does, and each is like the one before."""
    noise = np.random.default_rng(5).normal(size=(3600, 2))
    wander = np.zeros((3600, 2))
    for second in range(1, 3600):
        wander[second] = 0.97 * wander[second - 1] + 2 * np.sqrt(1 - 0.97**2) * noise[second]
    frame = samples(list(wander[:, 0])).with_columns(lon=14.0 + pl.Series(wander[:, 1]) / DEGREE_M)
    assert raw_m(frame) > 1500
    assert way_m(frame) < 150
    assert moved_s(frame) < 300


def test_uneven_fixes_lengthen_a_run_by_little():
    noise = np.random.default_rng(5).normal(scale=0.6, size=(600, 2))
    frame = samples(list(3.0 * np.arange(600) + noise[:, 0])).with_columns(lon=14.0 + pl.Series(noise[:, 1]) / DEGREE_M)
    assert raw_m(frame) > 1.02 * 3 * 599
    assert way_m(frame) == pytest.approx(3 * 599, rel=0.01)


def test_a_walk_across_the_date_line_is_short():
    frame = samples([0.0] * 60, lat=0.5).with_columns(lon=180 - 30 / DEGREE_M + pl.int_range(pl.len()) * 1.0 / DEGREE_M)
    wrapped = frame.with_columns(lon=pl.when(pl.col("lon") > 180).then(pl.col("lon") - 360).otherwise("lon"))
    assert way_m(wrapped) == pytest.approx(59, abs=0.1)


def test_walking_up_a_steep_hill_is_moving_and_standing_is_not():
    climb = [0.7 * second for second in range(300)]
    assert moved_s(samples(climb)) == 299
    stop = [*RUN, *[RUN[-1]] * 300, *(RUN[-1] + metres for metres in RUN)]
    assert moved_s(samples(stop)) == pytest.approx(2 * 120, abs=10)


def test_a_pause_is_no_time_in_motion_and_a_gap_that_was_run_is():
    seconds = [*range(30), *range(229, 259)]
    assert moved_s(samples(RUN[:60], seconds)) == 58
    seconds = [*range(30), *range(49, 79)]
    assert moved_s(samples([3.0 * second for second in seconds], seconds)) == 78


fixes = st.lists(
    st.tuples(st.integers(0, 3000), st.floats(-3000, 3000), st.floats(-3000, 3000)),
    min_size=2,
    max_size=60,
    unique_by=lambda fix: fix[0],
)


def frame_of(ways):
    seconds, north_m, east_m = zip(*ways, strict=True)
    return samples(list(north_m), list(seconds)).with_columns(lon=14.0 + pl.Series(list(east_m)) / DEGREE_M)


@given(fixes)
@law
def test_a_cleaned_way_is_never_longer_than_the_raw_one(ways):
    frame = frame_of(ways)
    assert 0 <= (way_m(frame) or 0) <= raw_m(frame) * (1 + 1e-4) + 1e-3
    assert 0 <= (moved_s(frame) or 0) <= (frame["at"].max() - frame["at"].min()).total_seconds()


@given(fixes, st.randoms(use_true_random=False))
@law
def test_the_order_of_rows_does_not_matter(ways, chance):
    shuffled = list(ways)
    chance.shuffle(shuffled)
    assert_frame_equal(track_distance(frame_of(shuffled), KEYS), track_distance(frame_of(ways), KEYS))
