"""What is the same of every recording that coordinates come with."""

import polars as pl

from flows.files.decoded import RECORDED
from flows.files.zone import offset_s, zone_at


def as_recorded(told: pl.DataFrame) -> pl.DataFrame:
    """Rows with some columns of `RECORDED`, and the place of the start (`lat`, `lon`), as `RECORDED`: zone and offset
    are those of the place, what is not told is null."""
    zones = [zone_at(lat, lon) for lat, lon in told.select("lat", "lon").iter_rows()]
    offsets = [offset_s(zone, at) for zone, at in zip(zones, told["start_at"], strict=True)]
    zoned = told.with_columns(
        timezone=pl.Series(zones, dtype=pl.String), utc_offset_s=pl.Series(offsets, dtype=pl.Int64)
    )
    missing = {name: pl.lit(None, dtype) for name, dtype in RECORDED.items() if name not in zoned.columns}
    return zoned.with_columns(**missing).select(RECORDED.names()).cast(dict(RECORDED)).sort("part_number")
