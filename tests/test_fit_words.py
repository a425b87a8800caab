"""Sports, exercises, devices and time zones of a FIT file, in words."""

from typing import Any

import pytest

from flows.files.fit.reader import read_fit
from flows.files.fit.sports import sport_type
from tests.fit_read import recording
from tests.written.fit import fit_file, messages
from tests.written.short_run import CLOCK, ran, run
from transforms.sport_group import KNOWN


def test_the_rating_on_the_watch_is_from_1_to_10() -> None:
    assert recording(fit_file(run(more={"session": [(193, "uint8", [40])]})))["perceived_exertion"] == 4.0


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


def test_a_sport_that_the_decoder_does_not_know_is_a_workout() -> None:
    assert recording(fit_file(run(more={"sport": (200, 0)})))["sport_type"] == "Workout"


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
