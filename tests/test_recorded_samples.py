from datetime import UTC, datetime, timedelta

import polars as pl

from flows.files.decoded import LAPPED, SAMPLED, SET
from schemas.activities import Activities
from schemas.recordings import Recordings
from tests.frames import rows
from transforms.recorded_samples import placed, recorded_laps, recorded_sets, recorded_streams

AT = datetime(2026, 5, 12, 8, 0, tzinfo=UTC)
FILE = {"athlete_id": pl.Int64(), "payload_id": pl.Int64()}


def places(start_at: datetime = AT, length_s: int = 100, of_activity: datetime = AT, activity_s: int = 100, **activity):
    """Where a recording stands that began at one time, of an activity that began at another."""
    recording = {
        "athlete_id": 7, "recording_id": -1, "payload_id": 3, "activity_id": 500, "start_at": start_at,
        "elapsed_time_s": length_s, "source": "file",
    }  # fmt: skip
    kept = {"athlete_id": 7, "activity_id": 500, "start_at": of_activity, "elapsed_time_s": activity_s}
    return placed(rows(Recordings, recording), rows(Activities, kept | activity))


def every_second(count: int = 101, **columns) -> pl.DataFrame:
    """Samples from `AT` on, 3 m a second."""
    return pl.DataFrame(
        {
            "athlete_id": 7,
            "payload_id": 3,
            "part_number": 1,
            "at": [AT + timedelta(seconds=number) for number in range(count)],
            "distance_m": [3.0 * number for number in range(count)],
            **columns,
        }
    ).select(
        pl.col(name).cast(dtype)
        if name in ("at", "part_number", "distance_m", *FILE, *columns)
        else pl.lit(None, dtype).alias(name)
        for name, dtype in {**FILE, **SAMPLED}.items()
    )


def streams(samples: pl.DataFrame, where: pl.DataFrame) -> pl.DataFrame:
    good, bad = recorded_streams(samples, where)
    assert bad.is_empty(), bad
    return good


def test_samples_are_counted_from_the_start_of_the_activity():
    assert streams(every_second(), places())["time_s"].to_list() == list(range(101))


def test_what_was_cut_off_at_strava_is_not_among_the_samples_and_distance_begins_anew():
    found = streams(every_second(), places(of_activity=AT + timedelta(seconds=20), activity_s=50))
    assert found["time_s"].to_list() == list(range(61))
    assert (found["distance_m"][0], found["distance_m"][10]) == (0.0, 30.0)


def test_a_start_that_was_corrected_at_strava_moves_the_whole_recording():
    found = streams(every_second(), places(of_activity=AT + timedelta(hours=1)))
    assert found["time_s"].to_list() == list(range(101))


def test_a_clock_of_another_year_moves_the_whole_recording():
    found = streams(every_second(), places(of_activity=AT + timedelta(days=400), activity_s=2000))
    assert found["time_s"].to_list() == list(range(101))


def test_cadence_is_of_both_legs_for_runs_alone():
    samples = every_second(3, cadence=[85.0, 86.0, None])
    assert streams(samples, places(sport_group="run"))["cadence_spm"].to_list() == [170.0, 172.0, None]
    assert streams(samples, places(sport_group="cross_training"))["cadence_spm"].to_list() == [85.0, 86.0, None]


def test_a_reading_that_no_sensor_gives_is_unknown_and_the_others_of_the_sample_stay():
    found = streams(every_second(1, heartrate_bpm=[0.0], altitude_m=[99_999.0], temp_c=[21.0]), places())
    assert found.select("heartrate_bpm", "altitude_m", "temp_c").row(0) == (None, None, 21.0)


def test_a_file_tells_neither_motion_nor_grade():
    assert streams(every_second(2), places()).select("is_moving", "grade_pct").null_count().row(0) == (2, 2)


def test_of_samples_in_one_second_the_first_stays():
    twice = pl.concat([every_second(2), every_second(2, distance_m=[50.0, 60.0])])
    assert streams(twice, places())["distance_m"].to_list() == [0.0, 3.0]


def test_laps_are_numbered_and_stand_on_the_clock_of_the_activity():
    laps = pl.DataFrame(
        [
            {"athlete_id": 7, "payload_id": 3, "part_number": 1, "start_at": AT + timedelta(seconds=start),
             "elapsed_time_s": 50.4, "distance_m": 151.2}
            for start in (0, 50)
        ],
        schema={**FILE, **LAPPED},
    )  # fmt: skip
    good, bad = recorded_laps(laps, places(of_activity=AT + timedelta(hours=1)))
    assert bad.is_empty()
    assert good.select("lap_number", "start_time_s", "elapsed_time_s", "moving_time_s", "mean_speed_mps").rows() == [
        (1, 0, 50, 50, 3.0),
        (2, 50, 50, 50, 3.0),
    ]
    assert good["start_at"][1] == AT + timedelta(hours=1, seconds=50)


def test_sets_are_numbered_in_their_order():
    sets = pl.DataFrame(
        [{"athlete_id": 7, "payload_id": 3, "part_number": 1, "exercise": name, "reps": 5} for name in ("squat", None)],
        schema={**FILE, **SET},
    )
    good, bad = recorded_sets(sets, places())
    assert bad.is_empty()
    assert good.select("set_number", "exercise", "reps", "source").rows() == [
        (1, "squat", 5, "file"),
        (2, None, 5, "file"),
    ]
