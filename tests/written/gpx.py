"""A workout written down as GPX, in the ways of different exporters. GPX has no point without a place."""

from datetime import timedelta
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

import polars as pl

from tests.written.workout import Workout

Variant = Literal["garmin", "cluetrust", "strava", "plain"]
#: Longer without a sample, and exporters begin a new segment, s.
PAUSE_S = 10
NAMESPACES = {
    "garmin": 'version="1.1" xmlns="http://www.topografix.com/GPX/1/1"'
    ' xmlns:ns3="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"',
    "cluetrust": 'version="1.0" xmlns="http://www.topografix.com/GPX/1/0"'
    ' xmlns:gpxdata="http://www.cluetrust.com/XML/GPXDATA/1/0"',
    "strava": 'version="1.1" xmlns="http://www.topografix.com/GPX/1/1"'
    ' xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"',
    "plain": 'version="1.1" xmlns="http://www.topografix.com/GPX/1/1"',
}
#: Strava's sport_type -> what Garmin and Strava write into <type>.
GARMIN_TYPES = {"Run": "running", "TrailRun": "trail_running", "Ride": "cycling", "Walk": "walking", "Hike": "hiking"}
STRAVA_TYPES = {"Run": "9", "TrailRun": "9", "Ride": "1", "Walk": "10", "Hike": "4"}


def gpx_file(workout: Workout, variant: Variant = "garmin") -> bytes:
    """The workout as a GPX file: `garmin` (1.1, TrackPointExtension), `cluetrust` (1.0, gpxdata, tells distances),
    `strava` (1.1, sport as a number, no device), `plain` (1.1, places and times only)."""
    types = STRAVA_TYPES if variant == "strava" else GARMIN_TYPES
    creator = "StravaGPX" if variant == "strava" else workout.device_name or "fivefold"
    told = {
        "name": workout.name,
        "desc": workout.description,
        "type": None if variant in ("plain", "cluetrust") else types.get(workout.sport_type),
    }
    time = f"<time>{instant(workout, 0)}</time>"
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<gpx creator={quoteattr(creator)} {NAMESPACES[variant]}>",
            time if variant == "cluetrust" else f"<metadata>{time}</metadata>",
            "<trk>",
            *(element(tag, text) for tag, text in told.items()),
            "<trkseg>",
            *track(workout, variant),
            "</trkseg>",
            "</trk>",
            "</gpx>",
        ]
    ).encode()


def track(workout: Workout, variant: Variant) -> list[str]:
    """A line per sample that has a place, segments broken at pauses."""
    placed = workout.samples.filter(pl.col("lat").is_not_null() & pl.col("lon").is_not_null())
    lines: list[str] = []
    last_s = None
    for sample in placed.iter_rows(named=True):
        if last_s is not None and sample["time_s"] - last_s > PAUSE_S:
            lines.append("</trkseg>\n<trkseg>")
        last_s = sample["time_s"]
        inner = element("ele", sample["altitude_m"]) + element("time", instant(workout, last_s))
        lines.append(
            f'<trkpt lat="{sample["lat"]!r}" lon="{sample["lon"]!r}">{inner}{sensors(sample, variant)}</trkpt>'
        )
    return lines


def sensors(sample: dict[str, Any], variant: Variant) -> str:
    """What the sensors measured, in the variant's words."""
    if variant == "plain":
        return ""
    if variant == "cluetrust":
        return element("speed", sample["speed_mps"]) + "".join(
            element(f"gpxdata:{tag}", sample[column])
            for tag, column in (
                *(("hr", "heartrate_bpm"), ("cadence", "cadence"), ("temp", "temp_c")),
                *(("distance", "distance_m"), ("power", "watts")),
            )
        )
    prefix = "ns3" if variant == "garmin" else "gpxtpx"
    measured = "".join(
        element(f"{prefix}:{tag}", sample[column])
        for tag, column in (("atemp", "temp_c"), ("hr", "heartrate_bpm"), ("cad", "cadence"))
    )
    extension = f"<{prefix}:TrackPointExtension>{measured}</{prefix}:TrackPointExtension>" if measured else ""
    inner = element("power", sample["watts"]) + extension
    return f"<extensions>{inner}</extensions>" if inner else ""


def element(tag: str, value: object) -> str:
    """An element with text, and nothing where there is no value."""
    return "" if value is None else f"<{tag}>{escape(str(value))}</{tag}>"


def instant(workout: Workout, time_s: int) -> str:
    """An instant of the workout's clock, in UTC."""
    return (workout.start_at + timedelta(seconds=time_s)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
