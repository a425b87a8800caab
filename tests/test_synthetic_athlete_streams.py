"""The synthetic athlete's recordings: aligned, physical, and in agreement with the summaries."""

from datetime import date

import numpy as np
import orjson
import pytest

from flows.synthetic_athlete import runs, season, sensors
from flows.synthetic_athlete.motion import move
from flows.synthetic_athlete.randomness import stream
from flows.synthetic_athlete.runs import Day
from tests.synthetic_life import of_scenario, streams, with_truth, year

OUTDOOR_KEYS = {
    "time", "distance", "latlng", "altitude", "velocity_smooth", "heartrate", "cadence", "temp", "moving",
    "grade_smooth",
}  # fmt: skip


def recorded():
    return [(activity, entry, streams(activity)) for activity, entry in with_truth() if activity.streams_json]


def test_streams_are_index_aligned_and_say_their_size():
    for activity in year().activities:
        if activity.streams_json is None:
            continue
        answer = orjson.loads(activity.streams_json)
        sizes = {len(stream["data"]) for stream in answer.values()}
        assert sizes == {stream["original_size"] for stream in answer.values()}
        assert len(sizes) == 1


def test_time_increases_and_distance_never_falls():
    for _, _, s in recorded():
        assert s["time"][0] == 0
        assert np.all(np.diff(s["time"]) > 0)
        if "distance" in s:
            assert np.all(np.diff(s["distance"]) >= 0)


def test_summary_figures_are_those_of_the_streams():
    for activity, _, s in recorded():
        shown = activity.summary
        assert shown["elapsed_time"] == s["time"][-1]
        assert 0 <= shown["moving_time"] <= shown["elapsed_time"]
        if "distance" in s:
            assert shown["distance"] == s["distance"][-1]
            assert shown["max_speed"] == s["velocity_smooth"].max()
            assert shown["average_speed"] == pytest.approx(shown["distance"] / shown["moving_time"], abs=0.001)
        if "heartrate" in s:
            assert shown["average_heartrate"] == pytest.approx(s["heartrate"][s["heartrate"] > 0].mean(), abs=0.06)
            assert shown["max_heartrate"] == s["heartrate"].max()
        if "cadence" in s:
            assert shown["average_cadence"] == pytest.approx(s["cadence"][s["cadence"] > 0].mean(), abs=0.06)
        if "altitude" in s:
            assert (shown["elev_high"], shown["elev_low"]) == (s["altitude"].max(), s["altitude"].min())
            rise = s["altitude"].max() - s["altitude"][0]
            assert 0.6 * rise - 4 <= shown["total_elevation_gain"] <= np.clip(np.diff(s["altitude"]), 0, None).sum()


def test_moving_time_is_the_time_in_moving_samples():
    for activity, _, s in recorded():
        if "latlng" in s:
            passed = np.diff(s["time"], prepend=0)
            assert activity.summary["moving_time"] == passed[s["moving"] & (passed <= 10)].sum()


def test_a_watch_has_every_stream_of_an_outdoor_run():
    for activity, _ in of_scenario("easy_run"):
        assert streams(activity).keys() == OUTDOOR_KEYS


def test_a_treadmill_has_neither_position_nor_altitude():
    for activity, _ in of_scenario("treadmill_run"):
        assert not {"latlng", "altitude", "grade_smooth"} & streams(activity).keys()
        assert activity.summary["start_latlng"] == []
        assert activity.summary["trainer"] is True


def test_a_phone_has_no_heart_rate_and_whole_metres_of_altitude():
    for activity, _ in of_scenario("phone_run"):
        s = streams(activity)
        assert not {"heartrate", "cadence", "temp"} & s.keys()
        assert np.all(s["altitude"] == np.round(s["altitude"]))


def test_barometric_altitude_comes_in_steps_of_a_fifth_of_a_metre():
    for activity, _ in of_scenario("long_run"):
        steps = streams(activity)["altitude"] * 5
        assert np.allclose(steps, np.round(steps))


def test_speed_is_a_trailing_mean_over_five_samples():
    activity, _ = of_scenario("easy_run")[0]
    s = streams(activity)
    expected = (s["distance"][5:] - s["distance"][:-5]) / (s["time"][5:] - s["time"][:-5])
    assert np.allclose(s["velocity_smooth"][5:], expected, atol=0.001)


def test_a_pause_leaves_no_samples_and_no_distance():
    gaps = 0
    for _, entry, s in recorded():
        if "distance" not in s or entry["scenario"] == "smart_watch_run":
            continue
        is_gap = np.diff(s["time"]) > 10
        gaps += is_gap.sum()
        assert np.all(np.diff(s["distance"])[is_gap] < 8)
    assert gaps > 50


