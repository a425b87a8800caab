from datetime import date
from typing import Any

import orjson
import polars as pl
import pytest

from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.heart_rate_zones import HeartRateZones
from schemas.sessions import Sessions
from schemas.threshold_power import ThresholdPower
from tests.frames import rows
from transforms.activity_samples import BINS
from transforms.believable_heart_rate import LOWEST_BPM
from transforms.cross_training import cross_training_sessions
from transforms.heart_rate import field_maximum
from transforms.intensity_thresholds import OWN_HEART_RATE, OWN_POWER, intensity_thresholds

NO_SAMPLES, NO_ZONES, NO_POWERS = ActivitySamples.none(), HeartRateZones.none(), ThresholdPower.none()
NO_OWN = pl.DataFrame(schema=OWN_HEART_RATE), pl.DataFrame(schema=OWN_POWER)
SINCE_EVER = {"valid_from": date(1990, 1, 1)}
FTP_200 = rows(ThresholdPower, {"threshold_power_w": 200.0} | SINCE_EVER)
ZONES = rows(
    HeartRateZones,
    SINCE_EVER | {"zone_number": 1, "max_bpm": 120},
    SINCE_EVER | {"zone_number": 2, "max_bpm": 140},
    SINCE_EVER | {"zone_number": 3},
)


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
    powers: pl.DataFrame = NO_POWERS,
    **more: Any,
) -> list[dict[str, Any]]:
    told = rows(Activities, *({"activity_id": n} | row for n, row in enumerate(activities, start=1)))
    thresholds = intensity_thresholds(told, field_maximum(told, samples), zones, powers, *NO_OWN)
    return Sessions.validate(cross_training_sessions(told, samples, thresholds, zones, **more)).rows(named=True)


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
    session = judge(activity(mean_watts=watts, has_power_meter=True), zones=ZONES, powers=FTP_200)[0]
    assert session["counts"] is counts
    assert session["reason"].startswith(f"1 h of ride, mean power {watts:.0f} W against 150 W")


def test_power_says_nothing_while_the_threshold_power_is_unknown():
    session = judge(activity(mean_watts=400.0, perceived_exertion=3.0))[0]
    assert session["reason"] == "1 h of ride, rated 3 of 10: easy."


def test_power_that_strava_estimated_says_nothing():
    session = judge(activity(mean_watts=400.0, has_power_meter=False), powers=FTP_200)[0]
    assert (session["counts"], session["confidence"]) == (True, 0.5)


def test_power_of_which_nobody_says_how_it_came_is_taken_as_measured():
    assert not judge(activity(mean_watts=400.0), powers=FTP_200)[0]["counts"]


def test_the_heart_outranks_power_and_power_the_rating():
    told = {"mean_watts": 400.0, "has_power_meter": True, "perceived_exertion": 2.0}
    heart = judge(activity(mean_heartrate_bpm=120.0, **told), zones=ZONES, powers=FTP_200)[0]
    power = judge(activity(**told), zones=ZONES, powers=FTP_200)[0]
    assert (heart["counts"], power["counts"]) == (True, False)


def test_power_is_measured_against_the_athletes_own_threshold():
    powers = rows(
        ThresholdPower,
        {"threshold_power_w": 200.0} | SINCE_EVER,
        {"athlete_id": 2, "threshold_power_w": 300.0} | SINCE_EVER,
    )
    ride = activity(mean_watts=200.0)
    assert [s["counts"] for s in judge(ride, ride | {"athlete_id": 2}, powers=powers)] == [False, True]


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
        HeartRateZones,
        SINCE_EVER | {"zone_number": 2, "max_bpm": 140},
        SINCE_EVER | {"athlete_id": 2, "zone_number": 2, "max_bpm": 170},
    )
    ride = activity(mean_heartrate_bpm=150.0)
    assert [s["counts"] for s in judge(ride, ride | {"athlete_id": 2}, zones=zones)] == [False, True]


def test_a_duplicate_is_not_a_session():
    assert [s["activity_id"] for s in judge(activity(), activity(duplicate_of=1))] == [1]


def test_no_activities_make_no_sessions():
    assert judge() == [] == judge(activity("Run"))


