from datetime import date

import numpy as np
import polars as pl
import pytest

from schemas.activities import Activities
from schemas.easy_windows import EasyWindows
from schemas.streams import Streams
from tests.frames import rows
from transforms.easy_windows import easy_windows
from transforms.grade import minetti_factor

HOUR = 3600


def recording(activity_id=1, seconds=HOUR, speed_mps=3.0, grade=0.0, heartrate_bpm=140, every_s=1):
    """A run at an even speed; `speed_mps` may be one number per second."""
    time_s = np.arange(0, seconds + 1, every_s)
    distance_m = np.concatenate([[0.0], np.cumsum(np.broadcast_to(speed_mps, seconds))])[time_s]
    samples = pl.DataFrame(
        {
            "athlete_id": 1,
            "activity_id": activity_id,
            "time_s": time_s,
            "distance_m": distance_m,
            "altitude_m": 100 + grade * distance_m,
            "heartrate_bpm": heartrate_bpm,
        }
    )
    return pl.concat([Streams.none(), samples.cast({pl.Int32: pl.Int64})], how="diagonal")


def windows(samples, **other):
    run = {"sport_group": "run", "moving_time_s": HOUR, "local_date": date(2026, 1, 1)} | other
    ids = samples["activity_id"].unique()
    return EasyWindows.validate(easy_windows(samples, rows(Activities, *(run | {"activity_id": n} for n in ids))))


def test_an_hour_of_even_running_is_ten_windows_from_minute_ten():
    table = windows(recording())
    assert table["start_time_s"].to_list() == [600 + 300 * n for n in range(10)]
    assert table.select("duration_s", "distance_m", "grade_adjusted_distance_m", "mean_heartrate_bpm").row(0) == (
        300,
        900.0,
        900.0,
        140.0,
    )


def test_metres_per_heartbeat_are_distance_over_beats():
    assert windows(recording())["metres_per_heartbeat"][0] == pytest.approx(900 / (140 * 5), abs=1e-6)


def test_distance_is_adjusted_for_the_grade():
    table = windows(recording(grade=0.02))
    assert table["grade_adjusted_distance_m"][0] == pytest.approx(900 * minetti_factor(np.array(0.02)), rel=1e-3)


@pytest.mark.parametrize("grade", [0.031, -0.031])
def test_a_hill_is_no_window(grade):
    assert windows(recording(grade=grade)).is_empty()


def test_uneven_speed_is_no_window():
    swaying = 3.0 + 0.6 * np.sign(np.sin(np.arange(HOUR) * 2 * np.pi / 120))
    assert windows(recording(speed_mps=swaying)).is_empty()


def test_the_noise_of_seconds_is_not_uneven_speed():
    noisy = 3.0 + 0.6 * np.random.default_rng(0).standard_normal(HOUR)
    assert windows(recording(speed_mps=noisy.clip(0))).height == 10


def test_a_pause_is_in_no_window():
    paused = recording().filter(~pl.col("time_s").is_between(1000, 1020))
    assert windows(paused)["start_time_s"].to_list() == [600, *range(1200, 3600, 300)]


def test_smart_recording_is_no_pause():
    assert windows(recording(every_s=10)).height == 10


def test_windows_without_heart_rate_are_left_out():
    silent = recording().with_columns(
        heartrate_bpm=pl.when(~pl.col("time_s").is_between(900, 1000)).then("heartrate_bpm")
    )
    assert windows(silent)["start_time_s"].to_list() == [600, *range(1200, 3600, 300)]


def test_a_short_loss_of_heart_rate_is_left_out_of_the_mean():
    silent = recording().with_columns(
        heartrate_bpm=pl.when(~pl.col("time_s").is_between(900, 920)).then("heartrate_bpm")
    )
    assert windows(silent)["mean_heartrate_bpm"].to_list() == [140.0] * 10


@pytest.mark.parametrize(
    "other", [{"moving_time_s": 1799}, {"is_trainer": True}, {"sport_group": "cross_training"}], ids=str
)
def test_short_runs_treadmills_and_other_sports_have_no_windows(other):
    assert windows(recording(), **other).is_empty()


def test_a_recording_without_altitude_has_no_windows():
    assert windows(recording().with_columns(altitude_m=pl.lit(None, pl.Float64))).is_empty()


def test_a_run_has_the_same_windows_in_any_batch_and_order():
    first, second = recording(1), recording(2, speed_mps=2.5, heartrate_bpm=130)
    both = windows(pl.concat([second, first]).sample(fraction=1.0, shuffle=True, seed=1))
    assert both.filter(pl.col("activity_id") == 1).equals(windows(first))
    assert both.filter(pl.col("activity_id") == 2).equals(windows(second))


def test_nothing_gives_an_empty_table():
    assert EasyWindows.validate(easy_windows(Streams.none(), Activities.none())).is_empty()
