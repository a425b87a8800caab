from typing import Any

import polars as pl
import pytest

from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.athletes import Athletes
from schemas.heart_rate_zones import HeartRateZones
from schemas.sessions import Sessions
from tests.frames import rows
from transforms.activity_samples import BINS, LOWEST_BPM
from transforms.cross_training import cross_training_sessions

NO_SAMPLES, NO_ZONES, NO_ATHLETES = ActivitySamples.none(), HeartRateZones.none(), Athletes.none()
FTP_200 = rows(Athletes, {"threshold_power_w": 200.0})
ZONES = rows(HeartRateZones, {"zone_number": 1, "max_bpm": 120}, {"zone_number": 2, "max_bpm": 140}, {"zone_number": 3})


def activity(sport: str = "Ride", **more: Any) -> dict[str, Any]:
    return {"sport_type": sport, "moving_time_s": 3600, "elapsed_time_s": 5400, "distance_m": 20_000.0} | more


def hearts(seconds: dict[int, int], moving_s: int | None = None, activity_id: int = 1) -> dict[str, Any]:
    """A row of core.activity_samples with so many seconds at each heart rate."""
    histogram = [seconds.get(LOWEST_BPM + n, 0) for n in range(BINS)]
    total = sum(seconds.values())
    return {
        "activity_id": activity_id,
        "moving_time_s": total if moving_s is None else moving_s,
        "heartrate_time_s": total,
        "heartrate_seconds": histogram,
        "peak_heartrate_bpm": max(seconds),
    }


def judge(
    *activities: dict[str, Any],
    samples: pl.DataFrame = NO_SAMPLES,
    zones: pl.DataFrame = NO_ZONES,
    athletes: pl.DataFrame = NO_ATHLETES,
) -> list[dict[str, Any]]:
    told = rows(Activities, *({"activity_id": n} | row for n, row in enumerate(activities, start=1)))
    return Sessions.validate(cross_training_sessions(told, samples, zones, athletes)).rows(named=True)


@pytest.mark.parametrize(
    ("sport", "kind"),
    [
        ("Ride", "ride"),
        ("VirtualRide", "ride"),
        ("Handcycle", "ride"),
        ("EBikeRide", "e_bike"),
        ("Elliptical", "elliptical"),
        ("VirtualRow", "row"),
        ("Swim", "swim"),
        ("RollerSki", "ski"),
        ("Kayaking", "paddle"),
    ],
)
def test_sports_of_low_impact_have_their_kind(sport, kind):
    assert judge(activity(sport))[0]["kind"] == kind


@pytest.mark.parametrize(
    "sport", ["Run", "Walk", "Hike", "Yoga", "Pilates", "Golf", "AlpineSki", "WeightTraining", "Parkour"]
)
def test_other_sports_are_no_cross_training(sport):
    assert judge(activity(sport)) == []


@pytest.mark.parametrize(
    ("sport", "more", "hours"),
    [
        ("Ride", {"has_streams": True}, 1.0),
        ("Ride", {}, 1.0),
        ("Ride", {"is_trainer": True}, 1.5),
        ("EBikeRide", {"has_streams": True}, 0.5),
        ("EMountainBikeRide", {}, 0.5),
        ("Swim", {"has_streams": True}, 1.5),
        ("Elliptical", {}, 1.5),
        ("Elliptical", {"has_streams": True}, 1.0),
        ("Run", {"name": "Pool run", "has_streams": True}, 1.5),
    ],
)
def test_the_dose_is_moving_time_except_in_the_pool_and_indoors_without_samples(sport, more, hours):
    session = judge(activity(sport, **more))[0]
    assert (session["dose"], session["dose_unit"]) == (hours, "hours")


@pytest.mark.parametrize(
    "disguise",
    [
        {"sport": "Run", "name": "Aqua jogging 40 min", "distance_m": 1500.0},
        {
            "sport": "Swim",
            "name": "Afternoon Swim",
            "description": "deep water running with the belt",
            "distance_m": 900.0,
        },
        {"sport": "Workout", "name": "Vesijuoksu", "distance_m": 0.0},
        {"sport": "Swim", "name": "Afternoon Swim", "distance_m": 900.0},
    ],
)
def test_pool_running_is_found_in_all_its_disguises(disguise):
    assert judge(activity(**disguise))[0]["kind"] == "pool_run"


def test_a_swim_at_swimming_speed_is_a_swim():
    assert judge(activity("Swim", distance_m=2500.0))[0]["kind"] == "swim"


def test_a_swim_without_distance_is_a_swim():
    assert judge(activity("Swim", distance_m=0.0))[0]["kind"] == "swim"


@pytest.mark.parametrize(("easy_s", "counts"), [(800, True), (799, False)])
def test_four_fifths_of_the_time_under_the_threshold_are_easy(easy_s, counts):
    # Zone 2 ends at 140; on a bicycle the bound is 6 lower.
    samples = rows(ActivitySamples, hearts({134: easy_s, 135: 1000 - easy_s}))
    session = judge(activity(has_streams=True), samples=samples, zones=ZONES)[0]
    assert (session["kind"], session["counts"]) == ("ride", counts)
    assert "134 bpm (the top of zone 2)" in session["reason"]


