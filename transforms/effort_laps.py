"""Laps that the athlete pressed around an effort know its borders better than any detection."""

import numpy as np
import polars as pl

from transforms.stream_grid import StreamGrid

#: Laps this long may be a rep pressed by hand.
LAP_S = (5, 20)
#: Share of the shorter of lap and effort that must overlap.
LAP_OVERLAP = 0.5


def with_laps(grid: StreamGrid, borders: pl.DataFrame, laps: pl.DataFrame) -> pl.DataFrame:
    """Detected borders (`activity, start_s, end_s`) with those of short laps in place of what they lie on.

    A short lap where nothing was detected is kept too: with smart recording it is all there is, and it still has to
    pass as an effort by its measures. Adds `is_lap`, and `lap_distance_m`: what the device counted from press to press,
    NaN for efforts without a lap.
    """
    numbers = pl.DataFrame(
        {"activity_id": grid.activity_ids, "activity": np.arange(len(grid.activity_ids), dtype=np.int32)}
    )
    start = pl.col("start_time_s").cast(pl.Float64)
    pressed = (
        laps.filter(pl.col("elapsed_time_s").is_between(*LAP_S))
        .join(numbers, on="activity_id")
        .select(
            "activity",
            lap_start_s=start,
            lap_end_s=start + pl.col("elapsed_time_s"),
            lap_distance_m=pl.col("distance_m").fill_null(float("nan")),
        )
        .sort("activity", "lap_start_s", "lap_end_s")
        .unique(["activity", "lap_start_s"], keep="first", maintain_order=True)
    )
    overlap_s = pl.min_horizontal("end_s", "lap_end_s") - pl.max_horizontal("start_s", "lap_start_s")
    shorter_s = pl.min_horizontal(pl.col("end_s") - pl.col("start_s"), pl.col("lap_end_s") - pl.col("lap_start_s"))
    covered = borders.join(pressed, on="activity").filter(overlap_s >= LAP_OVERLAP * shorter_s)
    untouched = borders.join(covered, on=["activity", "start_s"], how="anti")
    return pl.concat(
        [
            untouched.with_columns(is_lap=pl.lit(value=False), lap_distance_m=pl.lit(float("nan"))),
            pressed.select(
                "activity",
                start_s="lap_start_s",
                end_s="lap_end_s",
                is_lap=pl.lit(value=True),
                lap_distance_m="lap_distance_m",
            ),
        ]
    ).sort("activity", "start_s")