def test_a_session_is_judged_by_the_zones_of_its_day():
    zones = rows(
        HeartRateZones,
        {"valid_from": date(1990, 1, 1), "valid_until": date(2026, 3, 1), "zone_number": 2, "max_bpm": 140},
        {"valid_from": date(2026, 3, 2), "zone_number": 2, "max_bpm": 160},
    )
    days = [date(2019, 1, 1), date(2026, 3, 1), date(2026, 3, 2), date(2026, 4, 1)]
    rides = [activity(local_date=day, mean_heartrate_bpm=150.0) for day in days]
    assert [s["counts"] for s in judge(*rides, zones=zones)] == [False, False, True, True]


def test_power_is_judged_by_the_threshold_of_its_day():
    powers = rows(
        ThresholdPower,
        {"valid_from": date(1990, 1, 1), "valid_until": date(2026, 3, 1), "threshold_power_w": 200.0},
        {"valid_from": date(2026, 3, 2), "threshold_power_w": 250.0},
    )
    rides = [activity(local_date=day, mean_watts=180.0) for day in (date(2026, 3, 1), date(2026, 3, 2))]
    assert [s["counts"] for s in judge(*rides, powers=powers)] == [False, True]


@pytest.mark.parametrize(("sport", "kind"), [("Walk", "walk"), ("Hike", "hike")])
def test_walks_and_hikes_count_as_much_as_the_plan_says(sport, kind):
    session = judge(activity(sport), weights={sport: 0.25})[0]
    assert (session["kind"], session["dose"], session["counts"]) == (kind, 0.25, True)


def test_a_sport_without_weight_is_left_out():
    assert judge(activity("EBikeRide"), weights={"EBikeRide": 0.0}) == []


def test_pool_running_counts_fully_whatever_sport_it_was_recorded_as():
    swim = activity("Swim", distance_m=900.0)
    assert judge(swim, weights={"Swim": 0.5})[0]["dose"] == 1.5


WITNESSES = {
    "heart-rate samples": {"has_streams": True},
    "mean heart rate": {"mean_heartrate_bpm": 120.0},
    "power": {"mean_watts": 100.0},
    "rating": {"perceived_exertion": 2.0},
}


@pytest.mark.parametrize("first", range(len(WITNESSES)))
def test_the_evidence_names_the_first_witness_there_is_and_its_numbers(first):
    told = {key: value for witness in list(WITNESSES.values())[first:] for key, value in witness.items()}
    samples = rows(ActivitySamples, hearts({120: 3600})) if "has_streams" in told else NO_SAMPLES
    session = judge(activity(**told), samples=samples, zones=ZONES, powers=FTP_200)[0]
    evidence = orjson.loads(session["evidence"])
    assert evidence["witness"] == list(WITNESSES)[first]
    assert (evidence["first_threshold_bpm"], evidence["bound_bpm"]) == (140.0, 134.0)
    assert (evidence["first_threshold_source"], evidence["threshold_power_source"]) == ("the top of zone 2", "Strava")
    assert all(evidence[name] == value for name, value in told.items() if name != "has_streams")
    assert session["counts"]


def test_without_a_witness_the_evidence_says_so():
    assert orjson.loads(judge(activity(), zones=ZONES)[0]["evidence"])["witness"] is None


def test_the_evidence_tells_the_share_of_the_time_in_each_zone():
    samples = rows(ActivitySamples, hearts({110: 100, 120: 100, 121: 300, 140: 100, 141: 300, 229: 100}))
    session = judge(activity(has_streams=True), samples=samples, zones=ZONES)[0]
    assert orjson.loads(session["evidence"])["zone_shares"] == [0.2, 0.4, 0.4]


def test_without_zones_there_are_no_shares_of_them():
    samples = rows(ActivitySamples, hearts({110: 100}))
    assert orjson.loads(judge(activity(has_streams=True), samples=samples)[0]["evidence"])["zone_shares"] is None


@pytest.mark.parametrize(("recorded_s", "witness"), [(1900, "heart-rate samples"), (1700, None)])
def test_a_heart_rate_over_less_than_half_of_the_motion_says_nothing(recorded_s, witness):
    session = judge(activity(), samples=rows(ActivitySamples, hearts({170: recorded_s}, moving_s=3600)), zones=ZONES)[0]
    assert orjson.loads(session["evidence"])["witness"] == witness
    assert session["counts"] is (witness is None)
