"""What each format carries of a workout, and how far off it may be: one table per table of core.

Each column has the formats that carry it, the one whose word counts first. Where no format of a way carries it, the
column is null, or what `UNTOLD` says. `BESIDES` and `JUDGED` state what else a format cannot tell.
"""

from typing import Any, NamedTuple


class Off(NamedTuple):
    """How far a number may be off: by so much, and by such a share of it."""

    by: float = 0.0
    share: float = 0.0


SAME = Off()
RECORDED, ADDED_UP = Off(share=0.005), Off(share=0.03)
#: Columns of core.activities, each with the formats that carry it, the one whose word counts first.
ACTIVITIES: dict[str, dict[str, Off]] = {
    "name": {"api": SAME, "csv": SAME, "gpx": SAME},
    "description": {"api": SAME, "csv": SAME, "tcx": SAME, "gpx": SAME},
    "sport_type": {"api": SAME, "csv": SAME, "fit": SAME, "tcx": SAME, "gpx": SAME},
    "sport_group": {"api": SAME, "csv": SAME, "fit": SAME, "tcx": SAME, "gpx": SAME},
    "start_at": {"api": SAME, "csv": Off(1), "fit": Off(1), "tcx": Off(1), "gpx": Off(1)},
    "local_start_at": {"api": SAME, "csv": Off(1), "fit": Off(1), "tcx": Off(1), "gpx": Off(1)},
    "local_date": {"api": SAME, "csv": SAME, "fit": SAME, "tcx": SAME, "gpx": SAME},
    "utc_offset_s": {"api": SAME, "csv": SAME, "fit": SAME, "tcx": SAME, "gpx": SAME},
    "timezone": {"api": SAME, "fit": SAME, "tcx": SAME, "gpx": SAME},
    "elapsed_time_s": {"api": SAME, "csv": Off(2), "fit": Off(2), "tcx": Off(2), "gpx": Off(2)},
    # Timers of laps are each rounded. A GPX file has none: its points tell when one moved.
    "moving_time_s": {"api": SAME, "csv": Off(2), "fit": Off(2), "tcx": Off(share=0.01), "gpx": Off(share=0.05)},
    # The wandering of fixes lengthens a way with many stops.
    "distance_m": {"api": SAME, "csv": RECORDED, "fit": RECORDED, "tcx": RECORDED, "gpx": ADDED_UP},
    "distance_source": {"api": SAME, "csv": SAME, "fit": SAME, "tcx": SAME, "gpx": SAME},
    "elevation_gain_m": {"api": SAME, "csv": Off(1), "fit": Off(1)},
    # Laps tell whole beats, and weigh by their timers.
    "mean_heartrate_bpm": {"api": SAME, "csv": Off(1), "fit": Off(1), "tcx": Off(2), "gpx": Off(1)},
    "max_heartrate_bpm": {"api": SAME, "csv": Off(1), "fit": Off(1), "tcx": Off(1), "gpx": Off(1)},
    "mean_cadence": {"api": SAME, "csv": Off(1), "fit": Off(1), "tcx": Off(1), "gpx": Off(1)},
    "mean_watts": {"api": SAME, "csv": Off(1), "fit": Off(1), "tcx": Off(1), "gpx": Off(1)},
    "has_power_meter": {"api": SAME, "fit": SAME, "tcx": SAME, "gpx": SAME},
    "mean_temp_c": {"api": SAME, "csv": Off(0.5), "fit": Off(0.5), "gpx": Off(0.5)},
    "is_manual": {"api": SAME, "csv": SAME, "fit": SAME, "tcx": SAME, "gpx": SAME},
    "is_trainer": {"api": SAME, "fit": SAME},
    "is_private": {"api": SAME},
    "visibility": {"api": SAME},
    "gear_id": {"api": SAME},
    "device_name": {"api": SAME, "fit": SAME, "tcx": SAME, "gpx": SAME},
    "perceived_exertion": {"api": SAME, "csv": SAME},
    "has_streams": {"api": SAME, "fit": SAME, "tcx": SAME, "gpx": SAME},
    "upload_id": {"api": SAME},
    "duplicate_of": {"api": SAME, "csv": SAME, "fit": SAME, "tcx": SAME, "gpx": SAME},
    "duplicate_reason": {"api": SAME, "csv": SAME, "fit": SAME, "tcx": SAME, "gpx": SAME},
}
#: What stands where nobody tells, if not null.
UNTOLD = {"sport_type": "Workout", "is_trainer": False, "is_private": False, "has_streams": False}
#: Columns of core.streams, likewise; the file whose samples count comes first.
STREAMS: dict[str, dict[str, Off]] = {
    "distance_m": {"fit": Off(0.1), "tcx": Off(0.1), "api": SAME, "gpx": Off(40, 0.03)},
    "altitude_m": {"fit": Off(0.2), "tcx": Off(0.2), "api": SAME, "gpx": Off(0.2)},
    "speed_mps": {"fit": Off(0.01), "tcx": Off(0.01), "api": SAME},
    "heartrate_bpm": {"fit": SAME, "tcx": SAME, "api": SAME, "gpx": SAME},
    "cadence_spm": {"fit": SAME, "tcx": SAME, "api": SAME, "gpx": SAME},
    "watts": {"fit": Off(1), "tcx": Off(1), "api": SAME, "gpx": Off(1)},
    "temp_c": {"fit": Off(0.5), "api": SAME, "gpx": Off(0.5)},
    "lat": {"fit": Off(1e-6), "tcx": Off(1e-6), "api": SAME, "gpx": Off(1e-6)},
    "lon": {"fit": Off(1e-6), "tcx": Off(1e-6), "api": SAME, "gpx": Off(1e-6)},
}
#: Columns of core.laps, likewise. A GPX file has none.
LAPS: dict[str, dict[str, Off]] = {
    "start_time_s": {"fit": Off(1), "tcx": Off(1), "api": SAME},
    "elapsed_time_s": {"fit": Off(1), "tcx": Off(1), "api": SAME},
    "distance_m": {"fit": RECORDED, "tcx": RECORDED, "api": SAME},
    "mean_heartrate_bpm": {"fit": Off(1), "tcx": Off(1), "api": SAME},
}
#: The ways in which a workout comes in: the formats of each.
WAYS: dict[str, tuple[str, ...]] = {
    "API": ("api",),
    "row + FIT": ("csv", "fit"),
    "row + TCX": ("csv", "tcx"),
    "row + GPX": ("csv", "gpx"),
    "FIT": ("fit",),
    "TCX": ("tcx",),
    "GPX": ("gpx",),
}
SOURCES = {"api": "strava_api", "csv": "strava_export"}
OF_NO_KNOWN_SPORT = {"sport_type": "Workout", "sport_group": "other"}
#: What else differs, by way and workout: TCX knows running and cycling; only words make a sauna of a workout.
BESIDES: dict[tuple[str, str], dict[str, Any]] = {
    ("FIT", "sauna"): OF_NO_KNOWN_SPORT,
    ("TCX", "sauna"): OF_NO_KNOWN_SPORT,
    ("TCX", "swim"): OF_NO_KNOWN_SPORT,
    ("TCX", "strength"): OF_NO_KNOWN_SPORT,
    **{("GPX", workout): {"distance_source": "coordinates"} for workout in ("hill sprints", "hot run", "ride")},
}
#: What is judged differently: intervention and kind, by way and workout. None: nothing tells of it.
JUDGED: dict[tuple[str, str], tuple[str, str] | None] = {
    # FIT has no title and no description, TCX no title.
    ("FIT", "sauna"): None,
    ("TCX", "sauna"): None,
    ("FIT", "treadmill"): None,
    # TCX tells no temperature, and no sport but running and cycling.
    ("TCX", "hot run"): None,
    ("row + TCX", "hot run"): None,
    ("TCX", "swim"): None,
    ("TCX", "strength"): None,
    # Only FIT tells what was lifted.
    ("FIT", "strength"): ("strength", "heavy"),
    ("row + FIT", "strength"): ("strength", "heavy"),
}
