"""The synthetic athlete's training: everything that must occur occurs, and in life-like amounts."""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from flows.synthetic_athlete import season
from flows.synthetic_athlete.calendar_plan import plan_day
from flows.synthetic_athlete.notes import HOSTILE_TITLE
from tests.synthetic_life import of_scenario, with_truth, year

SEEDS = range(6)
REQUIRED = {
    "easy_run", "long_run", "tempo_run", "interval_run", "trail_run", "treadmill_run", "race", "strides_run",
    "hill_repeat_run", "hill_sprint_run", "hill_sprint_run_two", "hill_sprint_run_short", "hill_sprint_run_sloppy",
    "hill_sprint_run_paused", "hot_run", "night_run", "new_year_run", "manual_run", "run_without_streams", "phone_run",
    "smart_watch_run", "watch_and_phone_run", "hostile_title_run", "like_a_sauna_run", "no_sauna_run",
    "easy_run_sauna_note", "easy_ride", "hard_ride", "e_bike_ride", "swim", "pool_run_as_swim", "pool_run_as_workout",
    "pool_run_as_run", "elliptical", "rowing", "sauna", "sauna_timed", "sauna_3x12", "sauna_recorded", "sauna_yoga",
    "hot_tub", "steam", "unknown_sport_sauna", "cold_plunge", "strength_heavy", "strength_mixed",
    "strength_hypertrophy", "strength_no_sets", "strength_watch_and_app", "walk", "hike", "yoga", "unknown_sport",
}  # fmt: skip


@cache
def three_years(seed):
    first = date(2023, 11, 1)
    days = [first + timedelta(days=n) for n in range((date(2026, 11, 23) - first).days)]
    return [(day, script) for day in days for script in plan_day(seed, day)]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_required_scenario_occurs_within_three_years(seed):
    assert REQUIRED - {script.scenario for _, script in three_years(seed)} == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_year_has_about_three_hundred_activities(seed):
    per_year = Counter(day.year for day, _ in three_years(seed))
    assert all(270 <= per_year[y] <= 360 for y in (2024, 2025))


def test_no_day_depends_on_the_days_planned_before_it():
    day = date(2026, 3, 12)
    alone = plan_day(7, day)
    for n in range(40):
        plan_day(7, day - timedelta(days=n))
    assert repr(plan_day(7, day)) == repr(alone)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_ill_athlete_does_nothing(seed):
    first, last = season.year_of(seed, 2025).illness
    assert timedelta(days=5) <= last - first
    assert not [day for day, _ in three_years(seed) if first <= day <= last]


@pytest.mark.parametrize("seed", SEEDS)
def test_two_races_a_year_end_the_build_ups(seed):
    races = [day for day, script in three_years(seed) if script.is_race and day.year == 2025]
    assert [day.month for day in races] == [5, 10]
    assert all(day.weekday() == 6 for day in races)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_planned_months_set_two_or_three_records_a_year(seed):
    months = [(y, m) for y in (2023, 2024, 2025, 2026) for m in range(1, 13)]
    km = {month: season.month_km(seed, *month) for month in months if (2023, 11) <= month <= (2026, 10)}
    ordered = list(km)
    records = [month for n, month in enumerate(ordered) if n >= 6 and km[month] > 0.1 + max(km[m] for m in ordered[:n])]
    per_year = Counter(y for y, _ in records)
    assert all(1 <= per_year[y] <= 4 for y in (2024, 2025, 2026))
    assert 6 <= len(records) <= 10


def test_weeks_of_every_intervention_are_met_and_missed():
    for seed in SEEDS:
        weeks = defaultdict(Counter)
        for day, script in three_years(seed):
            week = weeks[day - timedelta(days=day.weekday())]
            week.update(session.intervention for session in script.sessions if session.counts)
        for intervention, enough in {"hill_sprints": 1, "heat": 2, "strength": 2, "cross_training": 2}.items():
            done = [week[intervention] for week in weeks.values()]
            assert sum(n >= enough for n in done) > 15
            assert sum(n == 0 for n in done) > 15
            assert enough == 1 or sum(0 < n < enough for n in done) > 15


def test_pool_runs_come_in_three_disguises():
    found = {
        (activity.summary["sport_type"], entry["sport_group"], entry["counted_distance_m"])
        for activity, entry in of_scenario("pool_run_as")
    }
    assert found == {(sport, "cross_training", None) for sport in ("Swim", "Workout", "Run")}


