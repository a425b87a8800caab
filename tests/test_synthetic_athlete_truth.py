"""The ground truth: every rep can be seen in the recording, every dose is that of the activity."""

import re
from itertools import pairwise

import numpy as np
import pytest

from tests.synthetic_life import of_scenario, streams, with_truth

VARIANTS = ("hill_sprint_run_short", "hill_sprint_run_two", "hill_sprint_run_sloppy", "hill_sprint_run_paused")


def sprint_runs():
    return [(streams(activity), entry) for activity, entry in of_scenario("hill_sprint_run")]


def plain():
    return [(s, entry) for s, entry in sprint_runs() if entry["scenario"] == "hill_sprint_run"]


def test_every_activity_has_one_entry_and_the_other_way_round():
    assert [activity.activity_id for activity, _ in with_truth()] == [entry["activity_id"] for _, entry in with_truth()]


def test_a_rep_s_gain_is_its_grade_times_its_distance():
    for _, entry in sprint_runs():
        for rep in entry["reps"]:
            assert rep["elevation_gain_m"] == pytest.approx(rep["grade_pct"] / 100 * rep["distance_m"], abs=0.02)


def test_a_rep_s_gain_shows_in_the_recorded_altitude():
    errors = []
    for s, entry in sprint_runs():
        for rep in entry["reps"]:
            begin, end = rep["start_time_s"], rep["start_time_s"] + rep["duration_s"]
            before = s["altitude"][(s["time"] >= begin - 3) & (s["time"] <= begin + 1)].min()
            after = s["altitude"][(s["time"] >= end - 1) & (s["time"] <= end + 4)].max()
            errors.append(after - before - rep["elevation_gain_m"])
    assert np.mean(np.abs(errors) < 1.6) > 0.97


def test_a_rep_s_distance_shows_in_the_recorded_distance():
    for s, entry in sprint_runs():
        for rep in entry["reps"]:
            ends = [rep["start_time_s"], rep["start_time_s"] + rep["duration_s"] + 1]
            covered = np.diff(np.interp(ends, s["time"], s["distance"]))[0]
            assert covered == pytest.approx(rep["distance_m"] + 2, abs=5)


def test_reps_are_steep_fast_and_short():
    for _, entry in plain():
        assert 4 <= len(entry["reps"]) <= 10
        for rep in entry["reps"]:
            assert 8 <= rep["duration_s"] <= 10
            assert 8 <= rep["grade_pct"] <= 20.5
            assert 4.2 <= rep["peak_speed_mps"] <= 6.8


def test_recoveries_are_walked_or_stood_and_lead_to_the_next_rep():
    for s, entry in plain():
        reps = entry["reps"]
        assert reps[-1]["recovery_s"] is None
        for rep, after in pairwise(reps):
            end = rep["start_time_s"] + rep["duration_s"]
            assert end + rep["recovery_s"] == after["start_time_s"]
            assert 85 <= rep["recovery_s"] <= 140
            covered = np.diff(np.interp([end + 4, after["start_time_s"]], s["time"], s["distance"]))[0]
            assert covered / rep["recovery_s"] < 1.6


def test_every_rep_starts_on_the_same_hill():
    for s, entry in plain():
        starts = [s["latlng"][np.searchsorted(s["time"], rep["start_time_s"])] for rep in entry["reps"]]
        spread_m = np.ptp(np.array(starts), axis=0) * 111_195
        assert spread_m.max() < 35


def test_the_watch_is_paused_in_the_recoveries_of_some_sessions():
    for activity, entry in of_scenario("hill_sprint_run_paused"):
        time = streams(activity)["time"]
        for rep in entry["reps"][:-1]:
            end = rep["start_time_s"] + rep["duration_s"]
            within = time[(time >= end) & (time <= end + rep["recovery_s"])]
            assert np.diff(within).max() > 0.5 * rep["recovery_s"]


def test_some_sessions_are_not_as_prescribed():
    reps = {variant: [rep for _, e in of_scenario(variant) for rep in e["reps"]] for variant in VARIANTS}
    assert all(len(entry["reps"]) == 2 for _, entry in of_scenario("hill_sprint_run_two"))
    assert all((rep["recovery_s"] or 0) < 85 for rep in reps["hill_sprint_run_short"])
    assert {rep["duration_s"] for rep in reps["hill_sprint_run_sloppy"]} - {8.0, 9.0, 10.0}


def test_three_reps_count_and_two_are_only_possible():
    for _, entry in sprint_runs():
        (session,) = [session for session in entry["sessions"] if session["intervention"] == "hill_sprints"]
        assert session["dose"] == len(entry["reps"])
        assert session["counts"] is (len(entry["reps"]) >= 3)
        assert session["kind"] == ("hill_sprints" if session["counts"] else "possible_hill_sprints")


def test_only_hill_sprint_runs_have_reps():
    assert {entry["scenario"].startswith("hill_sprint_run") for _, entry in with_truth() if entry["reps"]} == {True}


def test_laps_pressed_at_the_reps_lie_on_them():
    pressed = 0
    for activity, entry in of_scenario("hill_sprint_run"):
        laps = [lap for lap in activity.detail["laps"] if lap["elapsed_time"] <= 14]
        if len(laps) < len(entry["reps"]):
            continue
        pressed += 1
        starts = {streams(activity)["time"][lap["start_index"]] for lap in laps}
        assert {rep["start_time_s"] for rep in entry["reps"]} <= starts
    assert pressed


def test_a_duplicate_counts_for_nothing_itself():
    duplicates = [(activity, entry) for activity, entry in with_truth() if entry["duplicate_of"] is not None]
    assert {entry["scenario"] for _, entry in duplicates} == {"phone_twin", "strength_app_twin"}
    for _, entry in duplicates:
        assert entry["sessions"] == []
        assert entry["counted_distance_m"] is None


def test_every_run_counts_its_distance_but_duplicates_and_pool_runs():
    for activity, entry in with_truth():
        counts = entry["sport_group"] == "run" and entry["duplicate_of"] is None
        assert entry["counted_distance_m"] == (activity.summary["distance"] if counts else None)


def test_doses_are_the_times_of_the_activity_or_what_its_text_states():
    for activity, entry in with_truth():
        s = activity.summary
        text = f"{s['name']} {activity.detail['description'] or ''}"
        for session in entry["sessions"]:
            match session["intervention"], session["kind"]:
                case "cross_training", "ride":
                    assert session["dose"] == s["moving_time"] / 3600
                case "cross_training", "e_bike":
                    assert session["dose"] == s["moving_time"] / 7200
                case "cross_training", _:
                    assert session["dose"] == s["elapsed_time"] / 3600
                case "strength", _:
                    assert session["dose"] == s["elapsed_time"] / 60
                case "heat", "active_heat":
                    assert session["dose"] == s["elapsed_time"] / 60
                case "heat", _ if entry["sport_group"] == "run":
                    assert int(re.search(r"(\d+) min", text)[1]) == session["dose"]
                case "heat", _:
                    assert session["dose"] == s["elapsed_time"] / 60
                    stated = re.search(r"(\d+) min", text)
                    assert stated is None or int(stated[1]) == session["dose"]
                    assert "3x12" not in text or session["dose"] == 36


def test_heat_doses_are_within_what_a_session_can_be():
    doses = [s["dose"] for _, e in with_truth() for s in e["sessions"] if s["intervention"] == "heat" and s["counts"]]
    assert doses
    assert all(8 <= dose <= 75 for dose in doses)
