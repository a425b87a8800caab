from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from flows.files.decoded import UnreadableFile
from flows.files.track.gpx import read_gpx
from tests.laws import law
from tests.written.gpx import gpx_file
from tests.written.two_minutes import RUN, SECONDS, START


def gpx(inside, creator="x", head='version="1.1" xmlns="http://www.topografix.com/GPX/1/1"'):
    return f'<gpx creator="{creator}" {head}>{inside}</gpx>'.encode()


def point(second, inside="", *, lat="46.0", lon="14.5"):
    at = START + timedelta(seconds=second)
    return f'<trkpt lat="{lat}" lon="{lon}"><time>{at:%Y-%m-%dT%H:%M:%SZ}</time>{inside}</trkpt>'


def track(*segments, inside=""):
    return f"<trk>{inside}{''.join(f'<trkseg>{segment}</trkseg>' for segment in segments)}</trk>"


def run_of(seconds, **how):
    return "".join(point(second, lat=46 + second * 3 / 111_194.94, **how) for second in seconds)


def told(data):
    (recording,) = read_gpx(data).recordings.to_dicts()
    return recording


def sample(inside):
    return read_gpx(gpx(track(point(0, inside)))).samples.to_dicts()[0]


def refusal(data):
    with pytest.raises(UnreadableFile) as refused:
        read_gpx(data)
    return refused.value


@pytest.mark.parametrize("variant", ["garmin", "cluetrust", "strava", "plain"])
def test_every_exporter_s_file_tells_the_same_run(variant):
    recording = told(gpx_file(RUN, variant))
    assert (recording["name"], recording["description"]) == (RUN.name, RUN.description)
    assert (recording["start_at"], recording["elapsed_time_s"], recording["moving_time_s"]) == (START, 179, 118)
    assert recording["distance_m"] == pytest.approx(357, rel=0.001)
    assert recording["distance_source"] == ("recorded" if variant == "cluetrust" else "coordinates")
    assert (recording["timezone"], recording["utc_offset_s"]) == ("Europe/Ljubljana", 7200)
    assert recording["sport_type"] == (None if variant in ("cluetrust", "plain") else "Run")
    assert recording["device_name"] == (None if variant == "strava" else "Garmin Forerunner 255")


@pytest.mark.parametrize("variant", ["garmin", "cluetrust", "strava"])
def test_every_exporter_s_samples_are_the_same(variant):
    decoded = read_gpx(gpx_file(RUN, variant))
    shared = ["altitude_m", "heartrate_bpm", "cadence", "watts", "temp_c", "lat", "lon"]
    assert_frame_equal(decoded.samples.select(shared), RUN.samples.select(shared).cast(pl.Float64))
    assert decoded.samples["at"].to_list() == [START + timedelta(seconds=second) for second in SECONDS]
    (recording,) = decoded.recordings.to_dicts()
    assert (recording["mean_watts"], recording["has_power_meter"], recording["mean_temp_c"]) == (240, True, 18)
    assert (recording["mean_cadence"], recording["max_heartrate_bpm"]) == (86.5, 149)


def test_what_gpx_cannot_carry_is_null():
    recording = told(gpx_file(RUN, "plain"))
    nulls = ("elevation_gain_m", "perceived_exertion", "mean_heartrate_bpm", "mean_watts", "has_power_meter")
    assert [recording[name] for name in (*nulls, "is_trainer", "mean_temp_c", "mean_cadence")] == [None] * 8


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<speed>3.5</speed><course>90</course>", {"speed_mps": 3.5}),
        ('<e:x xmlns:e="u"><e:hr>140</e:hr><e:cad>90</e:cad></e:x>', {"heartrate_bpm": 140, "cadence": 90}),
        ("<extensions><power>250</power></extensions>", {"watts": 250}),
        ('<extensions><p:PowerInWatts xmlns:p="u">250</p:PowerInWatts></extensions>', {"watts": 250}),
        ("<extensions><heartrate>140</heartrate><temp>-3</temp></extensions>", {"heartrate_bpm": 140, "temp_c": -3}),
        ("<ele>-12.5</ele>", {"altitude_m": -12.5}),
        ("<extensions><hr> 140\n</hr><hr>150</hr></extensions>", {"heartrate_bpm": 140}),
    ],
)
def test_readings_are_found_wherever_an_exporter_puts_them(inside, expected):
    assert {name: sample(inside)[name] for name in expected} == expected