def test_smart_recording_leaves_three_to_ten_seconds_between_samples():
    for activity, _ in of_scenario("smart_watch_run"):
        steps = np.diff(streams(activity)["time"])
        assert np.mean((steps >= 3) & (steps <= 10)) > 0.95


def test_easy_running_is_easy_and_racing_is_not():
    for activity, _ in of_scenario("easy_run"):
        assert 115 < activity.summary["average_heartrate"] < 145
    for activity, _ in of_scenario("race"):
        assert activity.summary["average_heartrate"] > 155


def test_heart_rate_lags_behind_the_effort():
    activity, _ = of_scenario("interval_run")[0]
    s = streams(activity)
    size = len(s["time"]) - 200
    speed = s["velocity_smooth"][100 : 100 + size]
    lags = [np.corrcoef(speed, s["heartrate"][100 + lag : 100 + lag + size])[0, 1] for lag in range(0, 90, 5)]
    assert 10 <= 5 * int(np.argmax(lags)) <= 60


def test_recorded_altitude_lags_one_to_three_seconds():
    lags = set()
    for n in range(12):
        day = Day(0, date(2026, 3, 1 + n), stream(0, "test", n))
        script = runs.hill_sprints(day, 6)
        motion = move(script, stream(0, "motion", n))
        recording = sensors.record(script, motion, season.home(0), 0.0, stream(0, "noise", n))
        altitude = np.interp(np.arange(len(motion.altitude_m)), recording.time_s, recording.altitude_dm / 10)
        climbs = np.diff(altitude)
        truth = np.diff(motion.altitude_m)
        agreement = [np.corrcoef(climbs[10:-10], np.roll(truth, lag)[10:-10])[0, 1] for lag in range(7)]
        lags.add(int(np.argmax(agreement)))
    assert lags == {1, 2, 3}


def test_positions_are_as_far_apart_as_the_distance_says():
    for activity, _ in of_scenario("race"):
        s = streams(activity)
        lat, lon = np.radians(s["latlng"][~np.isnan(s["latlng"][:, 0])]).T
        east = np.diff(lon[::30]) * np.cos(lat[0]) * 6_371_000
        north = np.diff(lat[::30]) * 6_371_000
        assert np.hypot(east, north).sum() == pytest.approx(activity.summary["distance"], rel=0.06)


def test_a_position_may_be_missing_at_the_start():
    missing = [
        answer["latlng"]["data"]
        for activity in year().activities
        if activity.streams_json and b"null" in activity.streams_json
        for answer in [orjson.loads(activity.streams_json)]
    ]
    assert missing
    assert all(data[0] is None and data[-1] is not None for data in missing)


def test_heart_rate_drops_out_now_and_then():
    assert any((s["heartrate"] == 0).any() for _, _, s in recorded() if "heartrate" in s)


def test_easy_rides_are_below_the_first_threshold_and_hard_ones_far_above():
    bound = 137
    for activity, _ in of_scenario("easy_ride"):
        assert np.mean(streams(activity)["heartrate"] < bound) > 0.95
    for activity, _ in of_scenario("hard_ride"):
        assert np.mean(streams(activity)["heartrate"] > bound + 10) > 0.9
        assert activity.summary["average_heartrate"] > bound + 15


def test_only_scripted_hot_runs_are_hot():
    for activity, entry in with_truth():
        if entry["sport_group"] == "run" and "average_temp" in activity.summary:
            is_hot = entry["scenario"] == "hot_run"
            temp_c = activity.summary["average_temp"]
            assert temp_c >= 29 if is_hot else temp_c <= 26
            assert not is_hot or activity.summary["elapsed_time"] >= 1800


def test_laps_and_splits_add_up_to_the_activity():
    for activity, _, s in recorded():
        if "distance" not in s:
            assert activity.detail["laps"] == []
            continue
        for part in ("laps", "splits_metric"):
            pieces = activity.detail[part]
            assert sum(piece["distance"] for piece in pieces) == pytest.approx(activity.summary["distance"], abs=0.5)
            assert sum(piece["elapsed_time"] for piece in pieces) == activity.summary["elapsed_time"]
        assert [lap["lap_index"] for lap in activity.detail["laps"]] == list(range(1, len(activity.detail["laps"]) + 1))


def test_two_recorders_of_one_run_agree_roughly_and_not_exactly():
    twins = of_scenario("phone_twin")
    by_id = {activity.activity_id: activity for activity in year().activities}
    for phone, entry in twins:
        watch = by_id[entry["duplicate_of"]]
        assert phone.summary["distance"] != watch.summary["distance"]
        assert phone.summary["distance"] == pytest.approx(watch.summary["distance"], rel=0.03)
        assert len(streams(phone)) < len(streams(watch))
