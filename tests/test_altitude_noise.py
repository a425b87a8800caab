import numpy as np
import polars as pl
import pytest

from tests.hill_simulator import Stretch, Watch, easy, record
from tests.hill_verdicts import efforts_of, sessions_of
from transforms.altitude_noise import NOISY_M, climb_error

SECONDS = np.arange(1200)
FIRST = np.array([0])
WALK, SPRINT_UP, SPRINT = Stretch(80, 1.3), Stretch(9, 5.2, 0.12), Stretch(9, 5.8)


def received(seconds, seed=1):
    """What a receiver without a barometer adds to the altitude, m: slow waves, smooth from second to second."""
    rng = np.random.default_rng(seed)
    wave = np.convolve(rng.normal(0, 1, seconds + 200), np.exp(-np.arange(200) / 40), "valid")[:seconds]
    quick = np.convolve(rng.normal(0, 1, seconds + 20), np.exp(-np.arange(20) / 6), "valid")[:seconds]
    return 3.0 * wave / wave.std() + 1.0 * quick / quick.std()


def noisy(recording, seed=1):
    streams = recording.streams
    return streams.with_columns(altitude_m=pl.col("altitude_m") + pl.Series(received(streams.height, seed)).round(1))


def test_a_steady_slope_has_no_error():
    assert climb_error(100 + 0.3 * SECONDS, FIRST) == pytest.approx([0.0], abs=0.02)


@pytest.mark.parametrize("step_m", [0.2, 1.0])
def test_the_steps_of_a_barometer_are_no_noise(step_m):
    hills = 20 * np.sin(SECONDS / 60)
    assert climb_error(np.round(hills / step_m) * step_m, FIRST)[0] < NOISY_M


def test_a_receivers_altitude_is_noisy():
    assert climb_error(received(1200), FIRST)[0] > NOISY_M


def test_a_few_glitches_make_no_noise():
    glitches = np.zeros(1200)
    for at in (100, 400, 700, 1000):
        glitches[at : at + 10] = 7.0
    assert climb_error(glitches, FIRST)[0] < NOISY_M


def test_no_altitude_has_no_error_either():
    assert np.isnan(climb_error(np.full(1200, np.nan), FIRST)).all()


def test_the_error_of_one_recording_says_nothing_about_the_next():
    both = np.concatenate([received(601), np.zeros(599)])
    alone = climb_error(received(601), FIRST)[0]
    assert climb_error(both, np.array([0, 601])).tolist() == [alone, 0.0]


def test_flat_sprints_are_none_up_a_hill_whatever_a_noisy_altitude_says():
    for seed in range(12):
        streams = noisy(record([*easy(15), *[SPRINT, WALK] * 7, *easy(8)], seed), seed)
        assert "hill_sprint" not in efforts_of(streams)["effort_kind"].to_list()


def test_many_hill_sprints_together_stand_out_of_a_noisy_altitude():
    kinds = []
    for seed in range(12):
        streams = noisy(record([*easy(15), *[SPRINT_UP, WALK] * 8, *easy(8)], seed), seed)
        kinds += sessions_of(streams)["kind"].to_list()
    assert kinds.count("hill_sprints") >= 11


def test_what_was_climbed_in_a_pause_is_not_the_sprints():
    walked_up = Stretch(50, 1.2, 0.1, is_paused=True)
    found = efforts_of(
        record([*easy(15), *[WALK, walked_up, SPRINT] * 4, WALK, *easy(8)], 4, watch=Watch(lag_s=1)).streams
    )
    sprints = found.filter(pl.col("mean_speed_mps") > 4)
    assert sprints.height == 4
    assert sprints["elevation_gain_m"].abs().max() < 1