def test_a_prefix_without_a_namespace_breaks_nothing():
    """As in the files of COROS."""
    decoded = read_gpx(b"<gpx>" + track(point(0, "<gpxdata:hr>93</gpxdata:hr>")).encode() + b"</gpx>")
    assert (decoded.samples["heartrate_bpm"].to_list(), decoded.notes) == ([93], ())


@pytest.mark.parametrize(
    "inside",
    [
        *("<ele>99999</ele>", "<ele>NaN</ele>", "<ele>inf</ele>", "<ele>1,5</ele>", "<ele/>", "<hr>0</hr>"),
        *("<hr>-80</hr>", "<hr>300</hr>", "<speed>-1</speed>", "<cadence>4000</cadence>", "<power>1e999</power>"),
        *("<distance>-459</distance>", "<temp>451</temp>", "<hr><a>1</a><b>2</b></hr>", "<watts>0x10</watts>"),
    ],
)
def test_a_reading_that_no_sensor_gives_is_null(inside):
    names = ("altitude_m", "heartrate_bpm", "speed_mps", "cadence", "watts", "temp_c", "distance_m")
    assert [sample(inside)[name] for name in names] == [None] * len(names)


@pytest.mark.parametrize(("lat", "lon"), [("91", "14"), ("46", "181"), ("NaN", "14"), ("0", "0"), ("", "14")])
def test_half_a_place_or_none_is_no_place(lat, lon):
    odd = point(1, lat=lat, lon=lon)
    samples = read_gpx(gpx(track(point(0) + odd + point(2)))).samples
    assert samples.select(pl.col("lat", "lon").is_null()).rows() == [(False, False), (True, True), (False, False)]


@pytest.mark.parametrize(
    ("name", "sport"),
    [
        *(("running", "Run"), ("trail_running", "TrailRun"), ("treadmill_running", "Run"), ("9", "Run"), ("1", "Ride")),
        *(
            ("10", "Walk"),
            ("4", "Hike"),
            ("Trail Running", "TrailRun"),
            ("mtb", "MountainBikeRide"),
            ("TrailRun", "TrailRun"),
            ("virtualride", None),
        ),
        *(("other", None), ("multi_sport", None), ("trip#track", None), ("77", None), ("", None)),
    ],
)
def test_a_sport_is_in_strava_s_words_or_null(name, sport):
    expected = "VirtualRide" if name == "virtualride" else sport
    assert told(gpx(track(point(0), inside=f"<type>{name}</type>")))["sport_type"] == expected


def test_a_treadmill_s_type_says_that_it_was_indoors():
    assert told(gpx(track(point(0), inside="<type>treadmill_running</type>")))["is_trainer"] is True


@pytest.mark.parametrize(
    ("creator", "device"),
    [
        *(("Garmin Edge 530", "Garmin Edge 530"), ("Suunto 9 Peak", "Suunto 9 Peak"), ("eTrex 10", "eTrex 10")),
        *(("Garmin Connect", None), ("StravaGPX", None), ("StravaGPX iPhone", None), ("COROS Wearables", None)),
        *(("Movescount - http://www.movescount.com", None), ("gpx.py -- https://github.com/tkrajina/gpxpy", None)),
        *(("COROS PACE 3", "COROS PACE 3"), ("Polar Vantage V2", "Polar Vantage V2"), ("", None)),
    ],
)
def test_a_creator_is_a_device_only_where_it_names_one(creator, device):
    assert told(gpx(track(point(0)), creator))["device_name"] == device


def test_of_two_points_hours_apart_only_the_time_between_is_known():
    recording = told(gpx(track(point(0) + point(7200))))
    assert [recording[name] for name in ("elapsed_time_s", "moving_time_s", "distance_m", "distance_source")] == [
        *(7200, None, None, None)
    ]


def test_segments_are_one_activity_with_pauses():
    decoded = read_gpx(gpx(track(run_of(range(30)), run_of(range(4000, 4030)))))
    assert decoded.recordings["elapsed_time_s"].to_list() == [4029]
    assert decoded.recordings["moving_time_s"].to_list() == [58]


def test_tracks_that_follow_each_other_are_one_activity_and_others_are_their_own():
    run, ride = "<type>running</type>", "<type>cycling</type>"
    decoded = read_gpx(
        gpx(
            track(run_of(range(9000, 9030)), inside=run)
            + track(run_of(range(30)), inside=run)
            + track(run_of(range(300, 330)), inside=run)
            + track(run_of(range(340, 370)), inside=ride)
        )
    )
    recordings = decoded.recordings
    assert recordings.select("part_number", "sport_type", "elapsed_time_s").rows() == [
        (1, "Run", 329),
        (2, "Ride", 29),
        (3, "Run", 29),
    ]
    assert decoded.samples.group_by("part_number", maintain_order=True).len().rows() == [(1, 60), (2, 30), (3, 30)]


