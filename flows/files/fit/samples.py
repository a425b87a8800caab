"""The records of a FIT file as samples."""

import numpy as np
import polars as pl

from flows.files.decoded import SAMPLED
from flows.files.fit.messages import Columns
from flows.files.fit.values import FIRST_S, LAST_S
from transforms.track_samples import possible_readings

#: Places are told in 2³¹ steps of half a circle.
DEGREES_A_STEP = 180 / 2**31


def samples_of(records: Columns) -> pl.DataFrame:
    """Rows of `SAMPLED` but for part_number, in the order of time, one per instant.

    A reading that no body or device can have made is null. Of two fields for the same the finer one counts, and a
    field that the developer of an app added only where FIT's own is not in the file.
    """
    size = len(next(iter(records.values()), ()))
    nothing = np.full(size, np.nan)

    def told(*names: str) -> np.ndarray:
        """By the first of these fields that tells it."""
        found = nothing
        for name in names:
            found = np.where(np.isnan(found), records.get(name, nothing), found)
        return found

    def own(native: str, by_developer: str) -> np.ndarray:
        return records.get(native, records.get(by_developer, nothing))

    lat, lon = (records.get(name, nothing) * DEGREES_A_STEP for name in ("position_lat", "position_long"))
    cadence = own("cadence", "Cadence") + np.nan_to_num(records.get("fractional_cadence", nothing))
    at_s = told("timestamp")
    readings = {
        "distance_m": told("distance"),
        "altitude_m": told("enhanced_altitude", "altitude"),
        "speed_mps": told("enhanced_speed", "speed"),
        "heartrate_bpm": own("heart_rate", "Heart Rate"),
        "cadence": cadence,
        "watts": own("power", "Power"),
        "temp_c": told("temperature"),
        "lat": lat,
        "lon": lon,
    }
    is_dated = (at_s >= FIRST_S) & (at_s <= LAST_S)
    at = pl.Series("at", (at_s[is_dated] * 1e6).astype(np.int64)).cast(SAMPLED["at"])
    columns = [pl.Series(name, column[is_dated], nan_to_null=True) for name, column in readings.items()]
    samples = possible_readings(pl.DataFrame([at, *columns]))
    is_in_order = bool((np.diff(at_s[is_dated]) > 0).all())
    return samples if is_in_order else _one_per_instant(samples)


def _one_per_instant(samples: pl.DataFrame) -> pl.DataFrame:
    """One row per instant with what its rows told last: phones write place and distance in records of their own."""
    return samples.group_by("at").agg(pl.all().drop_nulls().last()).sort("at")
