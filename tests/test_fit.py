"""What comes out of a FIT file."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from flows.files.decoded import LAPPED, RECORDED, SAMPLED, SET
from flows.files.fit.reader import read_fit
from tests.fit_read import column, recording
from tests.written.fit import fit_file, messages
from tests.written.short_run import AT, CLOCK, ran, run, with_developers_field
from tests.written.workout import SAMPLES, Lap, LiftedSet


def test_samples_come_back_as_they_were_written() -> None:
    decoded = read_fit(fit_file(run()))
    written = ran()
    assert decoded.samples.schema == SAMPLED
    assert decoded.samples["at"].to_list() == [AT + timedelta(seconds=second) for second in range(60)]
    steps = {"distance_m": 0.01, "altitude_m": 0.2, "speed_mps": 0.001, "lat": 1e-7, "lon": 1e-7}
    for name in SAMPLES.names()[1:]:
        assert (decoded.samples[name] - written[name]).abs().max() <= steps.get(name, 0.0), name


def test_a_session_is_a_recording_with_what_it_tells() -> None:
    told = recording(
        fit_file(
            run(moving_time_s=50, elevation_gain_m=12.0, utc_offset_s=7200, more={"session": [(16, "uint8", [155])]})
        )
    )
    assert told == {
        "part_number": 1,
        "name": None,
        "description": None,
        "sport_type": "Run",
        "start_at": AT,
        "utc_offset_s": 7200,
        "timezone": "Europe/Berlin",
        "distance_m": 180.0,
        "distance_source": "recorded",
        "moving_time_s": 50,
        "elapsed_time_s": 60,
        "elevation_gain_m": 12.0,
        "mean_heartrate_bpm": 155.0,
        "max_heartrate_bpm": 146.0,
        "mean_cadence": 88.0,
        "mean_watts": 250.0,
        "has_power_meter": True,
        "mean_temp_c": 18.0,
        "is_trainer": False,
        "device_name": "Garmin fr255",
        "perceived_exertion": None,
    }
    assert read_fit(fit_file(run())).recordings.schema == RECORDED


def test_a_race_of_three_sports_is_three_activities_without_what_lies_between() -> None:
    swim = run(sport_type="Swim", samples=ran(distance_m=[float(second) for second in range(60)]))
    change = run(start_at=AT + timedelta(minutes=1), more={"sport": (3, 0)}, samples=ran(watts=None))
    ride = run(start_at=AT + timedelta(minutes=2), sport_type="Ride")
    decoded = read_fit(fit_file(swim, change, ride))
    assert decoded.recordings.select("part_number", "sport_type").rows() == [(1, "Swim"), (2, "Ride")]
    assert decoded.samples.group_by("part_number", maintain_order=True).len().rows() == [(1, 60), (2, 60)]
    assert decoded.samples.filter(pl.col("part_number") == 2)["at"].min() == ride.start_at


def test_distances_count_from_the_start_of_their_own_sport() -> None:
    ride = run(
        start_at=AT + timedelta(minutes=1),
        sport_type="Ride",
        samples=ran(distance_m=[180.0 + 5 * second for second in range(60)]),
    )
    samples = read_fit(fit_file(run(), ride)).samples
    assert samples.filter(pl.col("part_number") == 2)["distance_m"].to_list() == [5.0 * second for second in range(60)]


def test_laps_come_out_in_order() -> None:
    laps = read_fit(fit_file(run(laps=(Lap(30, 30, 92.0, 151), Lap(0, 30, 88.0))))).laps
    assert laps.schema == LAPPED
    assert laps.drop("name", "moving_time_s", "elevation_gain_m").rows() == [
        (1, AT, 30.0, 88.0, None),
        (1, AT + timedelta(seconds=30), 30.0, 92.0, 151.0),
    ]


def test_active_sets_come_out_and_rests_do_not() -> None:
    lifted = (LiftedSet(0, 31.5, "squat", 5, 102.5), LiftedSet(90, 40.0, None, 12, 0.0))
    decoded = read_fit(fit_file(run(sport_type="WeightTraining", sets=lifted)))
    assert decoded.sets.schema == SET
    assert decoded.sets.rows() == [(1, "squat", 5, 102.5, 31.5), (1, None, 12, None, 40.0)]


def test_what_the_session_does_not_tell_its_samples_do() -> None:
    told = recording(fit_file(run(distance_m=None)))
    assert (told["distance_m"], told["mean_heartrate_bpm"]) == (177.0, pytest.approx(142.8, abs=0.1))


def test_no_distance_is_made_up() -> None:
    told = recording(fit_file(run(distance_m=None, samples=ran(distance_m=None))))
    assert (told["distance_m"], told["distance_source"]) == (None, None)


def test_a_file_without_a_session_is_one_recording_of_its_samples() -> None:
    file = fit_file(run(laps=(Lap(0, 60),), more={"without": ("session", "activity"), "pauses": [(20, 35)]}))
    told = recording(file)
    assert (told["start_at"], told["elapsed_time_s"], told["moving_time_s"]) == (AT, 59, 44)


def test_an_activity_lasts_at_least_until_its_last_sample() -> None:
    """Some watches leave a pause out of the time that they call elapsed."""
    file = fit_file(run(elapsed_time_s=59, more={"session": [(7, "uint32", [40_000]), (8, "uint32", [40_000])]}))
    assert recording(file)["elapsed_time_s"] == 59


def test_a_session_without_samples_is_a_recording() -> None:
    decoded = read_fit(fit_file(run(samples=ran(0))))
    assert (decoded.recordings["distance_m"].to_list(), decoded.samples.height) == ([180.0], 0)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("heartrate_bpm", (3, "uint8", [0] * 60)),
        ("speed_mps", (73, "sint32", [-2000] * 60)),
        ("speed_mps", (73, "uint32", [90_000] * 60)),
        ("watts", (7, "uint16", [60_000] * 60)),
        ("altitude_m", (78, "float32", [float("nan")] * 60)),
        ("distance_m", (5, "uint32", [4_000_000_000] * 60)),
    ],
)
def test_a_reading_that_cannot_be_is_null(name: str, field: Any) -> None:
    assert column(name, fit_file(run(more={"columns": {name: field}}))) == [None] * 60


def test_a_place_without_a_fix_is_null() -> None:
    lat = [0.0, *[48.1] * 59]
    assert column("lat", fit_file(run(samples=ran(lat=lat, lon=[0.0, *[11.5] * 59]))))[:2] == [
        None,
        pytest.approx(48.1),
    ]


def test_a_plain_speed_counts_alone() -> None:
    file = fit_file(run(samples=ran(speed_mps=None), more={"columns": {"plain": (6, "uint16", [2000] * 60)}}))
    assert column("speed_mps", file)[0] == 2.0


def test_half_steps_count() -> None:
    assert column("cadence", fit_file(run(more={"columns": {"half": (53, "uint8", [64] * 60)}})))[0] == 88.5


def test_samples_that_go_back_in_time_are_put_in_order_and_repeats_left_out() -> None:
    samples = pl.concat([ran()[30:], ran(), ran()[:5]])
    decoded = read_fit(fit_file(run(samples=samples)))
    assert decoded.samples.height == 60
    assert decoded.samples["at"].is_sorted()


def test_what_several_records_of_one_second_tell_is_one_sample() -> None:
    """As Strava's app for Android writes them: where in one record, how far in the next."""
    where = messages(20, [(253, "uint32", [CLOCK]), (0, "sint32", [2**29]), (1, "sint32", [2**28])])
    how_far = messages(20, [(253, "uint32", [CLOCK]), (5, "uint32", [1200])])
    decoded = read_fit(fit_file(run(samples=ran(0), more={"messages": where + how_far})))
    assert decoded.samples.select("lat", "lon", "distance_m").rows() == [(45.0, 22.5, 12.0)]


