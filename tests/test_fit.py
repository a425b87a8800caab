"""What comes out of a FIT file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from flows.files.decoded import LAPPED, RECORDED, SAMPLED, SET, Decoded, UnreadableFile
from flows.files.fit import read_fit
from flows.files.fit_sports import sport_type
from flows.files.fit_survey import LARGEST_BYTES
from tests.written.fit import EPOCH_S, checksum, fit_file, messages, sealed
from tests.written.workout import SAMPLES, Lap, LiftedSet, Workout
from transforms.sport_group import KNOWN

AT = datetime(2024, 5, 1, 6, tzinfo=UTC)
CLOCK = round(AT.timestamp()) - EPOCH_S


def ran(seconds: int = 60, **columns: Any) -> pl.DataFrame:
    """Samples of a run of 3 m/s, with other columns in place of its own."""
    time_s = range(seconds)
    made = {
        "distance_m": [3.0 * second for second in time_s],
        "altitude_m": [300.2 + second / 5 for second in time_s],
        "speed_mps": [3.25] * seconds,
        "heartrate_bpm": [140 + second % 7 for second in time_s],
        "cadence": [88.0] * seconds,
        "watts": [250.0] * seconds,
        "temp_c": [18.0] * seconds,
        "lat": [48.1 + second * 1e-5 for second in time_s],
        "lon": [11.5 + second * 1e-5 for second in time_s],
    }
    return pl.DataFrame({"time_s": list(time_s), **made, **columns}, schema=SAMPLES, strict=False)


def run(**told: Any) -> Workout:
    """A run of a minute."""
    return Workout(**{"start_at": AT, "elapsed_time_s": 60, "distance_m": 180.0, "samples": ran(), **told})


def recording(file: bytes) -> dict[str, Any]:
    """The one recording of a file."""
    (row,) = read_fit(file).recordings.rows(named=True)
    return row


def refused(file: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_fit(file)
    return caught.value


def column(name: str, file: bytes) -> list[Any]:
    return read_fit(file).samples[name].to_list()


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


def test_the_rating_on_the_watch_is_from_1_to_10() -> None:
    assert recording(fit_file(run(more={"session": [(193, "uint8", [40])]})))["perceived_exertion"] == 4.0


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
    lifted = (LiftedSet(0, 31.5, "squat", 5, 102.5), LiftedSet(90, 40.0, None, 12, None))
    decoded = read_fit(fit_file(run(sport_type="WeightTraining", sets=lifted)))
    assert decoded.sets.schema == SET
    assert decoded.sets.rows() == [(1, "squat", 5, 102.5, 31.5), (1, None, 12, None, 40.0)]


def lifted_as(*fields: Any) -> str | None:
    a_set = messages(225, [(254, "uint32", [CLOCK]), (5, "uint8", [1]), *fields])
    title = messages(264, [(0, "uint16", [28]), (1, "uint16", [12]), (2, "string", ["Paused squat"])])
    return read_fit(fit_file(run(more={"messages": title + a_set}))).sets["exercise"][0]


def test_an_exercise_is_named_as_finely_as_the_watch_tells() -> None:
    assert lifted_as((7, "uint16", [28]), (8, "uint16", [6])) == "barbell back squat"
    assert lifted_as((7, "uint16", [28]), (8, "uint16", [60_000])) == "squat"
    assert lifted_as((7, "uint16", [65_534])) is None


def test_an_exercise_has_the_name_that_the_planned_workout_gives_it() -> None:
    assert lifted_as((7, "uint16", [28]), (8, "uint16", [12])) == "Paused squat"


@pytest.mark.parametrize(
    ("sport", "sub_sport", "told"),
    [
        *[("running", "trail", "TrailRun"), ("running", "virtual_activity", "VirtualRun"), ("running", None, "Run")],
        *[("running", "treadmill", "Run"), ("cycling", "virtual_activity", "VirtualRide"), ("cycling", "bmx", "Ride")],
        *[("training", "strength_training", "WeightTraining"), ("swimming", "open_water", "Swim")],
        *[("fitness_equipment", "elliptical", "Elliptical"), ("fitness_equipment", "indoor_rowing", "Rowing")],
        *[("fitness_equipment", "stair_climbing", "StairStepper"), ("cross_country_skiing", "generic", "NordicSki")],
        *[("training", "yoga", "Yoga"), ("training", "pilates", "Pilates"), ("hiking", "generic", "Hike")],
        *[("walking", "casual_walking", "Walk"), ("e_biking", "e_bike_mountain", "EMountainBikeRide")],
        *[("training", "cardio_training", "Workout"), ("generic", "generic", "Workout"), ("77", None, "Workout")],
        *[(None, None, None), (None, "generic", None)],
    ],
)
def test_sports_are_told_in_stravas_words(sport: str | None, sub_sport: str | None, told: str | None) -> None:
    assert sport_type(sport, sub_sport) == told
    assert told is None or told in KNOWN


@pytest.mark.parametrize("sub_sport", [1, 5, 6, 58])
def test_a_treadmill_or_trainer_is_one(sub_sport: int) -> None:
    assert recording(fit_file(run(more={"sport": (1, sub_sport)})))["is_trainer"] is True


def test_without_a_place_nobody_knows_whether_it_was_a_treadmill() -> None:
    assert recording(fit_file(run(samples=ran(lat=None, lon=None))))["is_trainer"] is None


def test_the_name_of_the_watchs_profile_is_the_title_where_the_sport_says_nothing() -> None:
    named = {"session": [(110, "string", ["Sauna"])]}
    assert recording(fit_file(run(sport_type="Workout", more=named)))["name"] == "Sauna"
    assert recording(fit_file(run(more=named)))["name"] is None


def test_the_devices_own_time_tells_the_offset() -> None:
    assert recording(fit_file(run(utc_offset_s=-34_200)))["utc_offset_s"] == -34_200


@pytest.mark.parametrize("told", [0, 100, 15 * 3600])
def test_an_offset_that_cannot_be_right_is_that_of_the_place(told: int) -> None:
    assert recording(fit_file(run(utc_offset_s=told + 1000 * (told == 100))))["utc_offset_s"] == 7200


def test_without_a_place_the_devices_offset_of_0_counts() -> None:
    told = recording(fit_file(run(samples=ran(lat=None, lon=None))))
    assert (told["utc_offset_s"], told["timezone"]) == (0, None)


@pytest.mark.parametrize(
    ("device", "told"),
    [("COROS PACE 3", "COROS PACE 3"), ("Suunto", "Suunto"), ("Garmin Nothing 9", "Garmin Nothing 9"), (None, None)],
)
def test_a_device_is_named_by_maker_and_model(device: str | None, told: str | None) -> None:
    assert recording(fit_file(run(device_name=device)))["device_name"] == told


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


def test_a_gap_of_hours_stays() -> None:
    samples = ran().with_columns(time_s=pl.col("time_s") + pl.when(pl.col("time_s") > 30).then(20_000).otherwise(0))
    assert column("at", fit_file(run(elapsed_time_s=20_060, samples=samples)))[-1] == AT + timedelta(seconds=20_059)


@pytest.mark.parametrize("at", [datetime(1989, 12, 31, 0, 1, tzinfo=UTC), datetime(2099, 6, 1, tzinfo=UTC)])
@pytest.mark.parametrize("without", [(), ("session",)])
def test_a_clock_that_was_not_set_is_refused(at: datetime, without: tuple[str, ...]) -> None:
    assert refused(fit_file(run(start_at=at, more={"without": without}))).rule == "start_at: no date"


@pytest.mark.parametrize(
    ("kind", "word"), [(6, "course"), (5, "workout"), (2, "settings"), (15, "monitoring"), (99, "99")]
)
def test_what_is_no_activity_is_refused_by_its_name(kind: int, word: str) -> None:
    error = refused(fit_file(run(more={"type": kind})))
    assert error.rule == "file: activity"
    assert word in str(error)


def test_a_file_of_neither_session_nor_sample_is_refused() -> None:
    error = refused(fit_file(run(more={"without": ("session", "record")})))
    assert (error.rule, str(error)) == (
        "file: activity",
        "The FIT file holds no activity: neither a session nor a sample.",
    )


@pytest.mark.parametrize("data", [b"", b"<gpx/>", b"\x0e" * 40, fit_file(run())[:11]])
def test_what_is_no_fit_is_refused(data: bytes) -> None:
    assert refused(data).rule == "file: format"


def damage(decoded: Decoded) -> str:
    ((rule, reason),) = decoded.notes
    assert rule == "file: whole"
    return reason


def test_a_good_file_has_no_notes() -> None:
    assert read_fit(fit_file(run())).notes == ()


def test_a_wrong_checksum_is_noted_and_the_file_read() -> None:
    good = fit_file(run())
    decoded = read_fit(good[:-1] + bytes([good[-1] ^ 1]))
    assert "checksum is wrong" in damage(decoded)
    assert decoded.samples.equals(read_fit(good).samples)


def test_a_header_without_a_checksum_of_its_own_is_as_good() -> None:
    good = fit_file(run())
    unsealed = good[:12] + b"\0\0" + good[14:-2]
    decoded = read_fit(unsealed + checksum(unsealed).to_bytes(2, "little"))
    assert (decoded.notes, decoded.samples.height) == ((), 60)


def test_a_file_whose_end_is_lost_is_read_until_there() -> None:
    whole = fit_file(run(more={"without": ("device_info",)}))
    decoded = read_fit(whole[: whole.index(b"\x2e", len(whole) // 2)])
    assert "is not FIT" in damage(decoded)
    assert 0 < decoded.samples.height < 60
    assert decoded.recordings["elapsed_time_s"][0] == decoded.samples.height - 1


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF])
def test_a_file_that_was_never_finished_is_read(size: int) -> None:
    whole = fit_file(run())
    unfinished = whole[:4] + size.to_bytes(4, "little") + whole[8:-2]
    assert read_fit(unfinished).samples.height == 60


def test_what_comes_after_the_file_is_noted() -> None:
    decoded = read_fit(fit_file(run()) + b"\0" * 100)
    assert "is not FIT" in damage(decoded)
    assert decoded.samples.height == 60


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


def with_developers_field(name: str, value: int, heart_rate: int) -> bytes:
    """One record with a heart rate, and a field that an app's developer described."""
    described = (
        messages(207, [(3, "uint8", [0])])
        + messages(206, [(0, "uint8", [0]), (1, "uint8", [0]), (2, "uint8", [2]), (3, "string", [name])])
        + bytes([0x60, 0, 0, 20, 0, 2, 253, 4, 0x86, 3, 1, 0x02, 1, 0, 1, 0])
        + b"\0"
        + CLOCK.to_bytes(4, "little")
        + bytes([heart_rate, value])
    )
    return fit_file(run(samples=ran(0), more={"messages": described}))