def test_in_water_the_bound_is_ten_beats_lower():
    samples = rows(ActivitySamples, hearts({130: 800, 131: 200}))
    assert judge(activity("Swim", has_streams=True), samples=samples, zones=ZONES)[0]["counts"]
    samples = rows(ActivitySamples, hearts({131: 1000}))
    assert not judge(activity("Swim", has_streams=True), samples=samples, zones=ZONES)[0]["counts"]


def test_samples_outrank_the_mean_heart_rate():
    samples = rows(ActivitySamples, hearts({120: 1000}))
    assert judge(activity(mean_heartrate_bpm=170.0, has_streams=True), samples=samples, zones=ZONES)[0]["counts"]


def test_a_few_minutes_of_heart_rate_say_nothing_about_hours():
    samples = rows(ActivitySamples, hearts({120: 300}, moving_s=3600))
    session = judge(activity(mean_heartrate_bpm=170.0, has_streams=True), samples=samples, zones=ZONES)[0]
    assert not session["counts"]
    assert "mean heart rate" in session["reason"]


@pytest.mark.parametrize(("bpm", "counts"), [(134.0, True), (135.0, False)])
def test_the_mean_heart_rate_decides_where_there_are_no_samples(bpm, counts):
    assert judge(activity(mean_heartrate_bpm=bpm), zones=ZONES)[0]["counts"] is counts


@pytest.mark.parametrize(("watts", "counts"), [(150.0, True), (151.0, False)])
def test_power_decides_where_there_is_no_heart_rate(watts, counts):
    session = judge(activity(mean_watts=watts, has_power_meter=True), zones=ZONES, athletes=FTP_200)[0]
    assert session["counts"] is counts
    assert session["reason"].startswith(f"1 h of ride, mean power {watts:.0f} W against 150 W")


def test_power_says_nothing_while_the_threshold_power_is_unknown():
    for athletes in (NO_ATHLETES, rows(Athletes, {"threshold_power_w": None})):
        session = judge(activity(mean_watts=400.0, perceived_exertion=3.0), athletes=athletes)[0]
        assert session["reason"] == "1 h of ride, rated 3 of 10: easy."


def test_power_that_strava_estimated_says_nothing():
    session = judge(activity(mean_watts=400.0, has_power_meter=False), athletes=FTP_200)[0]
    assert (session["counts"], session["confidence"]) == (True, 0.5)


def test_power_of_which_nobody_says_how_it_came_is_taken_as_measured():
    assert not judge(activity(mean_watts=400.0), athletes=FTP_200)[0]["counts"]


def test_the_heart_outranks_power_and_power_the_rating():
    told = {"mean_watts": 400.0, "has_power_meter": True, "perceived_exertion": 2.0}
    heart = judge(activity(mean_heartrate_bpm=120.0, **told), zones=ZONES, athletes=FTP_200)[0]
    power = judge(activity(**told), zones=ZONES, athletes=FTP_200)[0]
    assert (heart["counts"], power["counts"]) == (True, False)


def test_power_is_measured_against_the_athletes_own_threshold():
    athletes = rows(Athletes, {"threshold_power_w": 200.0}, {"athlete_id": 2, "threshold_power_w": 300.0})
    ride = activity(mean_watts=200.0)
    assert [s["counts"] for s in judge(ride, ride | {"athlete_id": 2}, athletes=athletes)] == [False, True]


@pytest.mark.parametrize(("rating", "counts"), [(4.0, True), (5.0, False)])
def test_the_athletes_rating_decides_where_nothing_was_measured(rating, counts):
    assert judge(activity(perceived_exertion=rating))[0]["counts"] is counts


def test_unknown_intensity_counts_flagged():
    session = judge(activity())[0]
    assert (session["counts"], session["confidence"]) == (True, 0.5)
    assert "flagged" in session["reason"]


def test_a_heart_rate_without_any_bound_is_no_witness():
    assert judge(activity(mean_heartrate_bpm=190.0))[0]["confidence"] == 0.5


def test_without_zones_the_bound_is_a_share_of_the_highest_heart_rate_seen():
    runs = [activity("Run", has_streams=True) for _ in range(10)]
    samples = rows(ActivitySamples, *(hearts({190: 600}, activity_id=n) for n in range(1, 11)))
    # 77 % of 190 are 146.3; on a bicycle 140.3.
    easy, hard = (
        judge(*runs, activity(mean_heartrate_bpm=bpm), samples=samples)[0]["counts"] for bpm in (140.0, 141.0)
    )
    assert (easy, hard) == (True, False)


def test_athletes_are_judged_by_their_own_zones():
    zones = rows(
        HeartRateZones, {"zone_number": 2, "max_bpm": 140}, {"athlete_id": 2, "zone_number": 2, "max_bpm": 170}
    )
    ride = activity(mean_heartrate_bpm=150.0)
    assert [s["counts"] for s in judge(ride, ride | {"athlete_id": 2}, zones=zones)] == [False, True]


def test_a_duplicate_is_not_a_session():
    assert [s["activity_id"] for s in judge(activity(), activity(duplicate_of=1))] == [1]


def test_no_activities_make_no_sessions():
    assert judge() == [] == judge(activity("Run"))
