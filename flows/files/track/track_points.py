"""The points of a GPX or TCX file as a frame. A style sheet writes them as text and polars reads it, both in C."""

from pathlib import Path

import polars as pl
from lxml import etree

#: Local names of readings, in small letters, as Garmin (TrackPointExtension 1 and 2, ActivityExtension), Cluetrust
#: (gpxdata), Strava, Suunto, COROS, Apple and others write them -> column. Of two in one point the first counts.
READINGS = {
    "time": "at",
    **dict.fromkeys(["lat", "latitudedegrees"], "lat"),
    **dict.fromkeys(["lon", "longitudedegrees"], "lon"),
    **dict.fromkeys(["ele", "altitudemeters"], "altitude_m"),
    **dict.fromkeys(["distance", "distancemeters"], "distance_m"),
    "speed": "speed_mps",
    **dict.fromkeys(["hr", "heartrate", "heartratebpm"], "heartrate_bpm"),
    **dict.fromkeys(["cad", "cadence", "runcadence"], "cadence"),
    **dict.fromkeys(["power", "powerinwatts", "pwr", "watts"], "watts"),
    **dict.fromkeys(["atemp", "temp", "temperature"], "temp_c"),
}
COLUMNS = list(dict.fromkeys(READINGS.values()))
LINE = pl.Schema({"activity": pl.Int64(), "point": pl.Int64(), "name": pl.String(), "text": pl.String()})
AS_LINES = etree.XSLT(
    etree.parse(Path(__file__).with_name("points.xslt")), access_control=etree.XSLTAccessControl.DENY_ALL
)


def track_points(root: etree._Element) -> pl.DataFrame:
    """One row per point in the file's order: `activity`, the number of the <trk> or <Activity> counted from 1, and
    the columns of `READINGS`: `at` UTC or null, all others numbers or null as they stand there."""
    lines = pl.read_csv(
        bytes(AS_LINES(root)), has_header=False, separator="\t", quote_char=None, schema=LINE, raise_if_empty=False
    )
    points = (
        # COROS declares no namespace for its prefix, which stays in the name then.
        lines.with_columns(name=pl.col("name").str.to_lowercase().str.strip_prefix("gpxdata:"))
        .with_columns(column=pl.col("name").replace_strict(READINGS, default=None))
        .drop_nulls(["column", "text"])
        .pivot("column", on_columns=COLUMNS, index=["activity", "point"], values="text", aggregate_function="first")
    )
    return points.select("activity", instant("at"), *(number(name) for name in COLUMNS if name != "at"))


def instant(column: str) -> pl.Expr:
    """A time of ISO 8601 as UTC; one without an offset is UTC, as both formats demand."""
    text = pl.col(column)
    has_offset = text.str.contains(r"(?i)(z|[+-]\d\d:?\d\d)$")
    return (
        pl.when(has_offset)
        .then(text)
        .otherwise(text + "Z")
        .str.to_datetime("%+", time_unit="us", time_zone="UTC", strict=False)
    )


def number(column: str) -> pl.Expr:
    """Text as a number, null where it is none."""
    return pl.col(column).cast(pl.Float64, strict=False)
