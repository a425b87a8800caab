from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.files.decoded import UnreadableFile
from flows.files.track.tcx import read_tcx
from tests.written.tcx import tcx_file
from tests.written.two_minutes import RUN, SECONDS, START
from tests.written.workout import SAMPLES, Lap, Workout

LAPPED_RUN = replace(RUN, moving_time_s=120, laps=(Lap(0, 120, 180.0, 130), Lap(120, 59, 177.0, 140)))
HEAD = '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">'


def told(data):
    (recording,) = read_tcx(data).recordings.to_dicts()
    return recording


def refusal(data):
    with pytest.raises(UnreadableFile) as refused:
        read_tcx(data)
    return refused.value


def tcx(inside):
    return f"{HEAD}{inside}</TrainingCenterDatabase>".encode()


def activity(*laps, sport="Running"):
    return f'<Activity Sport="{sport}">{"".join(laps)}</Activity>'


def lap(second, inside="<TotalTimeSeconds>60</TotalTimeSeconds>"):
    return f'<Lap StartTime="{START + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}">{inside}</Lap>'


def test_a_run_is_told_by_its_laps():
    recording = told(tcx_file(LAPPED_RUN))
    assert (recording["start_at"], recording["elapsed_time_s"], recording["moving_time_s"]) == (START, 179, 120)
    assert (recording["distance_m"], recording["distance_source"]) == (357, "recorded")
    assert recording["mean_heartrate_bpm"] == pytest.approx((61 * 130 + 59 * 140) / 120)
    assert (recording["max_heartrate_bpm"], recording["mean_cadence"], recording["mean_watts"]) == (149, 86.5, 240)
    assert (recording["sport_type"], recording["description"]) == ("Run", RUN.description)
    assert (recording["timezone"], recording["utc_offset_s"]) == ("Europe/Ljubljana", 7200)
    assert recording["device_name"] == "Garmin Forerunner 255"


def test_what_tcx_cannot_carry_is_null():
    recording = told(tcx_file(LAPPED_RUN))
    nulls = ("name", "elevation_gain_m", "mean_temp_c", "is_trainer", "perceived_exertion")
    assert [recording[name] for name in nulls] == [None] * 5


def test_samples_are_as_they_were_recorded():
    samples = read_tcx(tcx_file(LAPPED_RUN)).samples
    shared = ["distance_m", "altitude_m", "speed_mps", "heartrate_bpm", "cadence", "watts", "lat", "lon"]
    assert_frame_equal(samples.select(shared), RUN.samples.select(shared).cast(pl.Float64))
    assert samples["at"].to_list() == [START + timedelta(seconds=second) for second in SECONDS]


def test_laps_end_where_the_next_begins():
    laps = read_tcx(tcx_file(LAPPED_RUN)).laps
    columns = ("part_number", "start_at", "elapsed_time_s", "moving_time_s", "distance_m", "mean_heartrate_bpm")
    assert laps.select(columns).rows() == [
        (1, START, 120, 61, 180, 130),
        (1, START + timedelta(seconds=120), 59, 59, 177, 140),
    ]


@pytest.mark.parametrize(
    ("sport", "expected"), [("Running", "Run"), ("Biking", "Ride"), ("Other", None), ("Hiking", "Hike"), ("", None)]
)
def test_a_sport_is_in_strava_s_words_or_null(sport, expected):
    assert told(tcx(f"<Activities>{activity(lap(0), sport=sport)}</Activities>"))["sport_type"] == expected


def test_a_ride_s_cadence_is_the_bike_s():
    ride = replace(LAPPED_RUN, sport_type="Ride")
    assert told(tcx_file(ride))["mean_cadence"] == 86.5


def test_a_treadmill_run_has_no_place_and_no_zone():
    indoors = RUN.samples.with_columns(lat=pl.lit(None, pl.Float64), lon=pl.lit(None, pl.Float64))
    recording = told(tcx_file(replace(LAPPED_RUN, samples=indoors)))
    assert (recording["distance_m"], recording["timezone"], recording["utc_offset_s"]) == (357, None, None)


def test_distances_come_from_coordinates_only_where_neither_lap_nor_sample_tells_one():
    silent = RUN.samples.with_columns(distance_m=pl.lit(None, pl.Float64))
    unknown = replace(RUN, distance_m=None, samples=silent, moving_time_s=120)
    recording = told(tcx_file(unknown))
    assert recording["distance_source"] == "coordinates"
    assert recording["distance_m"] == pytest.approx(357, rel=0.001)
    by_lap = told(tcx_file(replace(unknown, laps=LAPPED_RUN.laps)))
    assert (by_lap["distance_m"], by_lap["distance_source"]) == (357, "recorded")


def test_distances_of_a_leg_of_a_triathlon_count_from_its_own_start():
    counter = pl.when(pl.col("time_s") != 30).then(pl.col("distance_m") + 40_330.8)
    samples = read_tcx(tcx_file(replace(RUN, samples=RUN.samples.with_columns(distance_m=counter)))).samples
    assert (samples["distance_m"].first(), samples["distance_m"][30]) == (0, None)
    assert samples["distance_m"].last() == pytest.approx(357)


