"""Points as a device wrote them become samples, and samples what they say of the whole."""

import polars as pl

from schemas.bounds import EARLIEST, LATEST, LONGEST_S
from transforms.streams import POSSIBLE, possible
from transforms.time_in_motion import time_in_motion
from transforms.track_distance import is_nowhere

#: Readings outside of these are errors.
BOUNDS = {
    **{name: POSSIBLE[name] for name in ("lat", "lon", "altitude_m", "distance_m", "speed_mps", "heartrate_bpm")},
    **{name: POSSIBLE[name] for name in ("watts", "temp_c")},
    "cadence": POSSIBLE["cadence_spm"],
}
#: A counter of distance that begins beyond runs on from another activity, m: Garmin's files of one leg of a triathlon
#: count from the start of the first. Late fixes cost a few hundred metres at most.
RUNS_ON_M = 300


def recorded_samples(points: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Points (`keys`, at, readings) in the order of `keys` and time, of equal times the first, cleaned.

    A reading that no sensor can give becomes null, and half a place or one at 0° N 0° E no place. Distance counts from
    the start. A point without a time that can be, or half a month from the middle of its activity, is left out.
    """
    at = pl.col("at")
    from_middle_us = at.dt.epoch("us") - at.dt.epoch("us").median().over(keys)
    lat, lon = pl.col("lat"), pl.col("lon")
    return (
        points.filter(at.is_between(EARLIEST, LATEST, closed="left"))
        .filter(from_middle_us.abs() < LONGEST_S / 2 * 1e6)
        .with_columns(**{name: possible(name, *bounds) for name, bounds in BOUNDS.items()})
        .with_columns(pl.when(lat.is_not_null() & lon.is_not_null() & ~is_nowhere(lat, lon)).then(pl.col("lat", "lon")))
        .sort(*keys, "at", maintain_order=True)
        .unique([*keys, "at"], keep="first", maintain_order=True)
        .with_columns(distance_m=from_start("distance_m", keys))
    )


def from_start(column: str, keys: list[str]) -> pl.Expr:
    """A counter of distance that counts from the start of its activity, m."""
    first = pl.col(column).drop_nulls().first().over(keys)
    return pl.when(first > RUNS_ON_M).then((pl.col(column) - first).clip(0)).otherwise(column)


def told_by_samples(samples: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """What samples that went through `track_distance` say of each activity, by the names of core.recordings, with
    `end_at` and the place of the start (`lat`, `lon`). Means are over samples; that of cadence over turning ones, as
    devices and Strava take it."""
    return (
        samples.group_by(keys)
        .agg(
            start_at=pl.col("at").min(),
            end_at=pl.col("at").max(),
            lat=pl.col("lat").drop_nulls().first(),
            lon=pl.col("lon").drop_nulls().first(),
            distance_m=pl.col("distance_m").max(),
            distance_source=pl.col("distance_source").first(),
            mean_heartrate_bpm=pl.col("heartrate_bpm").mean(),
            max_heartrate_bpm=pl.col("heartrate_bpm").max(),
            mean_cadence=pl.col("cadence").filter(pl.col("cadence") > 0).mean(),
            mean_watts=pl.col("watts").mean(),
            has_power_meter=pl.when(pl.col("watts").max() > 0).then(True),
            mean_temp_c=pl.col("temp_c").mean(),
        )
        .join(time_in_motion(samples, keys), on=keys, how="left")
    )