def test_power_of_an_app_counts_where_the_watch_has_none() -> None:
    file = with_developers_field("Power", 240, 150)
    assert column("watts", file) == [240.0]
    assert recording(file)["has_power_meter"] is True


def test_a_developers_field_does_not_take_the_place_of_fits_own() -> None:
    assert column("heartrate_bpm", with_developers_field("heart_rate", 77, 150)) == [150.0]


def test_an_unknown_developers_field_is_nothing() -> None:
    assert column("watts", with_developers_field("Form Power", 60, 150)) == [None]


def test_a_field_of_a_type_that_fit_does_not_know_is_left_out(capfd: pytest.CaptureFixture[str]) -> None:
    """fitfast breaks down there, and its Rust code says so on the terminal."""
    described = messages(207, [(3, "uint8", [0])]) + messages(
        206, [(0, "uint8", [0]), (1, "uint8", [0]), (2, "uint8", [0x1F]), (3, "string", ["odd"])]
    )
    rows = bytes([0x60, 0, 0, 20, 0, 1, 253, 4, 0x86, 1, 0, 1, 0]) + bytes(1 + 4 + 1)
    odd = bytes([0x40, 0, 0, 20, 0, 2, 253, 4, 0x86, 200, 1, 0x1F]) + bytes(1 + 4 + 1)
    decoded = read_fit(fit_file(run(more={"messages": described + rows + odd})))
    assert "a type that FIT does not know" in damage(decoded)
    assert decoded.samples.height == 60
    assert capfd.readouterr() == ("", "")


