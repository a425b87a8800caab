"""Strava's stream sets become one row per sample."""

from typing import Any

import polars as pl

from schemas.bounds import COLDEST_C, FASTEST_MPS, FURTHEST_M, HIGHEST_BPM, HIGHEST_CADENCE, HOTTEST_C, MOST_WATTS
from schemas.streams import Streams
from transforms.json_records import decode, whole
from transforms.rejects import keep_valid, rejects

NUMBER = pl.Struct({"data": pl.List(pl.Float64)})
#: Strava's key -> our column. Times are whole seconds; everything else is decoded as a number first.
SENSORS = {
    "distance": "distance_m",
    "altitude": "altitude_m",
    "velocity_smooth": "speed_mps",
    "heartrate": "heartrate_bpm",
    "cadence": "cadence_spm",
    "watts": "watts",
    "temp": "temp_c",
    "grade_smooth": "grade_pct",
}
SHAPE = pl.Struct(
    {
        "time": NUMBER,
        **dict.fromkeys(SENSORS, NUMBER),
        "moving": pl.Struct({"data": pl.List(pl.Boolean)}),
        "latlng": pl.Struct({"data": pl.List(pl.List(pl.Float64))}),
    }
)
#: Readings outside of these are sensor errors and become null; the sample's other readings stay.
POSSIBLE: dict[str, tuple[float, float]] = {
    "distance_m": (0, FURTHEST_M),
    "altitude_m": (-500, 9500),
    "speed_mps": (0, FASTEST_MPS),
    "heartrate_bpm": (1, HIGHEST_BPM),
    "cadence_spm": (0, HIGHEST_CADENCE),
    "watts": (0, MOST_WATTS),
    "temp_c": (COLDEST_C, HOTTEST_C),
    "grade_pct": (-100, 100),
    "lat": (-90, 90),
    "lon": (-180, 180),
}

#: The longest races last under a week. One sample at a time beyond would make a second-by-second grid without end.
LONGEST_S = 7 * 86_400


def streams(stream_sets: pl.DataFrame, runs: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Unfold stream sets (athlete_id, activity_id, payload_id, http_status, body) into `Streams`, and rejects.

    `runs` has the athlete_id and activity_id of runs, whose cadence Strava counts per leg and this table for both.
    A set answered with 404 has no samples. A set with a value of the wrong type, no `time`, a time beyond a week, or
    arrays of different lengths is rejected whole; a reading that no sensor can give becomes null. Of samples with equal
    times the first stays.
    """
    keys = ["athlete_id", "activity_id"]
    decoded, wrong = decode(stream_sets.filter(pl.col("http_status") == 200), SHAPE)
    sets = decoded.select(
        *keys,
        "payload_id",
        time_s=array("time"),
        **{column: array(key) for key, column in SENSORS.items()},
        is_moving=array("moving"),
        latlng=array("latlng"),
    )
    arrays = [name for name in sets.columns if name not in (*keys, "payload_id", "time_s")]
    samples = pl.col("time_s").list.len()
    is_aligned = pl.all_horizontal(pl.col(name).is_null() | (pl.col(name).list.len() == samples) for name in arrays)
    is_endless = (pl.col("time_s").list.max() > LONGEST_S).fill_null(False)
    misshapen = pl.concat(
        [
            rejects(wrong, Streams, "stream set: type", "an array of the stream set is not a list of numbers"),
            rejects(sets.filter(samples.is_null()), Streams, "stream set: time", "the stream set has no time"),
            rejects(
                sets.filter(is_endless), Streams, "stream set: length", "a time is more than a week from the start"
            ),
            rejects(
                sets.filter(~is_aligned), Streams, "stream set: aligned", "an array differs in length from its time"
            ),
        ]
    )
    nulls = pl.col("time_s").list.eval(pl.element() + pl.lit(None, dtype=pl.Float64))
    unfolded = (
        sets.filter(is_aligned & ~is_endless & (samples > 0))
        .with_columns(
            *(pl.coalesce(name, nulls) for name in SENSORS.values()),
            is_moving=pl.coalesce("is_moving", nulls.cast(pl.List(pl.Boolean))),
            latlng=pl.coalesce("latlng", nulls.cast(pl.List(pl.List(pl.Float64)))),
        )
        .explode("time_s", *arrays)
        .with_columns(
            time_s=whole("time_s"),
            source=pl.lit("strava_api"),
            lat=pl.col("latlng").list.get(0, null_on_oob=True),
            lon=pl.col("latlng").list.get(1, null_on_oob=True),
        )
        .with_columns(**{name: possible(name, *bounds) for name, bounds in POSSIBLE.items()})
        .join(runs.select(*keys, legs=pl.lit(2.0)), on=keys, how="left", maintain_order="left")
        .with_columns(
            heartrate_bpm=whole("heartrate_bpm"), cadence_spm=pl.col("cadence_spm") * pl.col("legs").fill_null(1)
        )
        .unique(["athlete_id", "activity_id", "time_s"], keep="first", maintain_order=True)
    )
    good, broken = keep_valid(Streams, unfolded)
    return good, pl.concat([misshapen, broken])


def array(key: str) -> pl.Expr:
    """The array of one key of a decoded stream set."""
    return pl.col("decoded").struct.field(key).struct.field("data")


def possible(name: str, low: Any, high: Any) -> pl.Expr:
    """A reading, or null outside of `low` … `high`."""
    return pl.when(pl.col(name).is_between(low, high)).then(name)
