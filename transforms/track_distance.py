"""Distances from coordinates, where no distance was recorded.

Coordinates lengthen a way: every fix is wrong by metres, and the errors of neighbours differ. A watch filters them;
so does this.
"""

import polars as pl

#: Radius of a sphere of the earth's volume, m; the ellipsoid differs by up to 0.6 % in one direction.
EARTH_M = 6_371_000.8
#: A fix counts half, those before and after a quarter, if both are as near in time, s. Measured on 319 runs of watches
#: that also recorded a distance, none used for choosing: median error 1.2 % without, 0.9 % with; 6 s cut corners.
NEAR_S = 4
#: No runner's speed, m/s; a step is a jump of the fix if it is also this many times as fast as the steps around.
FAST_MPS, FAST_TIMES = 12.0, 3.0
#: No rider's or skier's either, m/s.
IMPOSSIBLE_MPS = 60.0
#: Rows around a step that say what is usual there and whether the athlete stood, the step's own included.
AROUND = 31
#: After a longer time without a fix the straight way counts nothing, s. Measured: up to 300 s devices count 98 % of it,
#: beyond 15 %: the athlete had stopped the watch, and went on elsewhere.
LONGEST_STEP_S = 300
#: Standing: all fixes around lie within as many metres, and the athlete crosses that space at less than that speed.
#: Fixes wander by 3–6 m within half a minute; nobody moves in a box of 15 m; the steepest climbs are walked at 0.3 m/s.
STANDING_M, STANDING_MPS = 15.0, 0.3
#: A fix so near to 0° N 0° E, in degrees, is none: devices write zeros for "unknown".
NOWHERE_DEG = 1e-4


def track_distance(samples: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Samples (`keys`, at, lat, lon, distance_m …) with `distance_m` filled from coordinates, and `distance_source`.

    `keys` tell the activities apart. An activity with any recorded distance above 0 keeps what it has, 'recorded'; one
    with two fixes within five minutes gets the way since its start, 'coordinates': jumps that no runner or rider makes,
    ways across long pauses, and the wandering of fixes while standing count nothing. All others keep what they have,
    source null.
    Rows come out in the order of `keys` and time.
    """
    is_recorded = (pl.col("distance_m").max().over(keys) > 0).fill_null(False)
    samples = samples.sort(*keys, "at", maintain_order=True).with_row_index("row")
    ways = track_steps(samples.filter(~is_recorded), keys).select(
        "row", way_m=pl.col("step_m").cum_sum().over(keys), steps=pl.col("step_m").count().over(keys)
    )
    is_track = (pl.col("steps").max().over(keys) > 0).fill_null(False)
    way_m = pl.col("way_m").forward_fill().over(keys).fill_null(0.0)
    source = pl.when(is_track).then(pl.lit("coordinates")).when(is_recorded).then(pl.lit("recorded"))
    return (
        samples.join(ways, on="row", how="left", maintain_order="left")
        .with_columns(distance_m=pl.when(is_track).then(way_m).otherwise("distance_m"), distance_source=source)
        .drop("row", "way_m", "steps")
    )


def track_steps(samples: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """The samples that have a place, with the way from the one before: `gap_s` and `step_m`, null at an
    activity's first and after a long pause, 0 where it does not count, and `is_standing`. Samples are in the order of
    `keys` and `at`."""

    def last(column: str) -> pl.Expr:
        return pl.col(column).shift().over(keys)

    def step_m(lat: str, lon: str) -> pl.Expr:
        return great_circle_m(pl.col(lat), pl.col(lon), last(lat), last(lon))

    def mean_of_near(column: str) -> pl.Expr:
        fix, is_between = pl.col(column), pl.col("is_near") & pl.col("is_near").shift(-1)
        return pl.when(is_between).then((fix.shift() + 2 * fix + fix.shift(-1)) / 4).otherwise(fix).over(keys)

    def widest(column: str) -> pl.Expr:
        around = pl.col(column)
        return (
            around.rolling_max(AROUND, center=True, min_samples=1)
            - around.rolling_min(AROUND, center=True, min_samples=1)
        ).over(keys)

    lat, lon = pl.col("lat"), pl.col("lon")
    speed = pl.col("raw_m") / pl.col("gap_s")
    usual = speed.rolling_median(AROUND, center=True, min_samples=1).over(keys)
    is_jump = (speed > IMPOSSIBLE_MPS) | ((speed > FAST_MPS) & (speed > FAST_TIMES * usual))
    is_near = (pl.col("gap_s") <= NEAR_S) & ~pl.col("is_jump") & ((lon - last("lon")).abs() < 180)
    box_m = great_circle_m(lat, widest("lon"), lat + widest("lat"), pl.lit(0.0))
    is_small = (box_m < STANDING_M) & (widest("lon") < 180)
    is_standing = is_small & (box_m < STANDING_MPS * widest("since_s"))
    counted_m = pl.when("is_jump").then(0.0).when("is_standing").then(0.0).otherwise(step_m("lat", "lon"))
    return (
        samples.filter(lat.is_not_null() & lon.is_not_null() & ~is_nowhere(lat, lon))
        .unique([*keys, "at"], keep="first", maintain_order=True)
        .with_columns(since_s=(pl.col("at") - pl.col("at").min().over(keys)).dt.total_microseconds() / 1e6)
        .with_columns(gap_s=pl.col("since_s") - last("since_s"), raw_m=step_m("lat", "lon"))
        .with_columns(is_jump=is_jump.fill_null(False), is_standing=is_standing.fill_null(False))
        .with_columns(is_near=is_near.fill_null(False))
        .with_columns(lat=mean_of_near("lat"), lon=mean_of_near("lon"))
        .with_columns(step_m=pl.when(pl.col("gap_s") <= LONGEST_STEP_S).then(counted_m))
        .drop("since_s", "raw_m", "is_jump", "is_near")
    )


def is_nowhere(lat: pl.Expr, lon: pl.Expr) -> pl.Expr:
    """Whether a place is the 0° N 0° E that devices write without a fix."""
    return (lat.abs() < NOWHERE_DEG) & (lon.abs() < NOWHERE_DEG)


def great_circle_m(lat: pl.Expr, lon: pl.Expr, from_lat: pl.Expr, from_lon: pl.Expr) -> pl.Expr:
    """The shortest way on a sphere between two places in degrees, m (haversine)."""
    half_lat, half_lon = (lat - from_lat).radians() / 2, (lon - from_lon).radians() / 2
    chord = half_lat.sin() ** 2 + lat.radians().cos() * from_lat.radians().cos() * half_lon.sin() ** 2
    return 2 * EARTH_M * chord.clip(0, 1).sqrt().arcsin()
