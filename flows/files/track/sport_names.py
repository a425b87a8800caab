"""What others call a sport, in Strava's words."""

import re

from transforms.sport_group import KNOWN

#: Garmin Connect's activity types, TCX's sports and the numbers that Strava wrote before it took to words -> Strava's
#: sport_type. Of the numbers only those are here that exports were seen to hold.
OTHER_NAMES = {
    **dict.fromkeys(
        ["running", "street_running", "track_running", "treadmill_running", "indoor_running", "ultra_run", "9"], "Run"
    ),
    **dict.fromkeys(["obstacle_run", "jogging"], "Run"),
    "trail_running": "TrailRun",
    "virtual_run": "VirtualRun",
    **dict.fromkeys(["cycling", "biking", "road_biking", "road_cycling", "track_cycling", "indoor_cycling"], "Ride"),
    **dict.fromkeys(["cyclocross", "recumbent_cycling", "bmx", "bike", "1"], "Ride"),
    **dict.fromkeys(["mountain_biking", "mtb", "downhill_biking", "enduro_mtb"], "MountainBikeRide"),
    "gravel_cycling": "GravelRide",
    "virtual_ride": "VirtualRide",
    "e_bike_fitness": "EBikeRide",
    "e_bike_mountain": "EMountainBikeRide",
    **dict.fromkeys(["hand_cycling", "indoor_hand_cycling"], "Handcycle"),
    **dict.fromkeys(["walking", "casual_walking", "speed_walking", "indoor_walking", "10"], "Walk"),
    **dict.fromkeys(["hiking", "mountaineering", "4"], "Hike"),
    **dict.fromkeys(["swimming", "lap_swimming", "open_water_swimming"], "Swim"),
    **dict.fromkeys(["rowing", "rowing_v2", "indoor_rowing"], "Rowing"),
    **dict.fromkeys(["kayaking", "kayaking_v2"], "Kayaking"),
    **dict.fromkeys(["stand_up_paddleboarding", "stand_up_paddleboarding_v2"], "StandUpPaddling"),
    **dict.fromkeys(["cross_country_skiing", "cross_country_skiing_ws", "skate_skiing_ws"], "NordicSki"),
    **dict.fromkeys(["backcountry_skiing", "backcountry_skiing_snowboarding_ws"], "BackcountrySki"),
    **dict.fromkeys(["resort_skiing", "resort_skiing_snowboarding_ws"], "AlpineSki"),
    **dict.fromkeys(["snow_shoe", "snow_shoe_ws", "snowshoeing"], "Snowshoe"),
    **dict.fromkeys(["skating_ws", "ice_skating"], "IceSkate"),
    "inline_skating": "InlineSkate",
    **dict.fromkeys(["rock_climbing", "indoor_climbing", "bouldering"], "RockClimbing"),
    **dict.fromkeys(["stair_climbing", "floor_climbing"], "StairStepper"),
    "strength_training": "WeightTraining",
    "hiit": "HighIntensityIntervalTraining",
    **dict.fromkeys(["wheelchair_push_run", "wheelchair_push_walk"], "Wheelchair"),
}
#: Strava's own words without capitals and gaps.
OWN_NAMES = {sport.lower(): sport for sport in KNOWN}
#: Garmin's types of what is done on a treadmill or trainer.
INDOORS = re.compile(r"treadmill|indoor|virtual", re.IGNORECASE)


def strava_sport(name: str | None) -> str | None:
    """Strava's sport_type of a sport's name in any spelling ("Trail Running", "trail_running"); None if unknown."""
    if name is None:
        return None
    words = re.sub(r"[\s_-]+", "_", name.strip().lower())
    return OTHER_NAMES.get(words) or OWN_NAMES.get(words.replace("_", ""))


def is_indoors(name: str | None) -> bool | None:
    """True of what a sport's name says was done on a treadmill or trainer; None where it says nothing."""
    return True if name is not None and INDOORS.search(name) else None