def test_a_track_without_a_time_that_can_be_is_left_out_and_told():
    old = run_of(range(3)).replace("2026-", "1970-")
    decoded = read_gpx(gpx(track(old) + track(run_of(range(10)))))
    assert (len(decoded.recordings), [rule for rule, _ in decoded.notes]) == (1, ["start_at: possible"])


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        ('<rte><rtept lat="1" lon="2"/></rte>', "routes"),
        ('<wpt lat="1" lon="2"><time>2026-05-01T06:00:00Z</time></wpt>', "waypoints"),
        ("<trk><trkseg/></trk>", "treadmill"),
        ('<trk><trkseg><trkpt lat="1" lon="2"><ele>3</ele></trkpt></trkseg></trk>', "plan"),
    ],
)
def test_what_is_no_recording_is_refused_in_a_sentence(inside, word):
    refused = refusal(gpx(inside))
    assert refused.rule == "file: activity"
    assert word in refused.reason


@pytest.mark.parametrize("year", ["1970", "1989", "2099", "2150"])
def test_a_year_that_cannot_be_is_refused(year):
    refused = refusal(gpx_file(RUN).replace(b"2026-", f"{year}-".encode()))
    assert refused.rule == "start_at: possible"
    assert year in refused.reason


def test_one_time_that_cannot_be_costs_one_point():
    odd = "".join(
        f'<trkpt lat="46" lon="14"><time>{year}-01-01T00:00:00Z</time></trkpt>' for year in (1970, 1999, 2098)
    )
    assert told(gpx(track(odd + run_of(range(10)))))["elapsed_time_s"] == 9


@pytest.mark.parametrize(
    "time",
    ["2026-05-01T08:00:00+02:00", "2026-05-01T06:00:00", "2026-05-01 06:00:00.000Z", "2026-05-01T06:00:00.0+0000"],
)
def test_a_time_is_utc_whatever_its_spelling(time):
    assert (
        told(gpx(f'<trk><trkseg><trkpt lat="1" lon="2"><time>{time}</time></trkpt></trkseg></trk>'))["start_at"]
        == START
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "gbk", "utf-8-sig"])
def test_a_name_survives_its_encoding(encoding):
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    text = declared + gpx(track(point(0), inside="<name>Hügel</name>")).decode()
    assert told(text.encode(encoding))["name"] == "Hügel"


def test_a_wrong_declaration_costs_nothing():
    text = '<?xml version="1.0" encoding="utf-16"?>' + gpx(track(point(0), inside="<name>Hügel</name>")).decode()
    assert read_gpx(b" \n" + text.encode()).notes == ()
    assert told(b" \n" + text.encode())["name"] == "Hügel"


def test_a_file_that_is_cut_keeps_its_good_points_and_says_so():
    whole = gpx_file(RUN, "garmin")
    cut = read_gpx(whole[: whole.rfind(b"<ele>") + len(b"<ele>31")])
    assert [rule for rule, _ in cut.notes] == ["file: whole"]
    assert cut.samples["altitude_m"].drop_nulls().to_list() == RUN.samples["altitude_m"].to_list()[:-1]


def test_hostile_texts_stay_texts_and_break_no_row():
    name = "a\tb\n1\t1\thr\t99\n\"'<![CDATA[ ]]> =cmd()"
    data = gpx_file(replace(RUN, name=name, description="</trkpt>\\n\t,;"))
    assert told(data)["name"] == name
    assert len(read_gpx(data).samples) == 120
    assert sample("<extensions><hr>12\t1\t1\t\n99</hr><cad>80</cad></extensions>")["cadence"] == 80


def test_more_tracks_than_anybody_has_in_a_file_are_refused():
    with pytest.raises(UnreadableFile, match="more than 1,000 elements <trk>"):
        read_gpx(gpx("<trk/>" * 1001))


def test_other_xml_is_refused():
    assert refusal(b"<kml/>").rule == "file: format"


@given(st.permutations(range(40)), st.integers(0, 39))
@law
def test_neither_the_order_of_points_nor_repeats_matter(order, repeat):
    points = [point(second, f"<ele>{second}</ele>", lat=46 + second * 3 / 111_194.94) for second in range(40)]
    shuffled = "".join(points[number] for number in order)
    whole, other = read_gpx(gpx(track("".join(points)))), read_gpx(gpx(track(shuffled + points[repeat])))
    assert_frame_equal(other.samples, whole.samples)
    assert_frame_equal(other.recordings, whole.recordings)
