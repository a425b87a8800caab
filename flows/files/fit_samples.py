"""The records of a FIT file as samples."""

import polars as pl

from flows.files.decoded import SAMPLED
from flows.files.fit_rows import time_of, within
from schemas.bounds import FASTEST_MPS, FURTHEST_M, HIGHEST_CADENCE, MOST_WATTS

#: Places are told in 2³¹ steps of half a circle.
DEGREES_A_STEP = 180 / 2**31
#: Below and above any place where people walk, m: the shore of the Dead Sea lies at −430, Mount Everest at 8,849.
LOWEST_M, HIGHEST_M = -600, 9_500
#: The sensor of a watch in the sun of a desert, and in the Antarctic night, °C.
COLDEST_C, HOTTEST_C = -60, 80
HIGHEST_BPM = 260


def samples_of(records: pl.DataFrame) -> pl.DataFrame:
    """Rows of `SAMPLED` without part_number, in the order of time, each once.

    A reading that no body or device can have made is null. Of two fields for the same the finer one counts, and a
    field that a developer of an app added only where FIT's own is not in the file.
    """
    if "timestamp" not in records.columns:
        return pl.DataFrame(schema=SAMPLED).drop("part_number")

    def told(*names: str) -> pl.Expr:
        there = [pl.col(name).fill_nan(None) for name in names if name in records.columns]
        return pl.coalesce(there) if there else pl.lit(None, pl.Float64)

    def added(native: str, by_developer: str) -> pl.Expr:
        return told(native if native in records.columns else by_developer)

    lat, lon = told("position_lat") * DEGREES_A_STEP, told("position_long") * DEGREES_A_STEP
    # A device without a fix says 0, 0, in the Atlantic.
    is_place = lat.is_between(-90, 90) & lon.is_between(-180, 180) & ((lat != 0) | (lon != 0))
    cadence = added("cadence", "Cadence") + told("fractional_cadence").fill_null(0)
    return (
        records.select(
            at=time_of(told("timestamp")),
            distance_m=within(told("distance"), 0, FURTHEST_M),
            altitude_m=within(told("enhanced_altitude", "altitude"), LOWEST_M, HIGHEST_M),
            speed_mps=within(told("enhanced_speed", "speed"), 0, FASTEST_MPS),
            heartrate_bpm=within(added("heart_rate", "Heart Rate"), 1, HIGHEST_BPM),
            cadence=within(cadence, 0, HIGHEST_CADENCE),
            watts=within(added("power", "Power"), 0, MOST_WATTS),
            temp_c=within(told("temperature"), COLDEST_C, HOTTEST_C),
            lat=pl.when(is_place).then(lat),
            lon=pl.when(is_place).then(lon),
        )
        .filter(pl.col("at").is_not_null())
        .unique(maintain_order=True)
        .sort("at", maintain_order=True)
    )
