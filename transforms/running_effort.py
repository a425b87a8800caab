"""How hard an athlete's easy running is: the effort from which faster ones are told apart."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.running_effort import RunningEffort
from transforms.grade import minetti_factor
from transforms.stream_grid import StreamGrid, stream_grid

#: Slower is walking: measured, walking is ≤ 2.0 m/s and jogging ≥ 2.2. Walks between sprints would pull the
#: percentile down to where every jog looks like an effort.
RUNNING_SPEED_MPS = 2.0
#: Of the seconds spent running. Below the middle, so that a workout's fast half does not move it.
EASY_QUANTILE = 0.40
#: With less running than this there is nothing to take a percentile of.
LEAST_RUNNING_S = 60
#: Eight weeks: long enough for a median over rest weeks, short enough to follow fitness.
EASY_WINDOW = "56d"
#: A run's own percentile may leave the eight-week median this far: tired legs and hills below, but a race or a track
#: session must not raise the bar over which its efforts have to stand out.
EASY_BOUNDS = (0.88, 1.10)


def is_machine() -> pl.Expr:
    """Whether an activity of core.activities was run on a treadmill or in a virtual world."""
    return pl.col("is_trainer") | (pl.col("sport_type") == "VirtualRun")


def running_effort(streams: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """The 40th percentile of grade-adjusted speed while running, m/s, per run with at least a minute of running.

    Treadmill and virtual runs are left out: their speed and slope are the machine's word.
    Takes core.streams and core.activities; gives `athlete_id, activity_id, start_at, moving_effort_p40_mps`.
    """
    runs = activities.filter((pl.col("sport_group") == "run") & ~is_machine())
    runs = runs.select("athlete_id", "activity_id", "start_at")
    grid = stream_grid(streams, runs.select("activity_id"))
    is_running = (grid.speed_mps >= RUNNING_SPEED_MPS) & ~grid.is_padding
    efforts = pl.DataFrame({"activity": grid.activity, "effort_mps": grade_adjusted_speed(grid)})
    numbers = pl.DataFrame({"activity_id": grid.activity_ids}).with_row_index("activity")
    return (
        efforts.filter(pl.Series(is_running))
        .with_columns(pl.col("activity").set_sorted())
        .group_by("activity")
        .agg(moving_effort_p40_mps=pl.col("effort_mps").quantile(EASY_QUANTILE).cast(pl.Float64), running_s=pl.len())
        .filter(pl.col("running_s") >= LEAST_RUNNING_S)
        .join(numbers.cast({"activity": pl.Int32}), on="activity")
        .join(runs, on="activity_id")
        .select("athlete_id", "activity_id", "start_at", "moving_effort_p40_mps")
        .sort("athlete_id", "activity_id")
    )


def easy_effort(runs: pl.DataFrame) -> pl.DataFrame:
    """core.running_effort: each run's easy effort, its percentile bounded by the athlete's median of 56 days.

    The median is over the run itself and those in the 56 days before it, so a later run never changes an earlier one.
    Rounded to 0.01 m/s, so that a small change elsewhere does not re-open every activity. Order does not matter.
    """
    median = (
        pl.col("moving_effort_p40_mps").rolling_median_by("start_at", EASY_WINDOW, closed="both").over("athlete_id")
    )
    low, high = EASY_BOUNDS
    return (
        runs.sort("athlete_id", "start_at", "activity_id")
        .with_columns(easy_effort_mps=pl.col("moving_effort_p40_mps").clip(median * low, median * high).round(2))
        .select(RunningEffort.columns())
        .sort("athlete_id", "activity_id")
    )


def grade_adjusted_speed(grid: StreamGrid) -> NDArray[np.float32]:
    """Speed on the flat of the same metabolic cost, second by second, m/s."""
    return grid.speed_mps * minetti_factor(grid.grade)