def test_a_file_made_to_burst_memory_is_refused() -> None:
    """255 fields of no bytes: each message of one byte holds 256 things."""
    fields = b"".join(bytes([number, 0, 2]) for number in range(255))
    bomb = sealed(bytes([0x40, 0, 0, 20, 0, 255]) + fields + bytes(30_000))
    assert refused(bomb).rule == "file: size"


def test_records_of_too_many_different_fields_are_refused() -> None:
    wide = messages(20, [(number, "uint8", [1]) for number in range(250)])
    assert refused(sealed(wide + messages(20, [(3, "uint8", [1])]) + bytes(240_000))).rule == "file: size"


def test_a_huge_file_is_refused() -> None:
    assert refused(bytes(LARGEST_BYTES + 1)).rule == "file: size"


def test_a_file_of_nothing_but_laps_is_refused() -> None:
    laps = messages(19, [(2, "uint32", [CLOCK]), (7, "uint32", [1])])
    assert refused(sealed(laps + laps[-9:] * 340_000)).rule == "file: size"


def test_thousands_of_sessions_are_refused() -> None:
    many = messages(18, [(2, "uint32", [CLOCK + second for second in range(2000)])])
    assert refused(fit_file(run(more={"messages": many}))).rule == "file: size"


def test_the_checksum_is_that_of_garmins_own_files() -> None:
    """CRC-16/ARC's check value."""
    assert checksum(b"123456789") == 0xBB3D
