"""A workout written down as TCX, as Garmin Connect does."""

from datetime import timedelta
from typing import Any

import polars as pl

from tests.written.gpx import element, instant
from tests.written.workout import Lap, Workout

HEAD = (
    '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"'
    ' xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
SPORTS = {"Run": "Running", "TrailRun": "Running", "VirtualRun": "Running", "Ride": "Biking", "VirtualRide": "Biking"}


def tcx_file(workout: Workout) -> bytes:
    """The workout as a TCX file of one activity; the first lap's timer has the workout's pauses taken off."""
    laps = workout.laps or (Lap(0, workout.elapsed_time_s, workout.distance_m, None),)
    paused_s = workout.elapsed_time_s - workout.moving_s
    device = element("Name", workout.device_name)
    return "\n".join(
        [
            f'<?xml version="1.0" encoding="UTF-8"?>\n{HEAD}',
            f'<Activities><Activity Sport="{SPORTS.get(workout.sport_type, "Other")}">',
            element("Id", instant(workout, 0)),
            *(written(workout, lap, paused_s if lap is laps[0] else 0) for lap in laps),
            element("Notes", workout.description),
            f'<Creator xsi:type="Device_t">{device}</Creator>' if device else "",
            "</Activity></Activities></TrainingCenterDatabase>",
        ]
    ).encode()


def written(workout: Workout, lap: Lap, paused_s: int) -> str:
    """One lap with its samples."""
    is_last = workout.start_at + timedelta(seconds=lap.start_time_s + lap.elapsed_time_s) >= workout.end_at
    ends_s = workout.elapsed_time_s + 1 if is_last else lap.start_time_s + lap.elapsed_time_s
    of_lap = workout.samples.filter(pl.col("time_s").is_between(lap.start_time_s, ends_s, closed="left"))
    return "\n".join(
        [
            f'<Lap StartTime="{instant(workout, lap.start_time_s)}">',
            element("TotalTimeSeconds", float(lap.elapsed_time_s - paused_s)),
            element("DistanceMeters", lap.distance_m),
            value("AverageHeartRateBpm", lap.mean_heartrate_bpm),
            "<Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod>",
            "<Track>",
            *(point(workout, sample) for sample in of_lap.iter_rows(named=True)),
            "</Track></Lap>",
        ]
    )


def point(workout: Workout, sample: dict[str, Any]) -> str:
    """One sample."""
    is_run = SPORTS.get(workout.sport_type) == "Running"
    place = element("LatitudeDegrees", sample["lat"]) + element("LongitudeDegrees", sample["lon"])
    sensors = (
        element("ns3:Speed", sample["speed_mps"])
        + (element("ns3:RunCadence", sample["cadence"]) if is_run else "")
        + element("ns3:Watts", sample["watts"])
    )
    return "".join(
        [
            "<Trackpoint>",
            element("Time", instant(workout, sample["time_s"])),
            f"<Position>{place}</Position>" if place else "",
            element("AltitudeMeters", sample["altitude_m"]),
            element("DistanceMeters", sample["distance_m"]),
            value("HeartRateBpm", sample["heartrate_bpm"]),
            "" if is_run else element("Cadence", sample["cadence"]),
            f"<Extensions><ns3:TPX>{sensors}</ns3:TPX></Extensions>" if sensors else "",
            "</Trackpoint>",
        ]
    )


def value(tag: str, number: object) -> str:
    """A number the way TCX wraps heart rates."""
    return "" if number is None else f"<{tag}>{element('Value', number)}</{tag}>"