def test_strength_logs_come_from_hevy_strong_and_by_hand():
    texts = [
        activity.detail["description"] for activity, _ in of_scenario("strength") if activity.detail["description"]
    ]
    assert any(
        text.startswith("Logged with hevyapp.com\n\n") and re.search(r"^Set \d+: [\d.]+ kg x \d+", text, re.M)
        for text in texts
    )
    assert any(
        "https://link.strong.app/" in text and re.search(r"^W1: [\d.]+ kg × 5 \[Warm-up\]$", text, re.M)
        for text in texts
    )
    assert any(re.search(r"^[a-z ]+ \dx\d+ @ [\d.]+kg$", text, re.M) for text in texts)
    assert any(re.search(r"^\dx\d+ [a-z ]+ \d+ lb$", text, re.M) for text in texts)


def test_the_logged_sets_are_the_true_sets():
    for activity, entry in of_scenario("strength"):
        text = activity.detail["description"]
        if not text or "hevyapp" not in text:
            continue
        logged = [
            (float(weight), int(reps), bool(warmup))
            for weight, reps, warmup in re.findall(r"^Set \d+: ([\d.]+) kg x (\d+)( \(warmup\))?$", text, re.M)
        ]
        assert logged == [(done["weight_kg"], done["reps"], done["is_warmup"]) for done in entry["sets"]]


def test_the_emphasis_is_that_of_the_working_sets():
    for _, entry in of_scenario("strength"):
        for session in entry["sessions"]:
            working = [done["reps"] for done in entry["sets"] if not done["is_warmup"]]
            if not working:
                assert session["kind"] == "unknown"
                continue
            low = sum(reps <= 6 for reps in working) / len(working)
            kind = "heavy" if low >= 0.6 else "hypertrophy" if low == 0 else "mixed"
            assert session["kind"] == kind
            assert session["counts"] is (kind == "heavy")


def test_a_title_is_hostile_and_a_sport_unknown():
    (activity, _), *_ = of_scenario("hostile_title_run")
    assert activity.summary["name"] == HOSTILE_TITLE
    assert {"Parkour", "Sauna"} <= {a.summary["sport_type"] for a in year().activities}


def test_manual_entries_have_no_upload_no_device_and_no_streams():
    manual = [activity for activity in year().activities if activity.summary["manual"]]
    assert manual
    for activity in manual:
        assert activity.streams_json is None
        assert activity.summary["upload_id"] is activity.summary["external_id"] is None
        assert activity.summary["start_latlng"] == []
        assert "device_name" not in activity.summary


def test_one_recorded_run_has_no_streams_though_nothing_says_so():
    for activity, _ in of_scenario("run_without_streams"):
        assert activity.streams_json is None
        assert activity.summary["manual"] is False
        assert activity.summary["distance"] > 0


def test_optional_fields_are_sometimes_absent_and_sometimes_null():
    summaries = [activity.summary for activity in year().activities]
    for field in ("workout_type", "average_cadence", "average_temp", "elev_high", "average_heartrate", "suffer_score"):
        assert 0 < sum(field in summary for summary in summaries) < len(summaries)
    for field in ("workout_type", "gear_id", "upload_id", "external_id"):
        values = [summary[field] for summary in summaries if field in summary]
        assert any(value is None for value in values)
        assert any(value is not None for value in values)
    assert {type(summary["total_elevation_gain"]) for summary in summaries} == {int, float}


def test_red_herrings_are_no_heat_sessions():
    for scenario in ("like_a_sauna_run", "no_sauna_run", "cold_plunge"):
        for activity, entry in of_scenario(scenario):
            assert entry["sessions"] == []
            words = f"{activity.summary['name']} {activity.detail['description']}".lower()
            assert "sauna" in words or "plunge" in words


def test_the_profile_and_zones_are_the_athlete_s():
    assert year().profile["id"] == 9_000_000_000 == year().truth["athlete_id"]
    zones = year().zones["heart_rate"]["zones"]
    assert zones[-1]["max"] == -1
    assert all(low["max"] == high["min"] for low, high in pairwise(zones))
    assert all(activity.summary["athlete"]["id"] == 9_000_000_000 for activity, _ in with_truth())
