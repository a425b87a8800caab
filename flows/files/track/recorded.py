"""What is the same of every recording that coordinates come with."""

import polars as pl

from flows.files.decoded import RECORDED
from flows.files.zone import offset_s, zone_at
from schemas.bounds import FURTHEST_M
from transforms.filled import filled


def as_recorded(told: pl.DataFrame) -> pl.DataFrame:
    """Rows with some columns of `RECORDED`, and the place of the start (`lat`, `lon`), as `RECORDED`.

    Zone and offset are those of the place, seconds are whole, what is not told is null. Nobody moved longer than it
    lasted, or further than anybody can.
    """
    zones = [zone_at(lat, lon) for lat, lon in told.select("lat", "lon").iter_rows()]
    offsets = [offset_s(zone, at) for zone, at in zip(zones, told["start_at"], strict=True)]
    elapsed_s = pl.col("elapsed_time_s").round()
    is_possible = pl.col("distance_m") <= FURTHEST_M
    zoned = told.with_columns(
        pl.when(is_possible).then(pl.col("distance_m", "distance_source")),
        elapsed_time_s=elapsed_s,
        moving_time_s=pl.col("moving_time_s").round().clip(upper_bound=elapsed_s),
        timezone=pl.Series(zones, dtype=pl.String),
        utc_offset_s=pl.Series(offsets, dtype=pl.Int64),
    )
    return filled(zoned, RECORDED).sort("part_number")


def left_out(activities: int) -> tuple[tuple[str, str], ...]:
    """A note of how many activities of a file are left out, none for none."""
    if activities == 0:
        return ()
    return (("start_at: possible", f"of the activities in the file {activities} have no time that can be"),)
