"""FIT's sports in Strava's words."""

#: Sport of FIT → sport of Strava, where the sub-sport says no more.
_OF_SPORT = {
    "running": "Run",
    "cycling": "Ride",
    "e_biking": "EBikeRide",
    "swimming": "Swim",
    "walking": "Walk",
    "hiking": "Hike",
    "mountaineering": "Hike",
    "rowing": "Rowing",
    "floor_climbing": "StairStepper",
    "cross_country_skiing": "NordicSki",
    "alpine_skiing": "AlpineSki",
    "snowboarding": "Snowboard",
    "snowshoeing": "Snowshoe",
    "ice_skating": "IceSkate",
    "inline_skating": "InlineSkate",
    "paddling": "Canoeing",
    "kayaking": "Kayaking",
    "stand_up_paddleboarding": "StandUpPaddling",
    "surfing": "Surfing",
    "windsurfing": "Windsurf",
    "kitesurfing": "Kitesurf",
    "sailing": "Sail",
    "rock_climbing": "RockClimbing",
    "basketball": "Basketball",
    "soccer": "Soccer",
    "tennis": "Tennis",
    "volleyball": "Volleyball",
    "cricket": "Cricket",
    "golf": "Golf",
    "dance": "Dance",
    "hiit": "HighIntensityIntervalTraining",
    "wheelchair_push_walk": "Wheelchair",
    "wheelchair_push_run": "Wheelchair",
}
#: Sport and sub-sport of FIT → sport of Strava.
_OF_BOTH = {
    ("running", "trail"): "TrailRun",
    ("running", "virtual_activity"): "VirtualRun",
    ("cycling", "virtual_activity"): "VirtualRide",
    ("cycling", "mountain"): "MountainBikeRide",
    ("cycling", "downhill"): "MountainBikeRide",
    ("cycling", "gravel_cycling"): "GravelRide",
    ("cycling", "cyclocross"): "GravelRide",
    ("cycling", "mixed_surface"): "GravelRide",
    ("cycling", "hand_cycling"): "Handcycle",
    ("cycling", "e_bike_fitness"): "EBikeRide",
    ("cycling", "e_bike_mountain"): "EMountainBikeRide",
    ("e_biking", "e_bike_mountain"): "EMountainBikeRide",
    ("rowing", "virtual_activity"): "VirtualRow",
    ("cross_country_skiing", "backcountry"): "BackcountrySki",
    ("alpine_skiing", "backcountry"): "BackcountrySki",
    ("racket", "badminton"): "Badminton",
    ("racket", "padel"): "Padel",
    ("racket", "pickleball"): "Pickleball",
    ("racket", "racquetball"): "Racquetball",
    ("racket", "squash"): "Squash",
    ("racket", "table_tennis"): "TableTennis",
}
#: Sub-sport of FIT → sport of Strava, of whatever else: devices write them below "training", "fitness_equipment" and
#: "generic".
_OF_SUB_SPORT = {
    "treadmill": "Run",
    "indoor_running": "Run",
    "spin": "Ride",
    "indoor_cycling": "Ride",
    "indoor_rowing": "Rowing",
    "indoor_walking": "Walk",
    "elliptical": "Elliptical",
    "stair_climbing": "StairStepper",
    "indoor_skiing": "NordicSki",
    "strength_training": "WeightTraining",
    "yoga": "Yoga",
    "pilates": "Pilates",
    "hiit": "HighIntensityIntervalTraining",
    "lap_swimming": "Swim",
    "open_water": "Swim",
    "indoor_climbing": "RockClimbing",
    "bouldering": "RockClimbing",
}
#: Sub-sports on a machine that goes nowhere.
_ON_A_TRAINER = {"treadmill", "spin", "indoor_cycling", "indoor_rowing", "indoor_walking", "virtual_activity"}
#: Between two sports of a race; no activity of its own.
TRANSITION = "transition"


def sport_type(sport: str | None, sub_sport: str | None) -> str | None:
    """Strava's word for a sport and sub-sport of FIT: 'Workout' for what Strava has none for, None where none is told.

    >>> sport_type("running", "trail")
    'TrailRun'
    """
    if sport is None and sub_sport in (None, "generic"):
        return None
    by_both = _OF_BOTH.get((sport or "", sub_sport or ""))
    return by_both or _OF_SPORT.get(sport or "") or _OF_SUB_SPORT.get(sub_sport or "") or "Workout"


def is_trainer(sub_sport: str | None, has_places: bool) -> bool | None:
    """Whether it was done on a trainer or treadmill; None where neither the sub-sport nor a place tells."""
    if sub_sport in _ON_A_TRAINER:
        return True
    return False if has_places else None