def test_laps_alone_are_a_recording_without_samples():
    decoded = read_tcx(tcx(f"<Activities>{activity(lap(0), lap(60))}</Activities>"))
    assert decoded.recordings.select("elapsed_time_s", "moving_time_s").rows() == [(120, 120)]
    assert decoded.samples.is_empty()


def test_without_a_timer_moving_time_is_counted_in_the_samples():
    data = tcx_file(RUN).replace(b"TotalTimeSeconds", b"Unknown")
    assert told(data)["moving_time_s"] == 118


def test_several_activities_and_multisport_sessions_are_recordings_in_the_order_of_time():
    first, second = activity(lap(600), sport="Biking"), activity(lap(1200), sport="Running")
    session = f"<MultiSportSession><FirstSport>{first}</FirstSport><NextSport>{second}</NextSport></MultiSportSession>"
    recordings = read_tcx(tcx(f"<Activities>{session}{activity(lap(0), sport='Other')}</Activities>")).recordings
    assert recordings.select("part_number", "sport_type").rows() == [(1, None), (2, "Ride"), (3, "Run")]


def test_an_activity_without_a_time_that_can_be_is_left_out_and_told():
    old = '<Activity><Lap StartTime="1970-01-01T00:00:00Z"/></Activity>'
    decoded = read_tcx(tcx(f"<Activities>{old}{activity(lap(0))}</Activities>"))
    assert (len(decoded.recordings), [rule for rule, _ in decoded.notes]) == (1, ["start_at: possible"])


def test_blanks_before_the_declaration_are_forgiven():
    assert told(b"          " + tcx_file(RUN))["start_at"] == START


def test_of_equal_times_the_first_counts_and_times_that_go_back_are_sorted():
    data = tcx_file(RUN).decode()
    points = data.split("<Track>")[1].split("</Track>")[0].strip().split("\n")
    shuffled = "\n".join([*reversed(points), points[3].replace("300.3", "400")])
    assert_frame_equal(
        read_tcx(data.replace("\n".join(points), shuffled).encode()).samples, read_tcx(data.encode()).samples
    )


def test_a_lap_of_another_year_than_its_samples_does_not_stretch_the_activity():
    data = tcx_file(RUN).replace(b'StartTime="2026', b'StartTime="2019')
    assert told(data)["elapsed_time_s"] == 179
    assert read_tcx(data).laps.is_empty()


@pytest.mark.parametrize("broken", [b"NaN", b"-60", b"inf", b"1e300", b"", b"a"])
def test_a_number_of_a_lap_that_cannot_be_is_null(broken):
    data = tcx_file(RUN).replace(b"<DistanceMeters>357.0<", b"<DistanceMeters>" + broken + b"<", 1)
    assert read_tcx(data).laps["distance_m"].to_list() == [None]
    assert told(data)["distance_m"] == 357


def test_laps_that_add_up_to_more_than_anybody_can_run_tell_no_distance():
    far = [lap(60 * number, "<DistanceMeters>1500000</DistanceMeters>") for number in range(2)]
    recording = told(tcx(f"<Activities>{activity(*far)}</Activities>"))
    assert (recording["distance_m"], recording["distance_source"]) == (None, None)


@pytest.mark.parametrize(
    ("inside", "rule", "word"),
    [
        ("", "file: activity", "no activity"),
        ("<Courses><Course><Name>x</Name></Course></Courses>", "file: activity", "courses"),
        ("<Activities/>", "file: activity", "no activity"),
        (f"<Activities>{activity()}</Activities>", "file: activity", "no lap"),
        (
            '<Activities><Activity><Lap StartTime="1970-01-01T00:00:00Z"/></Activity></Activities>',
            "start_at: possible",
            "",
        ),
    ],
)
def test_what_is_no_recording_is_refused_in_a_sentence(inside, rule, word):
    refused = refusal(tcx(inside))
    assert refused.rule == rule
    assert word in refused.reason


@pytest.mark.parametrize("year", [b"1970", b"2099"])
def test_a_year_that_cannot_be_is_refused(year):
    assert refusal(tcx_file(RUN).replace(b"2026-", year + b"-")).rule == "start_at: possible"


def test_other_xml_is_refused():
    assert refusal(b"<gpx/>").rule == "file: format"


def test_a_file_that_is_cut_keeps_its_good_points_and_says_so():
    whole = tcx_file(RUN)
    cut = read_tcx(whole[: len(whole) // 2])
    assert [rule for rule, _ in cut.notes] == ["file: whole"]
    assert 10 < len(cut.samples) < 120


def test_an_empty_workout_is_written_and_read():
    empty = Workout(datetime(2026, 1, 1, tzinfo=UTC), 1800, samples=pl.DataFrame(schema=SAMPLES))
    assert told(tcx_file(empty))["elapsed_time_s"] == 1800


def test_more_laps_than_any_race_has_are_refused():
    refused = refusal(tcx(f"<Activities>{activity('<Lap/>' * 10_001)}</Activities>"))
    assert (refused.rule, refused.reason) == (
        "file: size",
        "the file has more than 10,000 elements <Lap>, as no recording has",
    )