@pytest.mark.parametrize("without", [(), ("session",)])
def test_samples_of_another_year_are_left_out(without: tuple[str, ...]) -> None:
    """A watch that has not yet seen a satellite may think it is 2006."""
    samples = ran().with_columns(time_s=pl.col("time_s") - pl.when(pl.col("time_s") < 5).then(500_000_000).otherwise(0))
    decoded = read_fit(fit_file(run(samples=samples, more={"without": without})))
    assert (decoded.samples.height, decoded.recordings["elapsed_time_s"][0]) == (55, 54 if without else 60)


def test_a_gap_of_hours_stays() -> None:
    samples = ran().with_columns(time_s=pl.col("time_s") + pl.when(pl.col("time_s") > 30).then(20_000).otherwise(0))
    assert column("at", fit_file(run(elapsed_time_s=20_060, samples=samples)))[-1] == AT + timedelta(seconds=20_059)


def test_two_files_in_one_are_two_recordings() -> None:
    decoded = read_fit(fit_file(run()) + fit_file(run(start_at=AT + timedelta(days=1))))
    assert decoded.recordings["part_number"].to_list() == [1, 2]
    assert decoded.notes == ()


def test_the_same_file_twice_in_one_is_one_recording() -> None:
    decoded = read_fit(fit_file(run()) * 2)
    assert (decoded.recordings.height, decoded.samples.height) == (1, 60)


def test_times_told_relative_to_the_message_before_are_read() -> None:
    dated = messages(20, [(253, "uint32", [CLOCK]), (3, "uint8", [140])])
    undated = messages(20, [(3, "uint8", [141])], local=1)[:-2] + bytes(
        byte for second in range(1, 4) for byte in (0x80 | 1 << 5 | (CLOCK + second) & 31, 140 + second)
    )
    decoded = read_fit(fit_file(replace(run(samples=ran(0)), more={"messages": dated + undated})))
    assert decoded.samples["at"].to_list() == [AT + timedelta(seconds=second) for second in range(4)]
    assert decoded.samples["heartrate_bpm"].to_list() == [140.0, 141.0, 142.0, 143.0]


def test_speed_and_distance_in_three_bytes_are_unpacked() -> None:
    """Speed in hundredths in the lower twelve bits, distance in sixteenths in the upper ones."""
    packed = bytes([0x40, 0, 0, 20, 0, 2, 253, 4, 0x86, 8, 3, 0x0D])
    rows = b"".join(
        b"\0" + (CLOCK + second).to_bytes(4, "little") + (325 | second * 48 << 12).to_bytes(3, "little")
        for second in range(5)
    )
    decoded = read_fit(fit_file(run(samples=ran(0), more={"messages": packed + rows})))
    assert decoded.samples["speed_mps"].to_list() == [3.25] * 5
    assert decoded.samples["distance_m"].to_list() == [0.0, 3.0, 6.0, 9.0, 12.0]


def test_power_of_an_app_counts_where_the_watch_has_none() -> None:
    file = with_developers_field("Power", 240, 150)
    assert column("watts", file) == [240.0]
    assert recording(file)["has_power_meter"] is True


def test_a_developers_field_does_not_take_the_place_of_fits_own() -> None:
    assert column("heartrate_bpm", with_developers_field("heart_rate", 77, 150)) == [150.0]


def test_an_unknown_developers_field_is_nothing() -> None:
    assert column("watts", with_developers_field("Form Power", 60, 150)) == [None]
